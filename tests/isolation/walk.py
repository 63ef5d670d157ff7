"""The routes of the application, with the two libraries' rows behind every address."""

import re
import uuid
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from werkzeug.routing import BaseConverter, IntegerConverter, Rule, UUIDConverter
from werkzeug.test import TestResponse

from stelsel.access import Permission
from tests.support.factories import Rows
from tests.support.scopes import Scopes

OWN, FOREIGN, ABSENT = uuid.UUID(int=0xA1), uuid.UUID(int=0xB2), uuid.UUID(int=0xC3)
OWN_MARK, FOREIGN_MARK = "zqeigen", "zqvreemd"
HOME, ELSEWHERE = "katwijk", "venlo"
DIFFERING = {"Date", "Content-Length", "RateLimit", "X-Request-ID", "X-Request-Id"}
"""Headers of any two answers; the length follows the body, which is compared, and the signed values in it."""
MARK = "permission"
"""What `requires` leaves on a view."""


@dataclass(frozen=True, slots=True)
class Door:
    """A route in one method."""

    rule: Rule
    method: str
    permission: Permission

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule}"

    @property
    def ids(self) -> list[str]:
        """The parts of the address that name a row."""
        return [name for name, kind in self.rule._converters.items() if isinstance(kind, UUIDConverter)]

    def address(self, row: object, *, slug: str = HOME) -> str:
        """The address of one row; other parts get a value that has the right shape."""
        parts = {name: self._part(name, kind, row, slug) for name, kind in self.rule._converters.items()}
        return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda found: str(parts[found[1]]), self.rule.rule)

    def _part(self, name: str, kind: BaseConverter, row: object, slug: str) -> object:
        if isinstance(kind, UUIDConverter):
            return row
        if isinstance(kind, IntegerConverter):
            return 1
        return slug if name == "slug" else "een"


def doors(app: Flask) -> list[Door]:
    """Every route in every method that a program answers, by address."""
    return [
        Door(rule, method, getattr(app.view_functions[rule.endpoint], MARK))
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    ]


def two_libraries(app: Flask, url: str, *, theirs: type[Rows] = Rows) -> None:
    """Katwijk's row of every tenant table under OWN, Venlo's (`theirs`) under FOREIGN, with their marks."""
    scopes = Scopes(app)
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        Rows(connection, scopes.tenant(HOME).id, OWN, OWN_MARK).make_all()
        theirs(connection, scopes.tenant(ELSEWHERE).id, FOREIGN, FOREIGN_MARK).make_all()
    engine.dispose()


def shape(response: TestResponse, address: str) -> tuple[object, ...]:
    """An answer without what differs between any two: nonce, reference, and the address that was asked for."""
    body = response.text.replace(address, "ADDRESS")
    headers = [
        (name, _plain(value).replace(address, "ADDRESS")) for name, value in response.headers if name not in DIFFERING
    ]
    return response.status_code, _plain(body), sorted(headers)


def _plain(text: str) -> str:
    text = re.sub(r"nonce(=\"|-)[\w+/=-]+", "nonce", text)
    text = re.sub(r'name="csrf_token"[^>]*value="[^"]*"', "csrf", text)
    text = re.sub(r"session=[^;]+", "session", text)
    text = re.sub(r"[\w-]{16,}\.[\w-]{5,}\.[\w-]{16,}", "SIGNED", text)
    text = re.sub(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b", "REFERENCE", text)
    text = re.sub(r"%2F[\w%.-]+", "NEXT", text)
    return re.sub(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|\b[0-9a-f]{8,32}\b", "ID", text)
