"""The form of the shipped tables: tab-separated UTF-8 with a head line, no quoting, one fact per line.

Text diffs stay readable, and nothing but the standard library is needed to read them.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

SEVERAL = "|"


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table. Raises ValueError when a line does not fit the head."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        head = next(lines).rstrip("\n").split("\t")
        for number, line in enumerate(lines, start=2):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != len(head):
                raise ValueError(f"{path.name}, line {number}: {len(cells)} cells, the head has {len(head)}")
            yield dict(zip(head, cells, strict=True))


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table. Raises ValueError for a cell that would break the form."""
    lines = ["\t".join(head)]
    for row in rows:
        if len(row) != len(head) or any(mark in cell for cell in row for mark in "\t\n\r"):
            raise ValueError(f"{path.name}: a row does not fit: {row}")
        lines.append("\t".join(row))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def several(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several."""
    return tuple(part for part in cell.split(SEVERAL) if part)


def number(value: float | None, digits: int) -> str:
    """A number without trailing noughts; nothing for None."""
    if value is None:
        return ""
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
