"""The lobby screen: today and what is next, on a wall that nobody looks after."""

from flask import Flask

from stelsel_tenants.site.screen.views import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
