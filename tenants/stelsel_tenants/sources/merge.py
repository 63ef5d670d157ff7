"""What a reading would change, and changing it: first told row by row, then done in one unit of work.

The source wins on fields that nobody here touched; a field that was changed here stays as it is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from stelsel import clock
from stelsel.errors import Refused
from stelsel.importing import Outcome
from stelsel.importing.run import step
from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.sources import schedules
from stelsel_tenants.sources.models import Imported, Source
from stelsel_tenants.sources.wanted import SCHEDULE, Reading, Wanted, hashed

if TYPE_CHECKING:
    from stelsel.errors import Text


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row. `changes` and `kept` name fields: those that follow the source, and those that were
    changed here and differ from it."""

    line: int
    title: str
    outcome: Outcome
    changes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    reason: "Text" = ""
    notes: "tuple[Text, ...]" = ()
    wanted: Wanted | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is here already of what the source has."""

    by_key: dict[str, tuple[Imported, Activity]]
    by_extern_id: dict[str | None, Activity]

    def find(self, wanted: Wanted) -> tuple[Imported | None, Activity | None]:
        if wanted.key in self.by_key:
            return self.by_key[wanted.key]
        return None, self.by_extern_id.get(wanted.extern_id) if wanted.extern_id else None


def steps(scope: Scope, source: Source, reading: Reading) -> list[Step]:
    """What would become of each row, in the order of the file. A fixed number of statements; nothing is written."""
    known = _known(scope, source)
    told = [_judged(wanted, *known.find(wanted)) for wanted in reading.wanted]
    refused = [Step(one.line, one.title, Outcome.REFUSED, reason=one.reason) for one in reading.unread]
    return sorted([*told, *refused], key=lambda one: one.line)


def apply(scope: Scope, source: Source, reading: Reading) -> Counter[Outcome]:
    """Do it, and note what the source no longer has. A row that a command refuses is left out, and counted so."""
    known = _known(scope, source)
    done = Counter({Outcome.REFUSED: len(reading.unread)})
    for wanted in sorted(reading.wanted, key=lambda one: one.line):
        done[_carried_out(scope, source, wanted, *known.find(wanted))] += 1
    if reading.keys is not None:
        for key, (imported, activity) in known.by_key.items():
            _note_absence(imported, activity, is_there=key in reading.keys)
    scope.session.flush()
    return done


def _known(scope: Scope, source: Source) -> Known:
    whole = (selectinload(Activity.rules), selectinload(Activity.exceptions))
    pairs = (
        select(Imported, Activity)
        .join(Activity, (Activity.tenant_id == Imported.tenant_id) & (Activity.id == Imported.activity_id))
        .where(Imported.source_id == source.id)
        .options(*whole)
    )
    by_key = {imported.key: (imported, activity) for imported, activity in scope.session.execute(pairs)}
    named = scope.session.scalars(select(Activity).where(Activity.extern_id.is_not(None)).options(*whole))
    return Known(by_key, {activity.extern_id: activity for activity in named})


def _judged(wanted: Wanted, imported: Imported | None, activity: Activity | None) -> Step:
    title = wanted.offer.title
    if activity is None:
        return Step(wanted.line, title, Outcome.ADDED, notes=wanted.notes, wanted=wanted)
    changes, kept = _differences(wanted, offers.of(activity), imported.given if imported else {})
    outcome = Outcome.CHANGED if changes else Outcome.SAME
    return Step(wanted.line, title, outcome, tuple(changes), tuple(kept), notes=wanted.notes, wanted=wanted)


def _differences(wanted: Wanted, here: Offer, given: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The told fields that differ: those that may follow, and those that were changed here since."""
    differ = [name for name in wanted.told if not _is_same(name, wanted.offer, here)]
    stands = _values(here, wanted.told)
    touched = {name for name in differ if name in given and given[name] != stands[name]}
    return [name for name in differ if name not in touched], [name for name in differ if name in touched]


def _is_same(name: str, one: Offer, other: Offer) -> bool:
    return schedules.same(one, other) if name == SCHEDULE else bool(getattr(one, name) == getattr(other, name))


def _values(offer: Offer, told: Sequence[str]) -> dict[str, str]:
    """The told fields as they can be kept and compared; texts and schedules by their hash, as they may be long."""
    values = {name: repr(getattr(offer, name)) for name in told if name != SCHEDULE}
    return {name: hashed(text) for name, text in (values | {SCHEDULE: repr((offer.lines, offer.exceptions))}).items()}


def _carried_out(
    scope: Scope, source: Source, wanted: Wanted, imported: Imported | None, activity: Activity | None
) -> Outcome:
    judged = _judged(wanted, imported, activity)
    try:
        with step(scope.session):
            if activity is None:
                _bring_in(scope, source, wanted)
            elif judged.changes or imported is None:
                _follow(scope, source, wanted, judged.changes, imported, activity)
    except Refused:
        return Outcome.REFUSED
    return judged.outcome


def _bring_in(scope: Scope, source: Source, wanted: Wanted) -> None:
    activity = activities.plan(scope, wanted.offer, extern_id=wanted.extern_id)
    scope.session.add(
        Imported(
            source_id=source.id,
            key=wanted.key,
            activity_id=activity.id,
            given=_values(offers.of(activity), wanted.told),
        )
    )
    if source.publishes:
        activities.publish(scope, activity.id)


def _follow(
    scope: Scope,
    source: Source,
    wanted: Wanted,
    changes: Sequence[str],
    imported: Imported | None,
    activity: Activity,
) -> None:
    here = offers.of(activity)
    told: dict[str, Any] = {name: getattr(wanted.offer, name) for name in changes if name != SCHEDULE}
    if SCHEDULE in changes:
        told |= {"lines": wanted.offer.lines, "exceptions": wanted.offer.exceptions}
    if changes:
        activity = activities.revise(scope, activity.id, replace(here, **told), version=activity.version)
    stands = _values(offers.of(activity), wanted.told)
    if imported is None:
        scope.session.add(Imported(source_id=source.id, key=wanted.key, activity_id=activity.id, given=stands))
    else:
        imported.given = imported.given | {name: stands[name] for name in changes}


def _note_absence(imported: Imported, activity: Activity, *, is_there: bool) -> None:
    """What is gone is proposed to be cancelled, where there is still something to cancel."""
    if is_there:
        imported.gone_at = imported.kept_at = None
    elif not (imported.gone_at or imported.kept_at) and activity.state is not ActivityState.WITHDRAWN:
        imported.gone_at = clock.now() if schedules.coming(offers.of(activity)) else None
