"""What a library's own figures are made of: a fixed number of statements, however many sessions there are."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities import tallying
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.questions import queries as questions
from stelsel_tenants.questions.choice import Choice

Sums = Counter[str]
COLUMNS = tuple(tallying.amounts())


@dataclass(frozen=True, slots=True)
class Row:
    """The sums of one activity at one branch in one month."""

    activity_id: uuid.UUID
    title: str
    branch_id: uuid.UUID
    month: date
    sums: Sums


@dataclass(frozen=True, slots=True)
class Known:
    """All that was asked of the database. `questions`: how many at the desk, by branch and month."""

    choice: Choice
    rows: Sequence[Row]
    questions: Mapping[tuple[uuid.UUID, date], int]


def first_month(scope: Scope) -> date | None:
    """The first month of which there is a session or a question."""
    first = scope.session.scalar(select(func.min(Session.starts_at)))
    session = first.astimezone(clock.AMSTERDAM).date().replace(day=1) if first else None
    return min(filter(None, (session, questions.first_month(scope))), default=None)


def known(scope: Scope, choice: Choice) -> Known:
    """Two statements."""
    return Known(choice, _rows(scope, choice), questions.by_branch(scope, choice.period, choice.branch_id))


def _rows(scope: Scope, choice: Choice) -> list[Row]:
    months, sums = choice.period.months, tallying.amounts()
    place = tallying.month_in(months)
    statement = (
        select(Session.activity_id, Activity.title, Session.branch_id, place, *(sums[name] for name in COLUMNS))
        .join(Activity, and_(Activity.tenant_id == Session.tenant_id, Activity.id == Session.activity_id))
        .where(tallying.within(months))
        .group_by(Session.activity_id, Activity.title, Session.branch_id, place)
    )
    if choice.branch_id:
        statement = statement.where(Session.branch_id == choice.branch_id)
    return [
        Row(activity_id, title, branch_id, months[number], Counter(dict(zip(COLUMNS, map(int, row), strict=True))))
        for activity_id, title, branch_id, number, *row in scope.session.execute(statement)
    ]
