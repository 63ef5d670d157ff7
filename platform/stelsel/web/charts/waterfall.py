"""From a ceiling down to what is left: every step hangs where the one before ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.web.charts.scale import linear
from stelsel.web.format import number

HEIGHT, TOP, BOTTOM, GAP, EDGE, LINE = 250, 40, 210, 8, 14, 14
KINDS = ("full", "a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. kind: full (the ceiling), a (granted), b (reserved), c (asked), d (what is left)."""

    label: str
    value: float
    kind: str


@dataclass(frozen=True, slots=True)
class Block:
    """A step of the drawing; `link` is the x where the dashed line to the next one starts, None for the last."""

    x: float
    y: float
    height: float
    kind: str
    middle: float
    text: str
    lines: tuple[str, ...]
    link: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The drawing."""

    width: int
    block: float
    blocks: tuple[Block, ...]
    height: int = HEIGHT
    bottom: int = BOTTOM


def waterfall(steps: Sequence[Step], width: int, *, unit: float = 1) -> Waterfall:
    """A chart of the steps: first the ceiling, last what is left; figures are shown divided by `unit`.

    More asked than there is goes below the line of zero and is not hidden: the rest is then negative.
    """
    room = width - 2 * EDGE - GAP * (len(steps) - 1)
    block = round(room / max(len(steps), 1), 1)
    lowest = min(0, *(step.value for step in steps)) if steps else 0
    y = linear(lowest, max((step.value for step in steps), default=1), BOTTOM, TOP)
    level = steps[0].value if steps else 0
    blocks = []
    for index, step in enumerate(steps):
        x = round(EDGE + index * (block + GAP), 1)
        if step.kind in ("full", "d"):
            high, low = max(step.value, 0), min(step.value, 0)
        else:
            high, low = level, level - step.value
            level = low
        link = (round(x + block, 1), y(high if step.kind == "full" else low)) if index < len(steps) - 1 else None
        blocks.append(
            Block(
                x=x,
                y=y(high),
                height=max(round(y(low) - y(high), 1), 1),
                kind=step.kind,
                middle=round(x + block / 2, 1),
                text=number(step.value / unit),
                lines=_lines(step.label, int(block / 7.5)),
                link=link,
            )
        )
    return Waterfall(width=width, block=block, blocks=tuple(blocks), bottom=round(y(0)))


def _lines(label: str, room: int) -> tuple[str, ...]:
    """The label in lines of at most `room` letters where words allow it."""
    lines: list[str] = []
    for word in label.replace("\N{SOFT HYPHEN}", "\0").split():
        parts = _cut(word, room)
        if lines and len(lines[-1]) + 1 + len(parts[0]) <= room:
            lines[-1] += f" {parts.pop(0)}"
        lines += parts
    return tuple(lines)


def _cut(word: str, room: int) -> list[str]:
    """A word with soft hyphens (here NUL) cut at the last one that fits."""
    whole = word.replace("\0", "")
    if len(whole) <= room or "\0" not in word:
        return [whole]
    syllables, head = word.split("\0"), ""
    while len(syllables) > 1 and len(head) + len(syllables[0]) < room:
        head += syllables.pop(0)
    return [f"{head}-", *_cut("\0".join(syllables), room)] if head else [whole]
