"""From words to dates: the traps of FEATURES A2, A3, A5, A8, A11."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stelsel import clock
from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.schedule import LAST, Exceptional, FreeDays, Line, days, occurrences

TEN, TWELVE = time(10), time(12)
NOTHING_FREE = FreeDays()
WEDNESDAY, TUESDAY, MONDAY = 3, 2, 1


def line(frequency: Frequency = Frequency.WEEKLY, **facts: object) -> Line:
    values = {"begins": TEN, "ends": TWELVE, "since": date(2026, 1, 1), "weekdays": (WEDNESDAY,)} | facts
    return Line(frequency=frequency, **values)  # type: ignore[arg-type]  # a test says what it needs


def dates(one: Line, first: date, last: date, free: FreeDays = NOTHING_FREE) -> list[date]:
    return list(days(one, first=first, last=last, free=free))


def test_odd_weeks_go_by_the_number_of_the_week_also_across_week_53() -> None:
    odd = dates(line(Frequency.ODD_WEEKS), date(2026, 12, 1), date(2027, 1, 31))
    even = dates(line(Frequency.EVEN_WEEKS), date(2026, 12, 1), date(2027, 1, 31))

    assert odd == [
        date(2026, 12, 2),
        date(2026, 12, 16),
        date(2026, 12, 30),
        date(2027, 1, 6),
        date(2027, 1, 20),
    ]
    assert even == [date(2026, 12, 9), date(2026, 12, 23), date(2027, 1, 13), date(2027, 1, 27)]


def test_first_and_third_and_last_of_the_month() -> None:
    first_and_third = line(Frequency.MONTHLY, weekdays=(MONDAY,), nths=(1, 3))
    last_friday = line(Frequency.MONTHLY, weekdays=(5,), nths=(LAST,))
    fifth = line(Frequency.MONTHLY, weekdays=(MONDAY,), nths=(5,))

    assert dates(first_and_third, date(2027, 2, 1), date(2027, 2, 28)) == [date(2027, 2, 1), date(2027, 2, 15)]
    assert dates(last_friday, date(2027, 2, 1), date(2027, 3, 31)) == [date(2027, 2, 26), date(2027, 3, 26)]
    assert dates(fifth, date(2027, 2, 1), date(2027, 2, 28)) == [], "a month without a fifth Monday is skipped"


def test_a_season_ends_before_its_exclusive_last_day() -> None:
    season = line(since=date(2027, 3, 1), until=date(2027, 5, 1))

    found = dates(season, date(2027, 1, 1), date(2027, 12, 31))

    assert found[0] == date(2027, 3, 3)
    assert found[-1] == date(2027, 4, 28)


def test_free_days_count_only_where_the_rule_says_so() -> None:
    free = FreeDays(public=frozenset({date(2027, 1, 6)}), school=frozenset({date(2027, 1, 13)}))
    window = (date(2027, 1, 1), date(2027, 1, 20))

    assert dates(line(), *window, free) == [date(2027, 1, 13), date(2027, 1, 20)]
    assert dates(line(not_in_school_holidays=True), *window, free) == [date(2027, 1, 20)]
    assert date(2027, 1, 6) in dates(line(not_on_public_holidays=False), *window, free)


def test_wall_clock_time_stays_across_the_clock_change() -> None:
    tuesdays = line(weekdays=(TUESDAY,))

    found = occurrences([tuesdays], [], first=date(2027, 3, 23), last=date(2027, 3, 30), free=NOTHING_FREE)

    assert [one.starts_at for one in found] == [
        datetime(2027, 3, 23, 9, tzinfo=UTC),
        datetime(2027, 3, 30, 8, tzinfo=UTC),
    ]


def test_a_night_over_the_clock_change_lasts_an_hour_less() -> None:
    night = line(Frequency.ONCE, since=date(2027, 3, 27), begins=time(22), ends=time(4))

    (one,) = occurrences([night], [], first=date(2027, 3, 1), last=date(2027, 4, 1), free=NOTHING_FREE)

    assert one.ends_at - one.starts_at == timedelta(hours=5)
    assert one.day == date(2027, 3, 27), "past midnight belongs to the day on which it begins"


def test_exceptions_skip_move_and_add() -> None:
    exceptions = [
        Exceptional(date(2027, 1, 6), ExceptionKind.SKIP),
        Exceptional(date(2027, 1, 13), ExceptionKind.MOVE, time(14), time(15)),
        Exceptional(date(2027, 1, 15), ExceptionKind.EXTRA, TEN, TWELVE),
    ]

    found = occurrences([line()], exceptions, first=date(2027, 1, 1), last=date(2027, 1, 20), free=NOTHING_FREE)

    assert [one.starts_at.astimezone(clock.AMSTERDAM).strftime("%d-%m %H") for one in found] == [
        "13-01 14",
        "15-01 10",
        "20-01 10",
    ]


LINES = st.builds(
    line,
    st.sampled_from([f for f in Frequency if f is not Frequency.ONCE]),
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(tuple),
    nths=st.sets(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1).map(tuple),
    since=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
)


@given(LINES, st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 400))
def test_a_window_cut_in_two_gives_the_same_days(one: Line, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    middle = first + timedelta(days=length // 2)

    whole = dates(one, first, last)

    assert whole == dates(one, first, middle) + dates(one, middle + timedelta(days=1), last)
    assert whole == sorted(set(whole))
    assert all(day.isoweekday() in one.weekdays and day >= one.since for day in whole)


@given(LINES, st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_odd_and_even_weeks_make_every_week(one: Line, first: date) -> None:
    window = (first, first + timedelta(days=120))
    facts: dict[str, Any] = {"weekdays": one.weekdays, "since": one.since}

    odd = dates(line(Frequency.ODD_WEEKS, **facts), *window)
    even = dates(line(Frequency.EVEN_WEEKS, **facts), *window)

    assert sorted([*odd, *even]) == dates(line(**facts), *window)
