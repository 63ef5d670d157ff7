"""People: sign-in, sessions, memberships, invitations."""

from flask import Flask, session

from stelsel.access import Person
from stelsel.access.current import use_loader
from stelsel.identity import models, service
from stelsel.tenancy import Scope

COOKIE_KEY = "sign-in"

__all__ = ["COOKIE_KEY", "init_app", "models", "service"]


def init_app(app: Flask) -> None:
    use_loader(app, _person)


def _person() -> Person | None:
    token = session.get(COOKIE_KEY)
    if not isinstance(token, str):
        return None
    with Scope.identity(why="who is this", reading=True) as scope:
        return service.person(scope, token)
