"""Terms of the law in civil days: tables, not rules of our own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel_admin.subsidies import deadlines


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 12, 1), date(2027, 3, 2)),
        (date(2026, 10, 3), date(2027, 1, 2)),  # a Saturday: more than twelve weeks do not roll
        (date(2027, 1, 28), date(2027, 4, 29)),
    ],
)
def test_thirteen_weeks_are_not_rolled(received: date, due: date) -> None:
    assert deadlines.weeks_after(received, 13) == due


@pytest.mark.parametrize(
    ("notified", "last"),
    [
        (date(2026, 12, 1), date(2027, 1, 12)),
        (date(2026, 11, 13), date(2026, 12, 28)),  # 25 December: on to Monday after the second day and the weekend
        (date(2027, 2, 12), date(2027, 3, 30)),  # Good Friday, then Easter
        (date(2027, 3, 24), date(2027, 5, 7)),  # 5 May counts every year, Ascension Day is the sixth
        (date(2028, 3, 15), date(2028, 4, 26)),
        (date(2025, 3, 15), date(2025, 4, 28)),  # King's Day on Saturday the 26th, as the 27th is a Sunday
    ],
)
def test_six_weeks_to_object_are_rolled(notified: date, last: date) -> None:
    assert deadlines.objection_until(notified) == last


@pytest.mark.parametrize(
    ("asked", "answered", "days"),
    [
        (date(2026, 10, 26), date(2026, 10, 26), 0),
        (date(2026, 10, 26), date(2026, 10, 27), 0),
        (date(2026, 10, 26), date(2026, 11, 9), 13),
    ],
)
def test_the_clock_stands_still_from_the_day_after_the_request(asked: date, answered: date, days: int) -> None:
    assert deadlines.stood_still(asked, answered) == days


def test_nobody_answers_on_a_sunday() -> None:
    assert deadlines.supplement_until(date(2026, 11, 29), 14) == date(2026, 12, 14)


@given(
    start=st.dates(date(2020, 1, 1), date(2150, 1, 1)),
    lengths=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), max_size=5),
)
def test_i16_the_term_grows_by_the_days_that_it_stood_still(start: date, lengths: list[tuple[int, int]]) -> None:
    stops, day = [], start
    for gap, length in lengths:
        stops.append((day + timedelta(days=gap), day + timedelta(days=gap + length)))
        day = stops[-1][1]
    dues = [deadlines.weeks_after(start, 13) + deadlines.sum_of(stops[:count]) for count in range(len(stops) + 1)]
    assert dues == sorted(dues), "it never becomes earlier"
    assert dues[-1] - dues[0] == timedelta(days=sum(max(0, (until - since).days - 1) for since, until in stops))


@given(st.dates(date(2015, 1, 1), date(2198, 1, 1)))
def test_i18_no_term_ends_on_a_free_day(day: date) -> None:
    last = deadlines.rolled(day)
    assert not deadlines.is_free(last)
    assert last >= day
    assert all(deadlines.is_free(day + timedelta(days=n)) for n in range((last - day).days))
