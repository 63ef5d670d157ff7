"""Activities from a file: one row each, known again by `extern_id`. Columns of FEATURES D12."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from sqlalchemy import select

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing import Outcome, Progress, Report, Row, choice, day, optional, read_table, required, run, whole
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import queries, reading, service
from stelsel_tenants.activities.clashes import TAKEN
from stelsel_tenants.activities.models import Activity, Concept, Entry, ExceptionKind, Frequency
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import ONE_DAY, Exceptional, Line, Schedule

NEEDS = ("extern_id", "titel", "soort", "vestiging", "rooster", "begintijd", "eindtijd", "van")
LIBRARY = "bibliotheek"
SCHOOL, PUBLIC = "schoolvakantie", "feestdagen"
ENTRIES = {
    "": Entry.WALK_IN,
    "nee": Entry.WALK_IN,
    "ja": Entry.SIGN_UP,
    "cursus": Entry.COURSE,
    "bellen": Entry.CALL_FIRST,
}
CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


class UnknownBranch(Refused):
    field = "vestiging"
    message = _("Deze vestiging heeft uw bibliotheek niet. Schrijf de naam zoals op de pagina met vestigingen.")


class UnknownConcept(Refused):
    field = "soort"
    message = _("Dit soort activiteit kennen we niet. Gebruik een naam uit de landelijke lijst.")


class WrongTime(Refused):
    message = _("Hier hoort een tijd, zoals 10:00 of 10.00.")


class WrongException(Refused):
    field = "behalve"
    message = _("Hier horen datums zoals 2026-12-24, of de woorden schoolvakantie en feestdagen, met komma's ertussen.")


def import_activities(
    scope: Scope,
    content: bytes,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    progress: Progress | None = None,
    slug: str = "",
) -> Report:
    """Rows of one library: new ones come in as drafts, known ones follow the file. Raises Unreadable.

    `slug` is that of the scope's library: a row whose column `bibliotheek` names another is left to another run.
    """
    table = read_table(content, needs=NEEDS)
    mine = [row for row in table.rows if row.problem or row.get(LIBRARY) in ("", slug, f"bibliotheek-{slug}")]
    return run(
        scope,
        replace(table, rows=mine),
        Importer(scope),
        dry_run=dry_run,
        skip_bad=skip_bad,
        progress=progress,
    )


def slugs(content: bytes) -> set[str]:
    """The libraries that a file names in its column `bibliotheek`."""
    names = {row.get(LIBRARY) for row in read_table(content, needs=NEEDS).rows if row.problem is None}
    return {name.removeprefix("bibliotheek-") for name in names if name}


class Importer:
    """What a row changes."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        session = scope.session
        self.names = dict(queries.branches(scope, closed=True))
        self.branches = {fold(name): key for key, name in self.names.items()}
        self.concepts = {
            word: slug
            for slug, name in session.execute(select(Concept.slug, Concept.name))
            for word in (fold(slug), fold(name))
        }
        rows = session.execute(select(Activity.extern_id, Activity.id).where(Activity.extern_id.is_not(None)))
        self.known: dict[str | None, uuid.UUID] = {row.extern_id: row.id for row in rows}

    def __call__(self, row: Row) -> Outcome:
        extern_id = required(row, "extern_id", longest=80)
        offer = self.offer(row)
        if extern_id not in self.known:
            self.known[extern_id] = service.plan(self.scope, offer, extern_id=extern_id).id
            return Outcome.ADDED
        activity = self.scope.session.get_one(Activity, (self.scope.tenant_id, self.known[extern_id]))
        there = offers.of(activity)
        facts = {name: getattr(offer, name) for name in _TOLD}
        exceptions = _with_skipped(offer.exceptions, there.exceptions)
        told = replace(there, **facts, exceptions=exceptions, pause=offer.pause or there.pause)
        if told == there:
            return Outcome.SAME
        service.revise(self.scope, activity.id, told, version=activity.version)
        return Outcome.CHANGED

    def offer(self, row: Row) -> Offer:
        branch = self.branches.get(fold(required(row, "vestiging")))
        if branch is None:
            raise UnknownBranch
        concept = self.concepts.get(fold(required(row, "soort")))
        if concept is None:
            raise UnknownConcept
        schedule = _schedule(row, self.names)
        entry = choice(row, "aanmelden", ENTRIES) if row.get("aanmelden") else Entry.WALK_IN
        return Offer(
            title=required(row, "titel", longest=120),
            branch_id=branch,
            concept_slug=concept,
            cost_cents=whole(row, "prijs_cent", least=0, most=100_000) or 0,
            entry=entry,
            outside_hours=True,
            capacity=whole(row, "plaatsen", least=1, most=10_000),
            lines=schedule.lines,
            exceptions=schedule.exceptions,
            pause=schedule.pause,
        )


_TOLD = ("title", "branch_id", "concept_slug", "cost_cents", "entry", "capacity", "lines")


def _with_skipped(told: Sequence[Exceptional], there: Sequence[Exceptional]) -> tuple[Exceptional, ...]:
    """What the file says of single dates, and those that were skipped here as their room was taken: the file cannot
    know, and would ask for that room again."""
    days = {one.day for one in told}
    skipped = (one for one in there if one.kind is ExceptionKind.SKIP and one.reason == TAKEN and one.day not in days)
    return tuple(sorted((*told, *skipped), key=lambda one: one.day))


def _schedule(row: Row, branches: Mapping[uuid.UUID, str]) -> Schedule:
    """What the column `rooster` says, in the words of D12 or as a whole sentence; the other columns fill it up."""
    said = reading.read(required(row, "rooster", longest=reading.LONGEST), branches=branches)
    words = [
        word.strip().casefold() for word in re.split(r"[,;]", optional(row, "behalve", longest=500)) if word.strip()
    ]
    days = sorted({_except(word) for word in words if word not in (SCHOOL, PUBLIC)})
    skipped = tuple(Exceptional(one, ExceptionKind.SKIP) for one in days)
    lines = tuple(_line(row, rule, words) for rule in said.rules)
    return Schedule(lines, tuple(sorted(said.exceptions + skipped, key=lambda one: one.day)), said.pause)


def _line(row: Row, rule: reading.Rule, words: Sequence[str]) -> Line:
    """A rule with what its row adds. A sentence with a time is whole: then holidays are as the sentence says."""
    is_whole = rule.begins is not None
    is_closed = not rule.on_public_holidays if is_whole else PUBLIC in words
    last = day(row, "tot") if row.get("tot") and rule.until is None and rule.frequency is not Frequency.DATES else None
    line = rule.line(
        since=rule.since or (rule.dates[0] if rule.dates else day(row, "van")),
        begins=rule.begins or _time(row, "begintijd"),
        ends=rule.ends or _time(row, "eindtijd"),
    )
    return replace(
        line,
        until=last + ONE_DAY if last else line.until,
        not_in_school_holidays=line.not_in_school_holidays or SCHOOL in words,
        not_on_public_holidays=is_closed or line.frequency is Frequency.DATES,
    )


def _time(row: Row, column: str) -> time:
    match = CLOCK.fullmatch(required(row, column))
    if match is None:
        raise WrongTime(field=column)
    return time(int(match[1]), int(match[2]))


def _except(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise WrongException from error
