"""Reading what stands behind the question mark, by type and within bounds.

    query = Query()
    page = query.page()
    kind = query.choice("soort", Kind)
    query.refuse_mistakes()     # an interface that wants 400 says so; a page for people leaves this out

Junk gives the default and is remembered. A page falls back on it; the REST API answers with all mistakes at once.
"""

import datetime as dt
import re
from collections.abc import Iterable
from enum import Enum
from typing import Any, TypeVar, overload

from flask import request
from werkzeug.datastructures import MultiDict

from stelsel import text
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web import messages

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

SEARCH = 200
"""Characters of a search (SECURITY P-18)."""
PAGES = 10_000
VALUES = 100

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 12, 31)


class BadQuery(Refused):
    """`mistakes`: per name in the address what is wrong with it."""

    message = _("Het adres van deze pagina klopt niet.")
    status = 400

    def __init__(self, mistakes: dict[str, Any]) -> None:
        super().__init__()
        self.mistakes = mistakes


class Query:
    def __init__(self, args: MultiDict[str, str] | None = None) -> None:
        self.args = request.args if args is None else args
        self.mistakes: dict[str, Any] = {}

    def refuse_mistakes(self) -> None:
        """Raises BadQuery if anything read so far was junk."""
        if self.mistakes:
            raise BadQuery(self.mistakes)

    @overload
    def whole(self, name: str, default: int, *, low: int = ..., high: int = ...) -> int: ...
    @overload
    def whole(self, name: str, default: None = ..., *, low: int = ..., high: int = ...) -> int | None: ...
    def whole(self, name: str, default: int | None = None, *, low: int = 0, high: int = 2**31 - 1) -> int | None:
        """An int from `low` to `high`, both included, in ASCII digits."""
        typed = self.args.get(name, "").strip()
        if not typed:
            return default
        if not re.fullmatch(r"-?[0-9]{1,10}", typed):
            return self._mistake(name, messages.WRONG_NUMBER, default)
        number = int(typed)
        if not low <= number <= high:
            return self._mistake(name, messages.between(low, high), default)
        return number

    def page(self, name: str = "pagina") -> int:
        """A page number, from 1."""
        return self.whole(name, 1, low=1, high=PAGES)

    def text(self, name: str, *, max: int = SEARCH) -> str:  # noqa: A002 - as in forms
        """One clean line; "" if absent. What is longer is cut, as a search still makes sense then."""
        try:
            typed = text.clean(self.args.get(name, ""))
        except Refused as refusal:
            return self._mistake(name, refusal.message, "")
        if len(typed) > max:
            return self._mistake(name, messages.too_long(max), typed[:max])
        return typed

    @overload
    def choice(self, name: str, among: type[E], default: E) -> E: ...
    @overload
    def choice(self, name: str, among: type[E], default: None = ...) -> E | None: ...
    def choice(self, name: str, among: type[E], default: E | None = None) -> E | None:
        """A member of an enum, by its value."""
        typed = self.args.get(name, "")
        if not typed:
            return default
        found = {str(member.value): member for member in among}.get(typed)
        return self._mistake(name, messages.UNKNOWN_CHOICE, default) if found is None else found

    def one_of(self, name: str, among: Iterable[str], default: str = "") -> str:
        """One of these words."""
        typed = self.args.get(name, "")
        if not typed or typed in set(among):
            return typed or default
        return self._mistake(name, messages.UNKNOWN_CHOICE, default)

    def any_of(self, name: str, among: Iterable[str]) -> list[str]:
        """Those of these words that are asked for ("?soort=a&soort=b", "?soort=a,b"), in their own order."""
        asked = {word for typed in self.args.getlist(name)[:VALUES] for word in typed.split(",")[:VALUES] if word}
        known = list(among)
        if asked - set(known):
            self._mistake(name, messages.UNKNOWN_CHOICE, None)
        return [word for word in known if word in asked]

    @overload
    def day(self, name: str, default: dt.date) -> dt.date: ...
    @overload
    def day(self, name: str, default: None = ...) -> dt.date | None: ...
    def day(self, name: str, default: dt.date | None = None) -> dt.date | None:
        """A civil day as "2027-03-24", from 1900 to 2200."""
        typed = self.args.get(name, "").strip()
        if not typed:
            return default
        try:
            day = dt.date.fromisoformat(typed) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed) else None
        except ValueError:
            day = None
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            return self._mistake(name, messages.WRONG_DAY, default)
        return day

    def month(self, name: str, default: dt.date | None = None) -> dt.date | None:
        """The first day of "2027-03"."""
        typed = self.args.get(name, "").strip()
        if not typed:
            return default
        match = re.fullmatch(r"(19[0-9]{2}|20[0-9]{2}|21[0-9]{2})-(0[1-9]|1[0-2])", typed)
        return dt.date(int(match[1]), int(match[2]), 1) if match else self._mistake(name, messages.WRONG_DAY, default)

    def flag(self, name: str) -> bool:
        """True for "1", "ja" and "true"; False for anything else."""
        return self.args.get(name, "") in {"1", "ja", "true"}

    def _mistake(self, name: str, message: Any, default: T) -> T:
        self.mistakes[name] = message
        return default
