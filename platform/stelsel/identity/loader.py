"""Who asks: read from the database in this request, and noted as seen now and then."""

import logging
from dataclasses import replace

from flask import Flask, g, request
from sqlalchemy.exc import DBAPIError

from stelsel.access import Person
from stelsel.access.current import use_loader
from stelsel.access.signals import scope_opened
from stelsel.clock import now
from stelsel.db import unit_of_work
from stelsel.identity import cookie, landing, sign_ins
from stelsel.tenancy import Scope
from stelsel.web import page

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    use_loader(app, _person)
    scope_opened.connect(_tell_page)


def _person() -> Person | None:
    token = cookie.token()
    if token is None:
        return None
    with Scope.identity(why="who is this", reading=True) as scope:
        found = sign_ins.find(scope, token)
    if found is None:
        return None
    if found.seen_at < now() - sign_ins.SEEN_EVERY:
        _note(token)
    g.language = found.person.language
    return found.person


def _note(token: str) -> None:
    """Write in a transaction of its own: the page's may be a reading one. That it fails is no reason to stop."""
    try:
        with Scope.identity(why="seen", reading=False) as scope, unit_of_work(scope):
            sign_ins.seen(scope, token)
    except DBAPIError:
        log.warning("could not note that a sign-in was seen")


def _tell_page(_scope: Scope, *, person: Person | None, **_more: object) -> None:
    if person is not None:
        here = request.path
        entries = landing.places(person)
        page.update(places=tuple(replace(one, current=here.startswith(one.url.partition("?")[0])) for one in entries))
