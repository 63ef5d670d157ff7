"""Reading the calendars of others (RFC 5545, and what programs make of it). Pure: bytes in, plain values out.

    calendar = calendars.read(content, first=clock.today(), last=clock.today() + HORIZON)

Every event is in `series`, or in `refused` with its line and a reason, or was over before `first` and is counted.
"""

from stelsel.importing.calendars.reading import Calendar, Date, Refusal, Series, read

__all__ = ["Calendar", "Date", "Refusal", "Series", "read"]
