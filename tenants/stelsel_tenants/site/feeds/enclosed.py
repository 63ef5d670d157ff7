"""Sessions as an iCalendar object that goes along with a letter: other rooms ask for it (activities/events.py)."""

import uuid
from collections.abc import Sequence

from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel_tenants.activities.events import calendar_asked
from stelsel_tenants.site.feeds import entries, ical
from stelsel_tenants.site.feeds.entries import Entry


def calendar(scope: Scope, *, session_ids: Sequence[uuid.UUID], method: str) -> str:
    """Those sessions that are told, "" where none is. All that are off and were to be taken in are struck out."""
    found = [entry for entry in (_told(scope, one) for one in session_ids) if entry is not None]
    if not found:
        return ""
    if method == "REQUEST" and all(entry.is_off for entry in found):
        method = "CANCEL"
    return ical.write(found[0].title, found[0].url, found, method=method).decode()


def _told(scope: Scope, session_id: uuid.UUID) -> Entry | None:
    try:
        return entries.entry(scope, session_id)
    except NotFound:
        return None


calendar_asked.connect(calendar)
