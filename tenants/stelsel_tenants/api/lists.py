"""Pages of lists: at most a hundred rows, in an order that never changes, and the address of the next page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import Response, current_app, jsonify, request

from stelsel.i18n import _
from stelsel.web.query import BadQuery
from stelsel_tenants.api import cursors
from stelsel_tenants.api.fields import AskedWhole, Schema, Text, between

MOST = 100
USUAL = 50
WRONG_CURSOR = _("Deze cursor hoort niet bij deze vraag. Begin weer bij de eerste bladzijde.")

Row = TypeVar("Row")
Place = tuple[str | int | float, ...]
"""Where a row stands in the order of its list."""


class ListQuery(Schema):
    """What every list can be asked."""

    limit = AskedWhole(
        load_default=USUAL,
        validate=between(1, MOST),
        metadata={"description": _("Hoeveel er op een bladzijde staan.")},
    )
    cursor = Text(
        cursors.LONGEST,
        metadata={"description": _("Waar de vorige bladzijde ophield: neem hem uit „next” en maak hem niet zelf.")},
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page: so many rows, after this place."""

    limit: int
    after: list[Any] | None
    question: str

    @property
    def enough(self) -> int:
        """Rows to read: one more than is shown tells whether there is a next page."""
        return self.limit + 1


def asked(query: dict[str, Any], *shape: type) -> Asked:
    """Which page was asked for, of a list whose order has parts of these types. Raises BadQuery."""
    cursor = query.get("cursor")
    question = _question()
    if not cursor:
        return Asked(query["limit"], None, question)
    try:
        return Asked(query["limit"], cursors.read(question, cursor, shape), question)
    except cursors.WrongCursor:
        raise BadQuery({"cursor": WRONG_CURSOR}) from None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursor of what comes after them."""

    items: Sequence[Row]
    cursor: str | None


def page(rows: Sequence[Row], which: Asked, place: Callable[[Row], Place]) -> Page[Row]:
    """The page of rows that were read with `which.enough`."""
    if len(rows) <= which.limit:
        return Page(rows, None)
    shown = rows[: which.limit]
    return Page(shown, cursors.made(which.question, place(shown[-1])))


def answer(found: Page[Any], schema: Schema, **more: Any) -> Response:
    """The page as it is sent: `items`, `next`, and the same in the header `Link`."""
    there = next_address(found.cursor)
    response = jsonify({"items": schema.dump(found.items, many=True), "next": there, **more})
    if there:
        response.headers["Link"] = f'<{there}>; rel="next"'
    return response


def next_address(cursor: str | None) -> str | None:
    """The address of the page after this one, on our own host whatever the request named."""
    if cursor is None:
        return None
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    return f"{current_app.config['BASE_URL']}{request.path}?{urlencode([*pairs, ('cursor', cursor)])}"


def _question() -> str:
    """What is asked, without which page of it."""
    pairs = sorted((name, value) for name, value in request.args.items(multi=True) if name not in {"cursor", "limit"})
    return f"{request.path}?{urlencode(pairs)}"
