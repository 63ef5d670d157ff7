"""What the finder's templates are given: links that keep the language, and words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import current_app, request

from stelsel import clock
from stelsel.i18n import LANGUAGES, _
from stelsel.web.format import amsterdam, day, month, weekday
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Entry, SessionState
from stelsel_tenants.finder.period import WORDS
from stelsel_tenants.finder.wish import RADII, USUAL_KM, Wish, address
from stelsel_tenants.site import access_facts, opening
from stelsel_tenants.site.library.agenda import badge

Pill = tuple[Any, str, bool]


def given() -> dict[str, Any]:
    """A context processor."""
    return {
        "to": to,
        "later": later,
        "standing": standing,
        "opening": opening,
        "access_facts": access_facts,
        "today": clock.today(),
    }


def to(path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """An address that stays in the language that this page was asked in (ARCHITECTURE, Rulings)."""
    asked = request.args.get("taal", "")
    return address(path, pairs, asked if asked in LANGUAGES else "")


def standing(state: str, entry: Entry, left_over: int | None) -> tuple[Any, str]:
    """Whether it goes on and how to take part: (words, tone). Green is "you can come", brown "do something first"."""
    words, tone = badge(SessionState(state), entry=entry, left_over=left_over)
    if SessionState(state).is_off or left_over is not None:
        return words, tone
    return words, {Entry.WALK_IN: "ok", Entry.CALL_FIRST: "warn"}.get(entry, tone)


def later(moments: Iterable[datetime]) -> str:
    """'donderdag 3 en dinsdag 8 december', 'vrijdag 11 en 25 december': what is the same is said once."""
    days = [amsterdam(moment).date() for moment in moments]
    if len(days) < 2:
        return "".join(map(day, days))
    first, second = days[0], days[-1]
    same_month = (first.year, first.month) == (second.year, second.month)
    same_weekday = first.weekday() == second.weekday()
    start = f"{weekday(first)} {first.day}" if same_month else day(first)
    end = f"{second.day} {month(second)}" if same_weekday else day(second)
    return str(_("%(first)s en %(second)s", first=start, second=end))


def questions() -> list[tuple[str, Any, Any, str]]:
    """The eight questions of life: icon, question, explanation, address."""
    return [
        (words.icon, words.question, words.note, to("/zoeken", [("soort", theme.value)]))
        for theme, words in themes.WORDS.items()
    ]


def structured() -> dict[str, Any]:
    """schema.org: this site, and how it is searched."""
    base = current_app.config["BASE_URL"]
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Stelsel",
        "url": f"{base}/",
        "inLanguage": list(LANGUAGES),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base}/zoeken?bij={{plaats}}"},
            "query-input": "required name=plaats",
        },
    }


def provinces(found: list[tuple[str, Any]]) -> list[Pill]:
    """Where on the page each province begins."""
    return [(name or _("Overig"), f"#p-{number}", False) for number, (name, _members) in enumerate(found, start=1)]


def narrowing(wish: Wish) -> list[Pill]:
    """Filters as links; the one that is on takes itself off."""
    return [
        (_("Alles"), _search(wish.but(walk_in=False, wheelchair=False)), not wish.is_narrowed),
        (_("Zonder afspraak"), _search(wish.but(walk_in=not wish.walk_in)), wish.walk_in),
        (_("Rolstoel"), _search(wish.but(wheelchair=not wish.wheelchair)), wish.wheelchair),
    ]


def distances(wish: Wish, km: int) -> list[Pill]:
    """How far to look, as links."""
    return [
        (_("tot %(km)s km", km=radius), _search(wish.but(km=0 if radius == USUAL_KM else radius)), radius == km)
        for radius in RADII
    ]


def times() -> list[tuple[str, Any]]:
    """For the form."""
    return [(when.value, words) for when, words in WORDS.items()]


def at(wish: Wish, **changes: Any) -> str:
    """This search with something changed."""
    return _search(wish.but(**changes))


def by_mail(wish: Wish) -> str:
    """Where one asks to be told what is new around the place of this search."""
    return to("/nieuwsbrief", Wish(place=wish.place, kind=wish.kind, km=wish.km).pairs)


def ask_for(wish: Wish) -> str:
    """Where one asks for what is not near the place of this search."""
    return to("/aanvragen", Wish(place=wish.place, kind=wish.kind).pairs)


def _search(wish: Wish) -> str:
    return to("/zoeken", wish.pairs)
