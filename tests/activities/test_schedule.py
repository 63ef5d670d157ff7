"""From words to dates: the traps of FEATURES A2, A3, A5, A8, A11."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stelsel import clock
from stelsel_tenants.activities.matching import match
from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.outlook import FreeDays, Missed, Occurrence, Why, days, occurrences, outlook
from stelsel_tenants.activities.schedule import LAST, Exceptional, Line, Pause, Schedule, on_dates

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

    found = occurrences(Schedule((tuesdays,)), first=date(2027, 3, 23), last=date(2027, 3, 30), free=NOTHING_FREE)

    assert [one.starts_at for one in found] == [
        datetime(2027, 3, 23, 9, tzinfo=UTC),
        datetime(2027, 3, 30, 8, tzinfo=UTC),
    ]


def test_a_night_over_the_clock_change_lasts_an_hour_less() -> None:
    night = on_dates(time(22), time(4), date(2027, 3, 27))

    (one,) = occurrences(Schedule((night,)), first=date(2027, 3, 1), last=date(2027, 4, 1), free=NOTHING_FREE)

    assert one.ends_at - one.starts_at == timedelta(hours=5)
    assert one.day == date(2027, 3, 27), "past midnight belongs to the day on which it begins"


def held(schedule: Schedule, first: date, last: date, free: FreeDays = NOTHING_FREE) -> list[str]:
    found = occurrences(schedule, first=first, last=last, free=free)
    return [f"{one.starts_at.astimezone(clock.AMSTERDAM):%d-%m %H.%M}{' paused' * one.is_paused}" for one in found]


def test_a_begin_in_the_missing_hour_moves_on_and_the_first_of_the_double_hour_counts() -> None:
    nights = line(weekdays=(7,), begins=time(2, 30), ends=time(3, 30))

    (spring,) = occurrences(Schedule((nights,)), first=date(2027, 3, 28), last=date(2027, 3, 28), free=NOTHING_FREE)
    (autumn,) = occurrences(Schedule((nights,)), first=date(2027, 10, 31), last=date(2027, 10, 31), free=NOTHING_FREE)

    assert spring.starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert spring.ends_at - spring.starts_at == timedelta(hours=1), "it keeps its length"
    assert autumn.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_every_three_weeks_count_from_the_week_of_the_first_day() -> None:
    third = line(every=3, since=date(2026, 12, 3))

    assert dates(third, date(2026, 12, 1), date(2027, 2, 1)) == [date(2026, 12, 23), date(2027, 1, 13)]


def test_so_many_times_leaves_out_free_days_and_does_not_depend_on_the_window() -> None:
    course = line(times=3, since=date(2026, 12, 2), not_in_school_holidays=True)
    free = FreeDays(school=frozenset({date(2026, 12, 9)}))

    whole = [date(2026, 12, 2), date(2026, 12, 16), date(2026, 12, 23)]
    assert dates(course, date(2026, 12, 1), date(2027, 2, 1), free) == whole
    assert dates(course, date(2026, 12, 10), date(2027, 2, 1), free) == whole[1:]


def test_rules_unite_and_doubles_are_removed() -> None:
    mondays = line(Frequency.MONTHLY, weekdays=(MONDAY,), nths=(1, 3))
    both = Schedule((mondays, line(Frequency.MONTHLY, weekdays=(WEDNESDAY,), nths=(2, 4)), line(weekdays=(MONDAY,))))

    found = held(both, date(2027, 2, 1), date(2027, 2, 28))

    assert found == [f"{day:02}-02 10.00" for day in (1, 8, 10, 15, 22, 24)]


EXCEPTIONS = (
    Exceptional(date(2027, 1, 6), ExceptionKind.SKIP, reason="Inventaris"),
    Exceptional(date(2027, 1, 13), ExceptionKind.MOVE, time(14), time(15)),
    Exceptional(date(2027, 1, 15), ExceptionKind.EXTRA, TEN, TWELVE),
    Exceptional(date(2027, 1, 27), ExceptionKind.MOVE, to_day=date(2027, 2, 1), room="Leeszaal"),
)


def test_exceptions_skip_move_and_add() -> None:
    schedule = Schedule((line(),), EXCEPTIONS)

    assert held(schedule, date(2027, 1, 1), date(2027, 1, 30)) == ["13-01 14.00", "15-01 10.00", "20-01 10.00"]
    assert held(schedule, date(2027, 2, 1), date(2027, 2, 2)) == ["01-02 10.00"], "it counts where it was moved to"
    (moved,) = occurrences(schedule, first=date(2027, 2, 1), last=date(2027, 2, 2), free=NOTHING_FREE)
    assert moved.change is not None
    assert (moved.rule_day, moved.change.room) == (date(2027, 1, 27), "Leeszaal")


def test_exceptions_survive_another_time_of_the_rule() -> None:
    schedule = Schedule((line(begins=time(15), ends=time(16)),), EXCEPTIONS)

    assert held(schedule, date(2027, 1, 1), date(2027, 2, 1)) == [
        "13-01 14.00",
        "15-01 10.00",
        "20-01 15.00",
        "01-02 15.00",
    ]


def test_what_falls_out_is_told_with_the_reason() -> None:
    free = FreeDays(frozenset({date(2027, 1, 20)}), frozenset({date(2027, 1, 27)}), frozenset({date(2027, 2, 3)}))
    rule = line(not_in_school_holidays=True)

    seen = outlook(Schedule((rule,), EXCEPTIONS[:1]), first=date(2027, 1, 1), last=date(2027, 2, 4), free=free)

    assert seen.missed == [
        Missed(date(2027, 1, 6), Why.SKIPPED, "Inventaris"),
        Missed(date(2027, 1, 20), Why.PUBLIC_HOLIDAY),
        Missed(date(2027, 1, 27), Why.SCHOOL_HOLIDAY),
    ]
    assert [(one.day.day, one.is_tentative) for one in seen.dates] == [(13, False), (3, True)]


def test_dates_in_a_pause_are_there_as_paused() -> None:
    pause = Pause(date(2027, 1, 10), date(2027, 1, 20), reason="De vloer is nat")

    found = held(Schedule((line(),), (), pause), date(2027, 1, 1), date(2027, 1, 20))

    assert found == ["06-01 10.00", "13-01 10.00 paused", "20-01 10.00"]


LINES = st.builds(
    line,
    st.sampled_from([f for f in Frequency if f is not Frequency.DATES]),
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(tuple),
    nths=st.sets(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1).map(tuple),
    since=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    every=st.integers(1, 5),
    times=st.none() | st.integers(1, 40),
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


TUESDAYS = [clock.at(date(2027, 1, day), TEN) for day in (5, 12, 19)]


def on(*days: date, hour: int = 10) -> list[Occurrence]:
    return occurrences(
        Schedule((on_dates(time(hour), time(hour + 1), *days),)),
        first=date(2027, 1, 1),
        last=date(2027, 3, 1),
        free=NOTHING_FREE,
    )


def test_sessions_find_their_new_date() -> None:
    """Same date; else same week and rank; else the nearest within three days; else none (FEATURES A9)."""
    new = [*on(date(2027, 1, 5), hour=15), *on(date(2027, 1, 14)), *on(date(2027, 1, 17))]

    found = match(dict(enumerate(TUESDAYS)), new)

    assert [found[key].day.day for key in sorted(found)] == [5, 14, 17]
    assert match({0: TUESDAYS[0]}, on(date(2027, 1, 11))) == {}, "six days on is another meeting"


@given(st.lists(st.dates(date(2027, 1, 1), date(2027, 2, 28)), min_size=1, max_size=30, unique=True), st.data())
def test_nobody_gets_a_date_of_another_and_the_same_start_is_kept(days_: list[date], data: st.DataObject) -> None:
    standing = dict(
        enumerate(data.draw(st.lists(st.sampled_from(TUESDAYS + [one.starts_at for one in on(*days_)]), unique=True)))
    )
    new = on(*days_)

    found = match(standing, new)

    starts = [one.starts_at for one in found.values()]
    assert len(starts) == len(set(starts))
    assert all(
        found[key].starts_at == start for key, start in standing.items() if start in {one.starts_at for one in new}
    )
