"""From bytes to rows: encoding, separator and head line are found out, and said clearly when they are not as needed."""

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stelsel.errors import Refused
from stelsel.i18n import _

if TYPE_CHECKING:
    from stelsel.errors import Text

MOST_BYTES = 25_000_000
MOST_ROWS = 200_000
LONGEST_CELL = 100_000
SEPARATORS = ",;"


class Unreadable(Refused):
    """The file as a whole cannot be read; nothing of it was looked at further."""

    field = "file"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `line` is where it begins in the file, the head line being 1; `problem` says why it has no values."""

    line: int
    values: Mapping[str, str]
    problem: Refused | None = None

    def get(self, column: str) -> str:
        """The cell without blanks around it; empty when the column or the cell is not there."""
        return self.values.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with what was found out about their file. `unit` is what a row is called in a report."""

    rows: Sequence[Row]
    columns: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    unit: "Text" = field(default_factory=lambda: _("Regel"))


def read_table(content: bytes, *, needs: Collection[str] = (), any_of: Sequence[Collection[str]] = ()) -> Table:
    """The rows of a file with a head line and `,` or `;` between the cells, in UTF-8 (with or without mark) or cp1252.

    `needs` are the columns that must be there; of `any_of`, one set must be. Unknown columns are fine. A row with too
    few or too many cells is in the table with its problem. Raises Unreadable when it is no such file.
    """
    text, encoding = decode(content)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = tuple(cell.strip().casefold() for cell in next(reader))
        _check_head(columns, needs, any_of)
        rows = list(_rows(reader, columns))
    except csv.Error as error:
        raise Unreadable(
            _(
                "Regel %(line)s is niet te lezen: een aanhalingsteken is niet gesloten of een vak is te lang.",
                line=reader.line_num,
            )
        ) from error
    return Table(rows, columns, encoding, separator)


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it was in. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Dit bestand is te groot. Deel het op in delen van hoogstens 25 MB."))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(_("Dit bestand is bewaard als UTF-16. Bewaar het als UTF-8 en probeer het opnieuw."))
    if b"\0" in content:
        raise Unreadable(_("Dit is geen tekstbestand. Bewaar de lijst als CSV en probeer het opnieuw."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise Unreadable(_("Dit bestand is leeg."))
        return text, "utf-8" if encoding == "utf-8-sig" else encoding
    raise Unreadable(_("De letters in dit bestand zijn niet te lezen. Bewaar het als UTF-8 en probeer het opnieuw."))


def _separator(text: str) -> str:
    """The separator that the head line has most of, outside quotes."""
    head = text.lstrip("\r\n").splitlines()[0]
    outside = "".join(head.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def _check_head(columns: tuple[str, ...], needs: Collection[str], any_of: Sequence[Collection[str]]) -> None:
    double = sorted({column for column in columns if column and columns.count(column) > 1})
    if double:
        raise Unreadable(_("Deze kolom staat er twee keer in: %(columns)s.", columns=", ".join(double)))
    missing = [column for column in needs if column not in columns]
    if any_of and not any(set(choice) <= set(columns) for choice in any_of):
        nearest = min(any_of, key=lambda choice: len(set(choice) - set(columns)))
        missing += [column for column in nearest if column not in columns and column not in missing]
    if missing:
        raise Unreadable(
            _(
                "In de eerste regel ontbreekt: %(missing)s. Daar staat nu: %(present)s.",
                missing=", ".join(missing),
                present=", ".join(columns)[:200],
            )
        )


def _rows(reader: "Iterator[list[str]]", columns: tuple[str, ...]) -> Iterator[Row]:
    line = 1 + getattr(reader, "line_num", 1)
    count = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MOST_ROWS:
                raise Unreadable(_("Dit bestand heeft meer dan 200.000 regels. Deel het op in delen."))
            yield _row(line, cells, columns)
        line = 1 + getattr(reader, "line_num", line)


def _row(line: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    if len(cells) != len(columns):
        problem = Refused(
            _(
                "Deze regel heeft %(cells)s vakken; de eerste regel heeft er %(columns)s.",
                cells=len(cells),
                columns=len(columns),
            )
        )
        return Row(line, {}, problem)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Row(line, {}, Refused(_("Een vak van deze regel is te lang.")))
    return Row(line, dict(zip(columns, cells, strict=True)))
