"""What hangs on the wall, from the published rows. Everything is absolute: what the clock changes, the script does."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import segno
from markupsafe import Markup
from sqlalchemy import select

from stelsel import clock
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam, capital, day, iso, moment
from stelsel_tenants.activities.models import SessionState
from stelsel_tenants.site import places
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library import agenda
from stelsel_tenants.site.library.periods import DAY, Kind, Period
from stelsel_tenants.site.models import PublishedSession

AHEAD = timedelta(days=14)
"""So long a screen without network still knows what is on."""
MOST = 150
PREVIEWED = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A session: `note` says where it is and how to take part, or why it is off; `brief` the one that counts most."""

    title: str
    starts_at: datetime
    ends_at: datetime
    is_off: bool
    note: str = ""
    brief: str = ""

    def told(self) -> dict[str, Any]:
        """As the script reads it."""
        return {
            "from": iso(self.starts_at),
            "until": iso(self.ends_at),
            "title": self.title,
            "off": self.is_off,
            "note": self.note,
            "brief": self.brief,
        }


@dataclass(frozen=True, slots=True)
class Board:
    """`name` is the library's or the branch's; "" of a branch that is not there. `until`: the last day it knows."""

    name: str
    today: date
    until: date
    rows: tuple[Row, ...]

    @property
    def of_today(self) -> list[Row]:
        return [row for row in self.rows if amsterdam(row.starts_at).date() <= self.today]

    @property
    def later(self) -> list[Row]:
        return [row for row in self.rows if amsterdam(row.starts_at).date() > self.today]


def board(scope: Scope, wanted: Wanted) -> Board:
    """Sessions that end today or later, by begin. Two statements."""
    branches, today = places.branches(scope), clock.today()
    here = [place for place in branches if wanted.branch_id in (None, place.id)]
    # what began yesterday and goes on past midnight is still on
    period = Period(Kind.COMING, today - DAY, today + AHEAD, None, None)
    found = agenda.lines(scope, period, wanted, here)
    rows = [_row(line) for line in found if line.ends_at > clock.start_of(today)]
    until = period.last if len(rows) <= MOST else amsterdam(rows[MOST].starts_at).date() - DAY
    name = scope.library.name if wanted.branch_id is None else next((place.name for place in here), "")
    return Board(name, today, until, tuple(rows[:MOST]))


def previews(scope: Scope, *, most: int = 3) -> dict[uuid.UUID | None, list[Row]]:
    """What comes first at each branch, and (None) in the whole library. One statement."""
    row, now = PublishedSession, clock.now()
    statement = (
        select(row.branch_id, row.title, row.starts_at, row.ends_at, row.state)
        .where(row.ends_at > now, row.starts_at < now + AHEAD)
        .order_by(row.starts_at, row.title, row.id)
        .limit(PREVIEWED)
    )
    found: dict[uuid.UUID | None, list[Row]] = {}
    for one in scope.session.execute(statement):
        shown = Row(one.title, one.starts_at, one.ends_at, one.state == SessionState.CANCELLED)
        for key in (None, one.branch_id):
            if len(of_key := found.setdefault(key, [])) < most:
                of_key.append(shown)
    return found


@lru_cache(maxsize=256)
def qr(address: str) -> Markup:
    """An address to point a telephone at: black on white whatever lies around it."""
    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(border=3, light="#fff", svgclass="st-qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 - a drawing of squares; no text of the address is in it


def _row(line: agenda.Line) -> Row:
    return Row(line.title, line.starts_at, line.ends_at, line.is_off, _note(line), _brief(line))


def _note(line: agenda.Line) -> str:
    words = [str(text) for text, _tone in line.badges]
    if line.is_off:
        again = str(_("Volgende keer: %(day)s", day=day(line.again_at))) if line.again_at else ""
        return _sentences(*words, line.reason, again)
    before = str(_("Eerst was het op %(moment)s", moment=moment(line.moved_from))) if line.moved_from else ""
    return _sentences(line.where, *words, before)


def _brief(line: agenda.Line) -> str:
    """Whether one can come, where that is not a matter of course; else where it is."""
    first = str(line.badges[0][0])
    if line.is_off:
        return _sentences(first, line.reason)
    return first if line.moved_from or line.left_over is not None else line.place or first


def _sentences(*parts: str) -> str:
    """'Leeszaal, met Humanitas. Zonder afspraak': the last one ends as it was written."""
    said = [capital(part.strip()) for part in parts if part.strip()]
    return " ".join([*(part if part.endswith((".", "!", "?")) else f"{part}." for part in said[:-1]), *said[-1:]])
