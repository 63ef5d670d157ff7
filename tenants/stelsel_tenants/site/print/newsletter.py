"""A text for the newsletter of a library: what happens in a period, by day, to copy. It names nobody."""

from dataclasses import dataclass
from typing import Any

from flask import current_app

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
    """The same words twice: plain, and as HTML without any dress. `number` is that of the moments told, of which `on`
    go on."""

    plain: str
    html: str
    number: int
    on: int


def of(scope: Scope, period: Period, wanted: Wanted, *, most: int = agenda.MOST) -> Text:
    """What is over is left out, and what comes after the first so many. Three statements at most."""
    lines = programme.coming(agenda.lines(scope, period, wanted, places.branches(scope)))[:most]
    base = addresses.base(scope.library)
    told = {
        "title": programme.titled(scope, wanted),
        "period": programme.words(period),
        "days": [(when, [_item(base, line) for line in found]) for when, found in agenda.by_day(lines)],
        "agenda": f"{base}/agenda{addresses.query(wanted.pairs)}",
    }
    plain, html = (_rendered(f"print/text.{kind}", told) for kind in ("txt", "html"))
    return Text(plain, html, len(lines), sum(not line.is_off for line in lines))


def _rendered(name: str, told: dict[str, Any]) -> str:
    """The page at hand has no say in it: the same words go by mail, where there is none."""
    return current_app.jinja_env.get_template(name).render(told).strip()


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
