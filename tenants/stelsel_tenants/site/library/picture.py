"""The partner network as a drawing: the library in the middle, questions of life around it, partners at the ends.

Pure geometry, in user units at the size at which it is drawn, so that text keeps its own size. A line is as thick as
there are hours. The table beside it says the same.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from stelsel_tenants.site.library.partners import Question

WIDE, NARROW = 820, 358
ROW, TOP = 66, 34
ASK_X, END_X = 145, 245
"""How far from the middle questions and partners stand."""
THIN, THICK = 2.5, 11.0
SMALLEST, LARGEST = 10.0, 16.0
LETTERS, ASK_LETTERS, MOST_LINES = 17, 14, 2


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class End:
    """A partner: its circle and its name beside it."""

    x: float
    y: float
    radius: float
    text_x: float
    anchor: str
    name: tuple[str, ...]
    hours: int


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of life: its box."""

    x: float
    y: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    middle: tuple[float, float]
    lines: tuple[Line, ...]
    asks: tuple[Ask, ...]
    ends: tuple[End, ...]


def radial(questions: Sequence[Question]) -> Picture:
    """For wide pages: half of the questions on each side, in their order."""
    left, right = _sides(questions)
    height = max(_rows(left), _rows(right), 4) * ROW + 2 * TOP
    middle = (WIDE / 2, height / 2)
    most = _most(questions)
    lines: list[Line] = []
    asks: list[Ask] = []
    ends: list[End] = []
    for side, sign in ((left, -1), (right, 1)):
        y = (height - _rows(side) * ROW) / 2 + ROW / 2
        for one in side:
            ys = [y + ROW * number for number in range(len(one.helpers))]
            y += ROW * len(ys)
            ask = Ask(middle[0] + sign * ASK_X, sum(ys) / len(ys), _words(str(one.words.name), ASK_LETTERS))
            asks.append(ask)
            total = sum(who.hours(one.theme) for who in one.helpers)
            lines.append(Line(*middle, ask.x, ask.y, _width(total, most)))
            for who, at in zip(one.helpers, ys, strict=True):
                hours = who.hours(one.theme)
                end = _end(who.name, hours, most, middle[0] + sign * END_X, at, sign)
                ends.append(end)
                lines.append(Line(ask.x, ask.y, end.x, end.y, _width(hours, most)))
    return Picture(WIDE, height, middle, tuple(lines), tuple(asks), tuple(ends))


def tree(questions: Sequence[Question]) -> Picture:
    """For a phone: one line down, as on the map of a metro, with a branch for every partner."""
    trunk, twig = 24.0, 76.0
    most, y = _most(questions), 92.0
    lines: list[Line] = []
    asks: list[Ask] = []
    ends: list[End] = []
    for one in questions:
        asks.append(Ask(trunk, y, (str(one.words.name),)))
        for who in one.helpers:
            y += 52
            hours = who.hours(one.theme)
            ends.append(_end(who.name, hours, most, twig, y, 1, letters=28))
            lines.append(Line(trunk, y, twig, y, _width(hours, most)))
        y += 52
    last = max((line.y1 for line in lines), default=y)
    lines.insert(0, Line(trunk, 40, trunk, last, THIN * 2))
    return Picture(NARROW, round(last) + 40, (trunk, 30), tuple(lines), tuple(asks), tuple(ends))


def _sides(questions: Sequence[Question]) -> tuple[list[Question], list[Question]]:
    """Cut where both sides are most alike in length."""
    cuts = range(len(questions) + 1)
    at = min(cuts, key=lambda cut: (abs(_rows(questions[:cut]) - _rows(questions[cut:])), cut))
    return list(questions[:at]), list(questions[at:])


def _rows(side: Sequence[Question]) -> int:
    return sum(len(one.helpers) for one in side)


def _most(questions: Sequence[Question]) -> int:
    return max([sum(who.hours(one.theme) for who in one.helpers) for one in questions], default=0)


def _end(name: str, hours: int, most: int, x: float, y: float, sign: int, letters: int = LETTERS) -> End:
    radius = round(SMALLEST + (LARGEST - SMALLEST) * _part(hours, most), 1)
    text_x = x + sign * (radius + 8)
    return End(x, y, radius, round(text_x, 1), "start" if sign > 0 else "end", _words(name, letters), hours)


def _width(hours: int, most: int) -> float:
    return round(THIN + (THICK - THIN) * _part(hours, most), 1)


def _part(hours: int, most: int) -> float:
    """By area, so that twice the hours look like twice as much."""
    return sqrt(hours / most) if most else 0.0


def _words(text: str, letters: int) -> tuple[str, ...]:
    """The name on two lines at most; the table has it whole."""
    return tuple(textwrap.wrap(text, letters, max_lines=MOST_LINES, placeholder="…")) or (text[:letters],)
