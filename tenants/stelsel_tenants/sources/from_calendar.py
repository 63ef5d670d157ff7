"""From the series of a calendar to activities."""

import uuid

from sqlalchemy import select

from stelsel.errors import Refused
from stelsel.importing.calendars import Calendar, Series
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel_tenants.activities import checks
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.sources import schedules
from stelsel_tenants.sources.models import Source
from stelsel_tenants.sources.wanted import SCHEDULE, Reading, Unread, Wanted, hashed

TOLD = ("title", "text", "branch_id", "room", SCHEDULE)
LONGEST_ROOM = 80


def reading(scope: Scope, source: Source, calendar: Calendar) -> Reading:
    """Two statements, however long the calendar."""
    session = scope.session
    branches = [
        (fold(name), key) for key, name in session.execute(select(Branch.id, Branch.name).order_by(Branch.name))
    ]
    concepts = {fold(name): slug for slug, name in session.execute(select(Concept.slug, Concept.name))}
    wanted: list[Wanted] = []
    unread = [Unread(one.line, one.title, one.reason) for one in calendar.refused]
    for series in calendar.series:
        offer = _offer(source, series, branches, concepts)
        try:
            checks.check(offer)
        except Refused as refusal:
            unread.append(Unread(series.line, series.title, refusal.message))
        else:
            wanted.append(Wanted(hashed(series.key), series.line, offer, TOLD, series.notes))
    return Reading(wanted, unread, frozenset(map(hashed, calendar.keys)), calendar.over)


def _offer(source: Source, series: Series, branches: list[tuple[str, uuid.UUID]], concepts: dict[str, str]) -> Offer:
    """A place that names a branch of ours is there; another place is told as a room of the source's own branch."""
    place = fold(series.place)
    branch = next((key for name, key in branches if name in place), None)
    schedule = schedules.of(series)
    return Offer(
        title=series.title,
        branch_id=branch or source.branch_id,
        concept_slug=next(
            (concepts[fold(kind)] for kind in series.kinds if fold(kind) in concepts), source.concept_slug
        ),
        text=series.text,
        room="" if branch else series.place[:LONGEST_ROOM],
        outside_hours=True,
        lines=schedule.lines,
        exceptions=schedule.exceptions,
    )
