"""Dates, times and money as people read them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask, render_template_string

from stelsel.web import format as formatting

WINTER = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("function", "value", "text"),
    [
        (formatting.day, WINTER, "woensdag 2 december"),
        (formatting.day, SUMMER, "donderdag 2 juli"),
        (formatting.day, date(2026, 3, 1), "zondag 1 maart"),
        (formatting.day_short, WINTER, "wo 2 dec"),
        (formatting.day_short, date(2026, 3, 1), "zo 1 mrt"),
        (formatting.long_date, WINTER, "2 december 2026"),
        (formatting.clock_time, WINTER, "10.00"),
        (formatting.clock_time, SUMMER, "0.30"),
        (formatting.clock_time, time(9, 30), "9.30"),
        (formatting.moment, WINTER, "woensdag 2 december, 10.00 uur"),
        (formatting.euro, 123450, "€\u00a01.234,50"),
        (formatting.euro, 5, "€\u00a00,05"),
        (formatting.euro, -50, "€\u00a0-0,50"),
        (formatting.euro_short, 172_000_000, "€\u00a01.720.000"),
        (formatting.euro_short, 123450, "€\u00a01.234,50"),
        (formatting.number, 1234, "1.234"),
        (formatting.percent, 1.16, "116%"),
        (formatting.km, 0.7, "0,7\u00a0km"),
        (formatting.km, 24.4, "24\u00a0km"),
    ],
)
def test_dutch(dutch: Flask, function: Callable[[object], str], value: object, text: str) -> None:
    assert function(value) == text


@pytest.mark.parametrize(
    ("function", "value", "text"),
    [
        (formatting.day, WINTER, "Wednesday 2 December"),
        (formatting.day_short, WINTER, "Wed 2 Dec"),
        (formatting.clock_time, WINTER, "10:00"),
        (formatting.euro, 123450, "€1,234.50"),
        (formatting.number, 1234, "1,234"),
    ],
)
def test_english(english: Flask, function: Callable[[object], str], value: object, text: str) -> None:
    assert function(value) == text


def test_a_range_has_one_dash(dutch: Flask) -> None:
    assert formatting.time_range(WINTER, WINTER.replace(hour=11)) == "10.00 – 12.00"


def test_halves_are_rounded_as_people_do(dutch: Flask) -> None:
    assert [formatting.number(value) for value in (0.5, 1.5, 2.5)] == ["1", "2", "3"]
    assert formatting.number(0.25, 1) == "0,3"


def test_a_day_is_told_from_today(dutch: Flask) -> None:
    today = date(2026, 12, 1)
    told = [formatting.relative_day(date(2026, 12, day), today) for day in (1, 2, 3)]
    assert told == ["vandaag", "morgen", "donderdag 3 december"]
    assert formatting.relative_day(date(2026, 11, 30), today) == "gisteren"


def test_an_instant_just_after_midnight_belongs_to_the_new_day(dutch: Flask) -> None:
    assert formatting.relative_day(datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1)) == "morgen"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        formatting.amsterdam(datetime(2026, 12, 2, 9, 0))  # noqa: DTZ001 - that is the point


def test_a_machine_reads_the_wall_clock_with_its_offset() -> None:
    assert formatting.iso(WINTER) == "2026-12-02T10:00+01:00"
    assert formatting.iso(date(2026, 12, 2)) == "2026-12-02"


def test_outside_a_page_all_is_dutch() -> None:
    assert formatting.day(WINTER) == "woensdag 2 december"
    assert formatting.euro_short(1_260_000) == "€\u00a012.600"


def test_every_function_is_a_filter(dutch: Flask) -> None:
    text = render_template_string(
        "{{ at|day }}, {{ at|time }}, {{ 1260000|euro_short }}, {{ 1.16|percent }}, {{ at|day(year=true) }}", at=WINTER
    )
    assert text == "woensdag 2 december, 10.00, €\u00a012.600, 116%, woensdag 2 december 2026"
