"""Tables as files. What a spreadsheet could take for a formula never is one (SECURITY P-22)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from flask import Response

from stelsel import clock
from stelsel.i18n import _
from stelsel.text import csv_cell

Cell: TypeAlias = str | float | int | None
Table: TypeAlias = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]
"""Title, names of the columns, rows; the first cell of a row names it."""

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_csv(tables: Iterable[Table], about: Mapping[str, Cell]) -> bytes:
    """One table, a figure on each line, with what all figures have in common; UTF-8 with a mark in front, so that
    spreadsheets read it as such."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["tabel", "regel", "kolom", "waarde", *about])
    for title, head, rows in tables:
        for row in rows:
            for name, value in zip(head[1:], row[1:], strict=True):
                writer.writerow([csv_cell(one) for one in (title, row[0], name, value, *about.values())])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """A sheet for each table."""
    import xlsxwriter  # here, as it takes 12 MB, and most workers never make a sheet

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        for title, head, rows in tables:
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(head) - 1, 18)
            for column, name in enumerate(head):
                sheet.write_string(0, column, name, bold)
            for line, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _write(sheet, line, column, value)
    return file.getvalue()


def download(content: bytes, what: str, ending: str) -> Response:
    """An answer that is kept as a file of today; `ending` is one of KINDS."""
    name = f"stelsel-{what}-{clock.today():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=KINDS[ending], headers=headers)


def yes(value: bool) -> str:
    return str(_("ja") if value else _("nee"))


def _write(sheet: Any, line: int, column: int, value: Cell) -> None:
    if isinstance(value, str):
        sheet.write_string(line, column, value)
    elif value is not None:
        sheet.write_number(line, column, value)
