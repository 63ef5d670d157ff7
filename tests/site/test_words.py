"""Opening hours, periods and the drawing, without a database."""

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from stelsel.web.query import Query
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.site import opening
from stelsel_tenants.site.library import periods, picture
from stelsel_tenants.site.library.partners import Helper, Offered, Question

TUESDAY = date(2026, 12, 1)
HOURS: dict[str, Any] = {
    "week": {"1": [["13:00", "17:30"]], "2": [["10:00", "12:00"], ["13:00", "17:30"]], "7": [["12:00", "16:00"]]},
    "days": {"2026-12-08": [], "2026-12-09": [["9:00".zfill(5), "12:00"]]},
    "why": {"2026-12-08": "Inventaris"},
}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TUESDAY, "Dinsdag 1 december open van 10.00 tot 12.00 en van 13.00 tot 17.30 uur."),
        (date(2026, 12, 2), "Woensdag 2 december gesloten. Zondag 6 december open vanaf 12.00 uur."),
        (date(2026, 12, 8), "Dinsdag 8 december gesloten. Woensdag 9 december open vanaf 9.00 uur."),
    ],
)
def test_when_a_branch_is_open(app: Any, day: date, words: str) -> None:
    with app.test_request_context("/"):
        assert opening.sentence(HOURS, day) == words
        assert opening.sentence({}, day) == ""
        assert opening.sentence({"week": {}, "days": {"2026-01-01": []}}, day).endswith("gesloten.")


def test_a_day_that_differs_is_named_with_its_date(app: Any) -> None:
    with app.test_request_context("/"):
        names = [name for name, _day in opening.table(HOURS, date(2026, 12, 7))]
        assert names[:4] == ["maandag", "dinsdag 8 december", "woensdag 9 december", "donderdag"]
        assert [one.reason for one in opening.exceptions(HOURS, TUESDAY)] == ["Inventaris", ""]


def test_what_the_script_compares_with_the_clock(app: Any) -> None:
    with app.test_request_context("/"):
        spans = opening.spans_ahead(HOURS, TUESDAY, 1)
    assert spans == [
        ("2026-12-01T10:00+01:00", "2026-12-01T12:00+01:00", "12.00"),
        ("2026-12-01T13:00+01:00", "2026-12-01T17:30+01:00", "17.30"),
    ]


@given(today=st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_weeks_follow_each_other_without_a_gap(today: date) -> None:
    here = periods.coming(today)
    assert here.first == today
    assert 5 <= (here.last - today).days <= 11
    for _step in range(60):
        if here.after is None:
            break
        following = periods.read(Query(MultiDict([here.after])), today)
        assert (following.first - here.last).days == 1
        assert following.kind is periods.Kind.WEEK
        here = following
    else:
        pytest.fail("the weeks never end")
    assert (here.last - today).days >= periods.AHEAD.days


@given(st.lists(st.integers(1, 12), max_size=8), st.integers(0, 500))
def test_the_drawing_holds_everybody_and_nothing_overlaps(numbers: list[int], minutes: int) -> None:
    questions = [_question(theme, number, minutes) for theme, number in zip(Theme, numbers, strict=False)]
    for drawn in (picture.radial(questions), picture.tree(questions)):
        assert len(drawn.ends) == sum(numbers[:8])
        assert len(drawn.asks) == len(questions)
        for one in drawn.ends:
            assert 0 < one.x < drawn.width
            assert one.radius <= one.y <= drawn.height - one.radius
        for one, other in itertools.combinations(drawn.ends, 2):
            assert one.x != other.x or abs(one.y - other.y) >= one.radius + other.radius
        assert all(line.width > 0 for line in drawn.lines)


def _question(theme: Theme, number: int, minutes: int) -> Question:
    offered = Offered(
        activity_id=None,  # type: ignore[arg-type]  # the drawing asks for hours alone
        title="",
        theme=theme,
        sentence="",
        where="",
        badge=("", ""),
        room="",
        minutes=minutes,
    )
    who = [
        Helper(f"p{one}", f"Stichting {one} van de buurt", "", "", "", (theme,), None, True, (offered,))
        for one in range(number)
    ]
    return Question(theme, themes.WORDS[theme], tuple(who))
