"""What machines ask: is it alive, is it ready, how is it doing, whom to tell of a hole, what not to index."""

from flask import Flask

from stelsel.health import metrics, views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    metrics.watch(app)
