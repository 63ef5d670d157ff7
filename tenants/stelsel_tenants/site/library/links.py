"""What templates of a library's pages are given: links that keep the language, and words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import request

from stelsel.i18n import LANGUAGES, _
from stelsel.web import page
from stelsel.web.format import amsterdam
from stelsel_tenants.activities import themes
from stelsel_tenants.site import access_facts, opening
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library import periods
from stelsel_tenants.site.library.periods import Period

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses below a library's, with the language that this page was asked in (ARCHITECTURE, Rulings).

    at("agenda", [("week", "2026-W49")]) is '/b/katwijk/agenda?week=2026-W49&taal=en'.
    """

    below: str
    language: tuple[tuple[str, str], ...]

    def __call__(self, path: str = "", pairs: Pairs = ()) -> str:
        query = [*pairs, *self.language]
        return f"{self.below}/{path}?{urlencode(query)}" if query else f"{self.below}/{path}"


def given() -> dict[str, Any]:
    """A context processor."""
    tenant, asked = page.current().tenant, request.args.get("taal", "")
    at = Addresses(tenant.path if tenant else "", (("taal", asked),) if asked in LANGUAGES else ())
    return {
        "at": at,
        "day_of": day_of,
        "week_of": week_of,
        "month_of": month_of,
        "opening": opening,
        "access_facts": access_facts,
        "pills": partial(pills, at),
    }


def pills(at: Addresses, present: Iterable[str], wanted: Wanted, period: Period) -> list[tuple[Any, str, bool]]:
    """Questions of life as filters: (text, address, current), "Alles" first. One alone is no choice."""
    known = [theme for theme in themes.WORDS if theme.value in set(present)]
    if len(known) < 2:
        return []
    rest = [*period.address, *(pair for pair in wanted.pairs if pair[0] != "soort")]
    said = [
        (themes.WORDS[theme].name, at("agenda", [*rest, ("soort", theme.value)]), wanted.kind == theme)
        for theme in known
    ]
    return [(_("Alles"), at("agenda", rest), not wanted.kind), *said]


def day_of(moment: date | datetime) -> tuple[str, str]:
    """("dag", "2026-12-02")"""
    return periods.named(periods.Kind.DAY, _day(moment))


def week_of(moment: date | datetime) -> tuple[str, str]:
    """("week", "2026-W49")"""
    return periods.named(periods.Kind.WEEK, _day(moment))


def month_of(moment: date | datetime) -> tuple[str, str]:
    """("maand", "2026-12")"""
    return periods.named(periods.Kind.MONTH, _day(moment))


def _day(moment: date | datetime) -> date:
    return amsterdam(moment).date() if isinstance(moment, datetime) else moment
