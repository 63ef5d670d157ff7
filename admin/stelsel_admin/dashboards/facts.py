"""The figures as they should be: summed by the database itself, from the facts alone."""

from datetime import date

from sqlalchemy import extract, func, select

from stelsel.tenancy import Scope
from stelsel.web.periods import next_month
from stelsel_admin.dashboards.figures import COLUMNS, QUESTIONS, Amounts, Cell, QuestionCell, month_of
from stelsel_tenants.activities import tallying
from stelsel_tenants.activities.models import Session
from stelsel_tenants.questions.models import HelpQuestion

MONTHS = 240
"""A CASE of more branches than this is cut into several statements."""


def sessions(scope: Scope) -> dict[Cell, Amounts]:
    """By branch, concept and month."""
    first, last = (scope.session.scalar(select(edge(Session.starts_at))) for edge in (func.min, func.max))
    if first is None or last is None:
        return {}
    found: dict[Cell, Amounts] = {}
    months = _months(month_of(first), month_of(last))
    sums = tallying.amounts()
    for start in range(0, len(months), MONTHS):
        part = months[start : start + MONTHS]
        place = tallying.month_in(part)
        statement = (
            select(Session.branch_id, Session.concept_slug, place, *(sums[name] for name in COLUMNS))
            .where(tallying.within(part))
            .group_by(Session.branch_id, Session.concept_slug, place)
        )
        for branch_id, concept, number, *row in scope.session.execute(statement):
            found[Cell(branch_id, concept, part[number])] = dict(zip(COLUMNS, map(int, row), strict=True))
    return found


def questions(scope: Scope) -> dict[QuestionCell, Amounts]:
    """By branch, kind, body and month."""
    row = HelpQuestion
    year, month = extract("year", row.day), extract("month", row.day)
    keys = row.branch_id, row.kind, row.body, year, month
    found = scope.session.execute(select(*keys, func.count()).group_by(*keys))
    return {
        QuestionCell(branch_id, kind.value, body.value if body else "", date(int(in_year), int(in_month), 1)): dict(
            zip(QUESTIONS, numbers, strict=True)
        )
        for branch_id, kind, body, in_year, in_month, *numbers in found
    }


def _months(first: date, last: date) -> list[date]:
    found = [first]
    while found[-1] < last:
        found.append(next_month(found[-1]))
    return found
