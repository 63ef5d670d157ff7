"""A text for the newsletter of a library: what happens in a period, by day, to copy. It names nobody."""

from dataclasses import dataclass
from typing import Any

from flask import render_template

from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import clock_time, day, moment
from stelsel_tenants.site import addresses, places
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library import agenda
from stelsel_tenants.site.library.agenda import Line
from stelsel_tenants.site.library.periods import Period
from stelsel_tenants.site.print import programme


@dataclass(frozen=True, slots=True)
class Item:
    """One moment: its title, what is to be known of it, and its page."""

    title: str
    facts: str
    url: str


@dataclass(frozen=True, slots=True)
class Text:
    """The same words twice: plain, and as HTML without any dress. `number` is that of the moments told."""

    plain: str
    html: str
    number: int


def of(scope: Scope, period: Period, wanted: Wanted) -> Text:
    """What is over is left out. Three statements at most."""
    lines = programme.coming(agenda.lines(scope, period, wanted, places.branches(scope)))[: agenda.MOST]
    base = addresses.base(scope.library)
    told = {
        "title": programme.titled(scope, wanted),
        "period": programme.words(period),
        "days": [(when, [_item(base, line) for line in found]) for when, found in agenda.by_day(lines)],
        "agenda": f"{base}/agenda{addresses.query(wanted.pairs)}",
    }
    plain, html = (render_template(f"print/text.{kind}", **told).strip() for kind in ("txt", "html"))
    return Text(plain, html, len(lines))


def _item(base: str, line: Line) -> Item:
    facts = " ".join(str(fact) for fact in (_off(line) if line.is_off else _on(line)))
    return Item(line.title, facts, f"{base}/sessies/{line.id}")


def _off(line: Line) -> list[Any]:
    again = [_("Volgende keer: %(day)s.", day=day(line.again_at))] if line.again_at else []
    return [_("Gaat niet door."), *again]


def _on(line: Line) -> list[Any]:
    """In short sentences that stay true: how many places are left changes, how to take part does not."""
    times = _("%(begin)s tot %(end)s uur", begin=clock_time(line.starts_at), end=clock_time(line.ends_at))
    moved = [_("Eerst was het op %(moment)s.", moment=moment(line.moved_from))] if line.moved_from else []
    free = [] if line.cost_cents else [_("Gratis.")]
    return [
        f"{', '.join(filter(None, (str(times), line.where)))}.",
        *free,
        f"{agenda.ENTRY_WORDS[line.entry]}.",
        *moved,
    ]
