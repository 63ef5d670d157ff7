"""Geometry of the charts."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from stelsel.web import charts
from stelsel.web.charts import scale


@given(top=st.floats(0.01, 1e9))
def test_an_axis_is_round_and_reaches_its_figures(top: float) -> None:
    end = scale.ceiling(top)
    assert top <= end * 1.000_001
    assert end <= top * 2.6


def test_a_moving_average_waits_for_its_window_and_stops_at_a_break() -> None:
    assert charts.moving_average([1, 2, 3, 4], window=2) == [None, 1.5, 2.5, 3.5]
    assert charts.moving_average([1, 2, 3, 4], window=2, breaks=[2]) == [None, 1.5, None, 3.5]
    assert charts.moving_average([1, None, 3, 4], window=2) == [None, None, None, 3.5]


def test_a_month_without_figures_is_a_gap_and_not_a_zero(dutch: Flask) -> None:
    months = [charts.Month(str(i), "2026", value) for i, value in enumerate([5, 6, None, 7, 8])]
    drawn = charts.months(months, 580)
    assert len(drawn.thin) == 2
    assert len(drawn.dots) == 4
    assert all(y < drawn.bottom for _, y in drawn.dots)


def test_a_break_cuts_the_line_between_its_months(dutch: Flask) -> None:
    months = [charts.Month(str(i), str(2025 + i // 2), 5) for i in range(4)]
    whole = charts.months(months, 580)
    drawn = charts.months(months, 580, breaks=[(2, "anders geteld")])
    assert (len(whole.thin), len(drawn.thin)) == (1, 2)
    assert drawn.dots[1][0] < drawn.breaks[0].at < drawn.dots[2][0]
    assert [year.text for year in drawn.years] == ["2025", "2026"]


@pytest.mark.parametrize("width", [580, 360])
def test_a_ratio_is_never_capped(dutch: Flask, width: int) -> None:
    rows = [charts.Ratio("veel", 3.4), charts.Ratio("weinig", 0.2), charts.Ratio("geheim", None, instead="te weinig")]
    drawn = charts.dots(rows, width)
    many, few, secret = drawn.rows
    assert many.x is not None
    assert few.x is not None
    assert (many.full, few.full) == (True, False)
    assert drawn.label_x < few.x < drawn.one < many.x < width
    assert (many.text, few.text, secret.text) == ("340%", "20%", "te weinig")
    assert secret.x is None


def test_stacked_pieces_join_and_an_unknown_bar_says_why(dutch: Flask) -> None:
    drawn = charts.bars([charts.Bar("a", (61, 43)), charts.Bar("b", (None, None), "minder dan 5")], 580)
    first, second = drawn.rows[0].pieces
    assert first.x == drawn.left
    assert second.x == pytest.approx(first.x + first.width, abs=0.2)
    assert (drawn.rows[0].text, drawn.rows[1].text) == ("104", "minder dan 5")
    with pytest.raises(ValueError, match="four"):
        charts.bars([charts.Bar("a", (1, 2, 3, 4, 5))], 580)


def test_a_waterfall_hangs_each_step_where_the_one_before_ended(dutch: Flask) -> None:
    steps = [("Plafond", 100, "full"), ("Verleend", 60, "a"), ("Gevraagd", 10, "c"), ("Vrij", 30, "d")]
    full, granted, asked, free = charts.waterfall([charts.Step(*step) for step in steps], 640).blocks
    assert granted.y == full.y
    assert asked.y == pytest.approx(granted.y + granted.height, abs=0.2)
    assert free.y == pytest.approx(asked.y + asked.height, abs=0.2)
    assert free.link is None


def test_more_asked_than_there_is_goes_below_zero(dutch: Flask) -> None:
    steps = [charts.Step("Plafond", 100, "full"), charts.Step("Gevraagd", 130, "c"), charts.Step("Vrij", -30, "d")]
    drawn = charts.waterfall(steps, 640)
    free = drawn.blocks[-1]
    assert free.y == pytest.approx(drawn.bottom, abs=1)
    assert free.height > 10
    assert free.text == "-30"


def test_classes_have_round_limits_and_words(dutch: Flask) -> None:
    limits = [5, 10, 20, 30]
    assert [charts.class_of(value, limits) for value in (0, 4.9, 5, 29, 30, None)] == [0, 0, 1, 3, 4, None]
    assert [line.text for line in charts.legend(limits, unknown="geen opgave")] == [
        "0 – 5", "5 – 10", "10 – 20", "20 – 30", "30 of meer", "geen opgave",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="classes"):
        charts.legend([1, 2, 3, 4, 5])


def test_a_season_shows_what_falls_away_and_why(dutch: Flask) -> None:
    occasions = [
        charts.Occasion(date(2026, 12, 2) + timedelta(weeks=week), state)
        for week, state in enumerate(["on", "dot", "on", "dot", "off", "on"])
    ]
    drawn = charts.season(occasions, [charts.Band(date(2026, 12, 21), date(2027, 1, 3), "kerst")])
    assert [name for _, name in drawn.months] == ["dec", "jan"]
    assert [state for _, state in drawn.dots] == ["on", "dot", "on", "dot", "off", "on"]
    [(x, width, name)] = drawn.bands
    off = drawn.dots[4][0]
    assert name == "kerst"
    assert x < off < x + width
    assert charts.season([]).dots == ()
    with pytest.raises(ValueError, match="maybe"):
        charts.season([charts.Occasion(date(2026, 12, 2), "maybe")])


@pytest.mark.parametrize("width", [640, 360])
def test_a_clock_that_stood_still_shows_for_how_long(width: int) -> None:
    begin, end = date(2026, 10, 12), date(2027, 1, 25)
    pause = charts.Pause(date(2026, 10, 26), date(2026, 11, 9), "stil")
    drawn = charts.term(begin, end, date(2026, 12, 1), width, pauses=[pause])
    assert [part.kind for part in drawn.stretches] == ["fg", "pause", "fg"]
    before, still, after = drawn.stretches
    assert before.width == pytest.approx(still.width, abs=0.3)
    assert after.x + after.width == pytest.approx(drawn.now, abs=0.3)
    assert charts.term(begin, end, end + timedelta(days=9), width).now == width - drawn.left


def test_a_clock_that_stands_still_now_has_run_no_further() -> None:
    pause = charts.Pause(date(2026, 10, 26), None, "stil")
    drawn = charts.term(date(2026, 10, 12), date(2027, 1, 25), date(2026, 12, 1), 640, pauses=[pause])
    assert [part.kind for part in drawn.stretches] == ["fg", "pause"]
