"""From the bytes of a file to what it says. Reading is pure and may take seconds; the rest asks the database."""

from typing import TypeAlias

from stelsel.importing import Table, calendars, read_table, read_workbook, uitdatabank
from stelsel.importing.calendars import Calendar
from stelsel.importing.uitdatabank import Listing
from stelsel.tenancy import Scope
from stelsel_tenants.sources import from_calendar, from_table, from_uitdatabank, schedules
from stelsel_tenants.sources.models import FileKind, Source
from stelsel_tenants.sources.wanted import Reading

File: TypeAlias = Calendar | Listing | Table


def kind_of(content: bytes) -> FileKind:
    """What a file is, by what it holds."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"PK\x03\x04"):
        return FileKind.WORKBOOK
    if start[:1] in (b"{", b"["):
        return FileKind.UITDATABANK
    return FileKind.CALENDAR if start[:15].upper() == b"BEGIN:VCALENDAR" else FileKind.TABLE


def kind_of_answer(content: bytes) -> FileKind:
    """What an address gave: UiTdatabank, or else it should be a calendar."""
    kind = kind_of(content)
    return kind if kind is FileKind.UITDATABANK else FileKind.CALENDAR


def parsed(content: bytes, kind: FileKind) -> File:
    """Raises Unreadable."""
    first, last = schedules.window()
    if kind is FileKind.CALENDAR:
        return calendars.read(content, first=first, last=last)
    if kind is FileKind.UITDATABANK:
        return uitdatabank.read(content, first=first, last=last)
    return read_workbook(content) if kind is FileKind.WORKBOOK else read_table(content)


def said(scope: Scope, source: Source, file: File, columns: dict[str, str]) -> Reading:
    """Raises MissingColumns, TooManyRows."""
    if isinstance(file, Calendar):
        return from_calendar.reading(scope, source, file)
    if isinstance(file, Listing):
        return from_uitdatabank.reading(scope, source, file)
    return from_table.reading(scope, file, columns or from_table.guessed(file.columns))
