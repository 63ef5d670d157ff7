"""An address of a library that is not there: a friendly page with the nearest names."""

from difflib import get_close_matches

from flask import Flask, Response
from sqlalchemy import select

from stelsel import logs
from stelsel.access.current import UnknownLibrary
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel.text import fold
from stelsel.web import errors

MOST = 3
ALIKE = 0.5
LONGEST = 60
"""Characters of an address that are compared: more tells nothing and costs much."""


def init_app(app: Flask) -> None:
    app.register_error_handler(UnknownLibrary, _answer)


def nearby(slug: str) -> list[tuple[str, str]]:
    """(name, address) of libraries whose slug, place or name looks like what was asked; the nearest first."""
    with Scope.network(why="which library was meant") as scope:
        here = select(Tenant.slug, Tenant.name, Tenant.place).where(
            Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE
        )
        rows = scope.session.execute(here.order_by(Tenant.name, Tenant.id)).all()
    by_key: dict[str, tuple[str, str]] = {}
    for row in rows:
        for key in (row.slug, fold(row.place), fold(row.name)):
            by_key.setdefault(key, (row.name, f"/b/{row.slug}/"))
    asked = slug[:LONGEST].removeprefix("bibliotheek-").removeprefix("de-bibliotheek-")
    keys = [*get_close_matches(asked, by_key, n=2 * MOST, cutoff=ALIKE)]
    keys += get_close_matches(fold(asked.replace("-", " ")), by_key, n=2 * MOST, cutoff=ALIKE)
    return list(dict.fromkeys(by_key[key] for key in keys))[:MOST]


def _answer(error: UnknownLibrary) -> Response:
    return errors.answer(
        errors.Problem(
            status=404,
            reference=logs.reference(),
            message=_("Er is geen bibliotheek met dit adres."),
            nearby=tuple(nearby(error.slug)),
        )
    )
