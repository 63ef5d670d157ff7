"""All or nothing, unless asked otherwise; and a trial leaves no trace."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from stelsel.db import after_commit
from stelsel.errors import Refused
from stelsel.geo.models import PublicHoliday
from stelsel.importing import Outcome, Row, Table, run
from stelsel.tenancy import Scope

if TYPE_CHECKING:
    from tests.support.scopes import Scopes

KEY = "made-up"


def table(*days: str) -> Table:
    return Table([Row(line, {"day": day}) for line, day in enumerate(days, start=2)])


class Adding:
    """Adds a holiday per row; writes first and refuses "bad" only then, as a careless room might."""

    def __init__(self, scope: Scope, told: list[str]) -> None:
        self.scope, self.told = scope, told

    def __call__(self, row: Row) -> Outcome:
        text = row.get("day")
        day = date(2150, 1, 1) if text == "bad" else date.fromisoformat(text)
        self.scope.session.add(PublicHoliday(day=day, key=KEY, name="Verzonnen"))
        after_commit(self.scope, lambda: self.told.append(text))
        self.scope.session.flush()
        if text == "bad":
            raise Refused("Deze dag kan niet.", field="day")
        return Outcome.ADDED


def kept(scopes: "Scopes") -> list[int]:
    with scopes.national(reading=True) as scope:
        rows = scope.session.scalars(
            select(PublicHoliday.day).where(PublicHoliday.key == KEY).order_by(PublicHoliday.day)
        )
        return [day.year for day in rows]


def test_good_rows_are_kept_and_what_they_promised_follows_the_commit(scopes: "Scopes") -> None:
    told: list[str] = []
    with scopes.national() as scope:
        report = run(scope, table("2101-01-01", "2102-01-01"), Adding(scope, told))
        assert (report.kept, told) == (True, [])
    assert kept(scopes) == [2101, 2102]
    assert told == ["2101-01-01", "2102-01-01"]


def test_one_bad_row_undoes_all_and_what_they_promised(scopes: "Scopes") -> None:
    told: list[str] = []
    with scopes.national() as scope:
        report = run(scope, table("2101-01-01", "bad", "2102-01-01"), Adding(scope, told))
    assert [result.outcome for result in report.results] == [Outcome.ADDED, Outcome.REFUSED, Outcome.ADDED]
    assert (report.kept, report.is_good) == (False, False)
    assert "Regel 3: Deze dag kan niet." in list(report.lines())
    assert kept(scopes) == []
    assert told == []


def test_skipping_the_bad_row_undoes_what_it_did_before_it_was_refused(scopes: "Scopes") -> None:
    told: list[str] = []
    with scopes.national() as scope:
        assert run(scope, table("2101-01-01", "bad", "2102-01-01"), Adding(scope, told), skip_bad=True).kept
    assert kept(scopes) == [2101, 2102]
    assert told == ["2101-01-01", "2102-01-01"]


def test_a_row_that_the_database_refuses_is_a_bad_row(scopes: "Scopes") -> None:
    with scopes.national() as scope:
        report = run(scope, table("2101-01-01", "2101-01-01", "2102-01-01"), Adding(scope, []), skip_bad=True)
    assert [result.outcome for result in report.results] == [Outcome.ADDED, Outcome.REFUSED, Outcome.ADDED]
    assert kept(scopes) == [2101, 2102]


def test_a_trial_reports_and_keeps_nothing(scopes: "Scopes") -> None:
    told: list[str] = []
    with scopes.national() as scope:
        report = run(scope, table("2101-01-01"), Adding(scope, told), dry_run=True)
        assert scope.session.scalar(select(func.count()).where(PublicHoliday.key == KEY)) == 0
    assert (report.kept, report.is_good) == (False, True)
    assert (kept(scopes), told) == ([], [])


def test_a_fault_of_ours_is_no_bad_row(scopes: "Scopes") -> None:
    def broken(row: Row) -> Outcome:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), scopes.national() as scope:
        run(scope, table("2101-01-01"), broken, skip_bad=True)


def test_rows_that_could_not_be_read_are_refused_and_progress_is_told(scopes: "Scopes") -> None:
    steps: list[tuple[int, int]] = []
    rows = Table([Row(2, {}, Refused("Te weinig vakken."))])
    with scopes.national() as scope:
        report = run(scope, rows, Adding(scope, []), progress=lambda done, total: steps.append((done, total)))
    assert [str(result.reason) for result in report.refused] == ["Te weinig vakken."]
    assert steps == [(0, 1), (1, 1)]
