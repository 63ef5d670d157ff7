"""From the bytes of a file to what it says. Reading is pure and may take seconds; the rest asks the database."""

from stelsel.importing import Table, calendars, read_table, read_workbook
from stelsel.importing.calendars import Calendar
from stelsel.tenancy import Scope
from stelsel_tenants.sources import from_calendar, from_table, schedules
from stelsel_tenants.sources.models import FileKind, Source
from stelsel_tenants.sources.wanted import Reading


def kind_of(content: bytes) -> FileKind:
    """What a file is, by what it holds."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"PK\x03\x04"):
        return FileKind.WORKBOOK
    return FileKind.CALENDAR if start[:15].upper() == b"BEGIN:VCALENDAR" else FileKind.TABLE


def parsed(content: bytes, kind: FileKind) -> Calendar | Table:
    """Raises Unreadable."""
    if kind is FileKind.CALENDAR:
        first, last = schedules.window()
        return calendars.read(content, first=first, last=last)
    return read_workbook(content) if kind is FileKind.WORKBOOK else read_table(content)


def said(scope: Scope, source: Source, file: Calendar | Table, columns: dict[str, str]) -> Reading:
    """Raises MissingColumns, TooManyRows."""
    if isinstance(file, Calendar):
        return from_calendar.reading(scope, source, file)
    return from_table.reading(scope, file, columns or from_table.guessed(file.columns))
