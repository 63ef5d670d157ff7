"""The clock of a decision: how much of the term has gone by, and when it stood still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stelsel.web.charts.scale import linear

HEIGHT, BAR_TOP, BAR_HEIGHT, EDGE = 92, 34, 18, 4
_ROOM_FOR_WORDS = 64


@dataclass(frozen=True, slots=True)
class Pause:
    """Days in which the clock stands still; `last` is None while it still does."""

    first: date
    last: date | None
    name: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the bar: "fg" (gone by) or "pause"."""

    x: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Term:
    """The drawing. `now` is where today stands, with the anchor of its words; `pauses` is (x, words)."""

    width: int
    stretches: tuple[Stretch, ...]
    now: float
    now_anchor: str
    pauses: tuple[tuple[float, str], ...]
    height: int = HEIGHT
    top: int = BAR_TOP
    bar: int = BAR_HEIGHT
    left: int = EDGE


def term(begin: date, end: date, today: date, width: int, *, pauses: Sequence[Pause] = ()) -> Term:
    """A clock from `begin` to `end` (the day by which a decision must come, pauses counted in)."""
    x = linear(begin.toordinal(), max(end, begin).toordinal(), EDGE, width - EDGE)
    now = min(max(today, begin), max(end, begin))
    stretches, names, reached = [], [], begin
    for pause in sorted(pauses, key=lambda pause: pause.first):
        last = min(pause.last or now, now)
        if pause.first > now:
            continue
        stretches.append(_stretch(x(reached.toordinal()), x(pause.first.toordinal()), "fg"))
        stretches.append(_stretch(x(pause.first.toordinal()), x(last.toordinal()), "pause"))
        names.append((round((x(pause.first.toordinal()) + x(last.toordinal())) / 2, 1), pause.name))
        reached = max(last, reached)
    stretches.append(_stretch(x(reached.toordinal()), x(now.toordinal()), "fg"))
    at = x(now.toordinal())
    anchor = "start" if at < _ROOM_FOR_WORDS else "end" if at > width - _ROOM_FOR_WORDS else "middle"
    return Term(width, tuple(s for s in stretches if s.width > 0), at, anchor, tuple(names))


def _stretch(start: float, end: float, kind: str) -> Stretch:
    return Stretch(start, round(end - start, 1), kind)
