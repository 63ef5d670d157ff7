"""What may be seen of questions: their numbers, and the one that was just written down."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, extract, func, or_, select

from stelsel import clock
from stelsel.tenancy import Organisation, Scope
from stelsel.web.periods import Period, next_month
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.questions import service
from stelsel_tenants.questions.choice import Choice
from stelsel_tenants.questions.models import Body, Channel, HelpQuestion, Kind, Topic


@dataclass(frozen=True, slots=True)
class JustRecorded:
    id: uuid.UUID
    topic: Topic
    minutes: int
    visit_id: uuid.UUID


def just_recorded(scope: Scope, question_id: uuid.UUID | None) -> JustRecorded | None:
    """The question of which the address says that it was written down, while it can be taken back."""
    found = scope.session.get(HelpQuestion, (scope.tenant_id, question_id)) if question_id else None
    if found is None or not service.is_recent(found):
        return None
    return JustRecorded(found.id, found.topic, found.minutes, found.visit_id)


def going_on(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    """Today's sessions that have begun, first one first."""
    statement = (
        select(Session.id, Activity.title)
        .join(Activity, Activity.id == Session.activity_id)
        .where(
            Session.starts_at >= clock.start_of(clock.today()),
            Session.starts_at <= clock.now(),
            Session.state.in_([SessionState.PLANNED, SessionState.HELD]),
        )
        .order_by(Session.starts_at, Session.id)
    )
    return [(row.id, row.title) for row in scope.session.execute(statement)]


def first_month(scope: Scope) -> date | None:
    first = scope.session.scalar(select(func.min(HelpQuestion.day)))
    return first.replace(day=1) if first else None


@dataclass(frozen=True, slots=True)
class Month:
    """A month's questions, by kind, and how many people stood at the desk."""

    month: date
    visits: int
    minutes: int
    kinds: dict[Kind, int]

    @property
    def questions(self) -> int:
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Figures:
    """What was asked in a period: how often, by each of the answers. Most first, but the months in their order."""

    months: list[Month]
    topics: list[tuple[Topic, int]]
    bodies: list[tuple[Body | None, int]]
    referrals: list[tuple[Body | str, int]]
    minutes: list[tuple[int, int]]
    channels: list[tuple[Channel, int]]
    visits: int

    @property
    def questions(self) -> int:
        return sum(month.questions for month in self.months)

    @property
    def kinds(self) -> dict[Kind, int]:
        return {kind: sum(month.kinds.get(kind, 0) for month in self.months) for kind in Kind}

    @property
    def referred(self) -> int:
        return sum(number for _name, number in self.referrals)

    @property
    def all_minutes(self) -> int:
        return sum(month.minutes for month in self.months)


def figures(scope: Scope, choice: Choice) -> Figures:
    """Nine statements, however many questions there are."""
    wanted = _wanted(choice.period, choice.branch_id)
    columns = HelpQuestion.topic, HelpQuestion.body, HelpQuestion.minutes, HelpQuestion.channel
    topics, bodies, minutes, channels = (_counted(scope, column, wanted) for column in columns)
    return Figures(
        months=_months(scope, choice.period.months, wanted),
        topics=_most_first(topics),
        bodies=_most_first(bodies),
        referrals=_referrals(scope, wanted),
        minutes=sorted(minutes.items()),
        channels=_most_first(channels),
        visits=scope.session.scalar(select(func.count(HelpQuestion.visit_id.distinct())).where(*wanted)) or 0,
    )


def by_branch(scope: Scope, period: Period, branch_id: uuid.UUID | None = None) -> dict[tuple[uuid.UUID, date], int]:
    """How many questions there were, by branch and month."""
    year, number = extract("year", HelpQuestion.day), extract("month", HelpQuestion.day)
    keys = HelpQuestion.branch_id, year, number
    found = scope.session.execute(select(*keys, func.count()).where(*_wanted(period, branch_id)).group_by(*keys))
    return {(row[0], date(int(row[1]), int(row[2]), 1)): row[3] for row in found}


def _wanted(period: Period, branch_id: uuid.UUID | None) -> list[ColumnElement[bool]]:
    wanted = [HelpQuestion.day >= period.first, HelpQuestion.day < next_month(period.last)]
    return [*wanted, HelpQuestion.branch_id == branch_id] if branch_id else wanted


def _counted(scope: Scope, column: Any, wanted: list[ColumnElement[bool]]) -> dict[Any, int]:
    statement = select(column, func.count()).where(*wanted).group_by(column)
    return {row[0]: row[1] for row in scope.session.execute(statement)}


def _most_first(counts: dict[Any, int]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], str(one[0] or "")))


def _months(scope: Scope, months: list[date], wanted: list[ColumnElement[bool]]) -> list[Month]:
    year, number = extract("year", HelpQuestion.day), extract("month", HelpQuestion.day)
    kinds: dict[date, dict[Kind, int]] = {}
    minutes: dict[date, int] = {}
    counted = select(year, number, HelpQuestion.kind, func.count(), func.sum(HelpQuestion.minutes)).where(*wanted)
    for row in scope.session.execute(counted.group_by(year, number, HelpQuestion.kind)):
        month = date(int(row[0]), int(row[1]), 1)
        kinds.setdefault(month, {})[row[2]] = row[3]
        minutes[month] = minutes.get(month, 0) + row[4]
    people = select(year, number, func.count(HelpQuestion.visit_id.distinct())).where(*wanted).group_by(year, number)
    visits = {date(int(row[0]), int(row[1]), 1): row[2] for row in scope.session.execute(people)}
    return [Month(one, visits.get(one, 0), minutes.get(one, 0), kinds.get(one, {})) for one in months]


def _referrals(scope: Scope, wanted: list[ColumnElement[bool]]) -> list[tuple[Body | str, int]]:
    """To whom people were sent on: a body, or a partner by its name."""
    statement = (
        select(HelpQuestion.referred_body, Organisation.name, func.count())
        .outerjoin(Organisation, Organisation.id == HelpQuestion.referred_organisation_id)
        .where(
            or_(HelpQuestion.referred_body.is_not(None), HelpQuestion.referred_organisation_id.is_not(None)), *wanted
        )
        .group_by(HelpQuestion.referred_body, Organisation.id, Organisation.name)
    )
    found = [(row[0] or row[1], row[2]) for row in scope.session.execute(statement)]
    return sorted(found, key=lambda one: (-one[1], str(one[0])))
