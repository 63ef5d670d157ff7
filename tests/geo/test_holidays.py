from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.geo.holidays import between, easter, kings_day, public_holidays

YEARS = st.integers(2014, 2199)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, (3, 31)),
        (2025, (4, 20)),
        (2026, (4, 5)),
        (2027, (3, 28)),
        (2038, (4, 25)),
        (2049, (4, 18)),
        (2076, (4, 19)),
    ],
)
def test_easter_is_when_the_almanac_says(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(("year", "day"), [(2014, 26), (2025, 26), (2026, 27), (2031, 26), (2036, 26), (2030, 27)])
def test_kings_day_makes_way_for_a_sunday(year: int, day: int) -> None:
    assert kings_day(year) == date(year, 4, day)


@given(YEARS)
def test_kings_day_is_never_on_a_sunday(year: int) -> None:
    assert kings_day(year).weekday() != 6


def test_a_year_has_these_holidays_in_order() -> None:
    assert [(one.day.isoformat()[5:], one.key, one.closed) for one in public_holidays(2026)] == [
        ("01-01", "new-year", True),
        ("04-03", "good-friday", False),
        ("04-05", "easter-sunday", True),
        ("04-06", "easter-monday", True),
        ("04-27", "kings-day", True),
        ("05-05", "liberation-day", False),
        ("05-14", "ascension-day", True),
        ("05-24", "whit-sunday", True),
        ("05-25", "whit-monday", True),
        ("12-25", "christmas-day", True),
        ("12-26", "boxing-day", True),
    ]


@given(YEARS)
def test_good_friday_and_liberation_day_are_the_only_open_ones(year: int) -> None:
    assert {one.key for one in public_holidays(year) if not one.closed} == {"good-friday", "liberation-day"}


def test_a_period_includes_both_its_days() -> None:
    assert [one.key for one in between(date(2026, 12, 26), date(2027, 1, 1))] == ["boxing-day", "new-year"]


def test_years_without_a_kings_day_are_refused() -> None:
    with pytest.raises(ValueError, match="2014"):
        public_holidays(2013)
