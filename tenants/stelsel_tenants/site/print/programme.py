"""The dates of a week, a month or a season as a table, for a wall or a counter."""

from collections.abc import Sequence
from typing import Any

from stelsel import clock
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import capital, day, day_short, euro_short, moment, month, time_range, week
from stelsel_tenants.site import addresses, places, whereabouts
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library import agenda, choosing
from stelsel_tenants.site.library.agenda import Line
from stelsel_tenants.site.library.periods import Kind, Period
from stelsel_tenants.site.places import Place
from stelsel_tenants.site.print import sheet
from stelsel_tenants.site.print.asked import Size
from stelsel_tenants.site.print.sheet import Sheet


def of(scope: Scope, period: Period, wanted: Wanted, size: Size) -> Sheet:
    """What is over is left out, unless all of it is. Five statements."""
    branches = places.branches(scope)
    found = agenda.lines(scope, period, wanted, branches)
    lines = coming(found)[: agenda.MOST]
    branch = next((one for one in branches if one.id == wanted.branch_id), None)
    where = [_where(line, branch) for line in lines]
    title = titled(scope, wanted)
    query = addresses.query(wanted.pairs)
    data = sheet.common(scope, size, f"{addresses.base(scope.library)}/agenda{query}") | {
        "title": title,
        "period": ". ".join([words(period), *([branch.name] if branch else [])]),
        "heads": [str(_("Dag")), str(_("Tijd")), str(_("Wat")), *([str(_("Waar"))] if any(where) else [])],
        "places": any(where),
        "rows": [_row(line, before, place) for line, before, place in zip(lines, [None, *lines], where, strict=False)],
        "empty": str(_("Op deze dagen is er niets gepland.")),
        "more": str(_("Er is meer dan hier past. Kijk op de agenda.")) if len(found) > agenda.MOST else "",
        "call": str(_("Alles staat op")),
        "ways": sheet.call_us(branch.phone if branch and branch.phone else places.about(scope).phone),
        "small": [str(_("Er kan iets veranderen: kijk vooraf op de agenda.")), sheet.made_on()],
    }
    name = f"agenda-{period.first.isoformat()}-{size.value}"
    return Sheet("programme.typ", f"{title} - {scope.library.name}, {words(period)}", name, size, data)


def coming(found: Sequence[Line]) -> list[Line]:
    """Those from today on; all of them where all are over."""
    today = clock.today()
    return [line for line in found if line.day >= today] or list(found)


def titled(scope: Scope, wanted: Wanted) -> str:
    """What the dates have in common: the kind that was asked for, by its name."""
    known = choosing.offered(scope) if wanted.kind else None
    kinds = (*known.themes, *known.concepts) if known else ()
    return str(next((one.text for one in kinds if one.value == wanted.kind), _("Agenda")))


def words(period: Period) -> str:
    """'Week 49: maandag 30 november tot en met zondag 6 december 2026'."""
    first, last = day(period.first), day(period.last, year=True)
    if period.kind is Kind.DAY:
        return capital(last)
    if period.kind is Kind.MONTH:
        return f"{capital(month(period.first))} {period.first.year}"
    if period.kind is Kind.WEEK:
        return str(
            _("Week %(number)s: %(first)s tot en met %(last)s", number=week(period.first), first=first, last=last)
        )
    return str(_("%(first)s tot en met %(last)s", first=capital(first), last=last))


def _where(line: Line, chosen: Place | None) -> str:
    return whereabouts.in_words(line.mode, "" if chosen else line.branch, line.room)


def _row(line: Line, before: Line | None, place: str) -> dict[str, Any]:
    return {
        "first": before is None or before.day != line.day,
        "day": day_short(line.day),
        "time": time_range(line.starts_at, line.ends_at),
        "title": line.title,
        "off": line.is_off,
        "state": str(_("Gaat niet door.")),
        "note": line.reason if line.is_off else _note(line),
        "place": place,
    }


def _note(line: Line) -> str:
    parts = [
        str(_("met %(partner)s", partner=line.partner)) if line.partner else "",
        euro_short(line.cost_cents) if line.cost_cents else "",
        str(_("eerst was het op %(moment)s", moment=moment(line.moved_from))) if line.moved_from else "",
    ]
    return ", ".join(part for part in parts if part)
