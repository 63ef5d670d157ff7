"""People: sign-in, sessions, memberships, invitations."""

from flask import Flask

from stelsel.identity import account, cookie, loader, models, needed, security, service, views
from stelsel.identity.security import COOKIE_KEY

__all__ = ["COOKIE_KEY", "init_app", "models", "service"]


def init_app(app: Flask) -> None:
    cookie.init_app(app)
    security.init_app(app)
    loader.init_app(app)
    needed.init_app(app)
    for blueprint in (views.bp, account.bp):
        app.register_blueprint(blueprint)
