"""The first sheet of a workbook (XLSX) as rows of text.

Read with openpyxl: it unpacks with `zipfile`, which gives no more of a part than the part says it holds. So what the
parts say is judged before one is opened. python-calamine is faster and has no such bound.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from xml.etree.ElementTree import ParseError

from stelsel.i18n import _
from stelsel.importing.table import LONGEST_CELL, Row, Table, Unreadable

MOST_PARTS = 500
MOST_UNPACKED = 50 * 1024 * 1024
LARGEST_RATIO = 100
MOST_ROWS = 50_000
MOST_COLUMNS = 60
SMALL = 1024 * 1024
"""Below this a part may be packed as tightly as it likes: a sheet of equal cells is."""


def read_workbook(content: bytes) -> Table:
    """Raises Unreadable for what is no workbook, or unpacks into too much."""
    from openpyxl import load_workbook  # here, as it takes 20 MB, and few workers are sent a workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _judge(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that we do not read
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            rows = list(sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True))
        except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError,
                AttributeError, EOFError, OSError, NotImplementedError) as error:  # fmt: skip
            raise _unreadable() from error
    return _table([[_text(cell) for cell in row] for row in rows])


def _judge(content: bytes) -> None:
    """What the parts say that they hold, before one of them is unpacked. A part with a DTD is no part of a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(_("Dit werkblad is te groot. Bewaar alleen de lijst, en probeer het opnieuw."))
            for part in parts:
                if part.file_size > SMALL and part.file_size > LARGEST_RATIO * max(part.compress_size, 1):
                    raise Unreadable(_("Dit werkblad is te groot. Bewaar alleen de lijst, en probeer het opnieuw."))
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.read(part).upper():
                    raise _unreadable()
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _unreadable() from error


def _unreadable() -> Unreadable:
    return Unreadable(_("Dit is geen werkblad dat we kunnen lezen. Bewaar het als XLSX of CSV."))


def _table(rows: list[list[str]]) -> Table:
    filled = [(line, cells) for line, cells in enumerate(rows, 1) if any(cells)]
    if not filled:
        raise Unreadable(_("Dit bestand is leeg."))
    if len(filled) > MOST_ROWS + 1:
        raise Unreadable(_("Dit bestand heeft meer dan 50.000 regels. Deel het op in delen."))
    columns = [cell.casefold() for cell in filled[0][1]]
    double = sorted({column for column in columns if column and columns.count(column) > 1})
    if double:
        raise Unreadable(_("Deze kolom staat er twee keer in: %(columns)s.", columns=", ".join(double)))
    return Table(list(_rows(filled[1:], columns)), tuple(column for column in columns if column))


def _rows(filled: list[tuple[int, list[str]]], columns: list[str]) -> Iterator[Row]:
    for line, cells in filled:
        yield Row(line, {column: cell for column, cell in zip_longest(columns, cells, fillvalue="") if column})


def _text(cell: object) -> str:
    """A cell as it would stand in a CSV file of ours."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nee"
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case time():
            return cell.strftime("%H:%M")
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()[:LONGEST_CELL]
