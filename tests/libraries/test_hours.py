"""When a branch is open: by the week, by a date that differs, and in words."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel import clock
from stelsel_tenants.libraries import hours as opening
from stelsel_tenants.libraries.hours import Hours, Span, Special

DAY = Span(time(10), time(17, 30))
PAUSED = (Span(time(10), time(12)), Span(time(13), time(20)))
CHRISTMAS = Special(date(2026, 12, 25), None, "Eerste kerstdag")
LATE = Special(date(2026, 12, 3), Span(time(10), time(21)))
KATWIJK = Hours({1: (Span(time(13), time(17, 30)),), 2: (DAY,), 3: (DAY,), 4: (DAY,), 5: PAUSED}, (LATE, CHRISTMAS))

minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """None, one or two spans that do not meet."""
    moments = sorted(draw(st.sets(minutes, max_size=4)))
    return tuple(Span(*moments[start : start + 2]) for start in range(0, len(moments) - 1, 2))


@st.composite
def any_hours(draw: st.DrawFn) -> Hours:
    week = draw(st.dictionaries(st.integers(1, 7), spans(), max_size=7))
    dates = draw(st.sets(days, max_size=3))
    return Hours(week, tuple(Special(day, draw(st.one_of(st.none(), st.just(DAY)))) for day in sorted(dates)))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 30), "13.00 – 17.30"),
        (date(2026, 12, 4), "10.00 – 12.00, 13.00 – 20.00"),
        (date(2026, 12, 3), "10.00 – 21.00"),
        (date(2026, 12, 25), "gesloten"),
        (date(2026, 12, 26), "gesloten"),
    ],
)
def test_a_date_that_differs_goes_before_the_week(day: date, words: str) -> None:
    assert opening.opening_on(KATWIJK, day).words == words


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-01 09:00", "Vandaag open van 10.00 tot 17.30 uur"),
        ("2026-12-01 10:00", "Vandaag open tot 17.30 uur"),
        ("2026-12-01 17:29", "Vandaag open tot 17.30 uur"),
        ("2026-12-01 17:30", "Vandaag weer gesloten, morgen open vanaf 10.00 uur"),
        ("2026-12-04 12:30", "Vandaag open van 13.00 tot 20.00 uur"),
        ("2026-12-05 12:00", "Vandaag gesloten, maandag 7 december open vanaf 13.00 uur"),
        ("2026-12-25 12:00", "Vandaag gesloten, maandag 28 december open vanaf 13.00 uur"),
    ],
)
def test_the_sentence_of_this_moment(moment: str, said: str) -> None:
    local = datetime.fromisoformat(moment).replace(tzinfo=clock.AMSTERDAM)
    assert opening.sentence(KATWIJK, local) == said


def test_the_week_in_short() -> None:
    assert opening.week_in_words(KATWIJK) == [
        ("maandag", "13.00 – 17.30"),
        ("dinsdag tot en met donderdag", "10.00 – 17.30"),
        ("vrijdag", "10.00 – 12.00, 13.00 – 20.00"),
        ("zaterdag en zondag", "gesloten"),
    ]


def test_where_nobody_told_nothing_is_said() -> None:
    assert opening.sentence(Hours(), clock.now()) == ""


@given(any_hours(), days)
def test_a_day_is_its_exception_or_its_weekday_and_spans_never_meet(hours: Hours, day: date) -> None:
    found = opening.opening_on(hours, day)
    opening.check(hours)
    assert found.differs == any(one.day == day for one in hours.specials)
    if not found.differs:
        assert found.spans == hours.week.get(day.isoweekday(), ())
    assert all(span.opens < span.closes for span in found.spans)
    assert all(one.closes < two.opens for one, two in zip(found.spans, found.spans[1:], strict=False))


@given(any_hours(), days, minutes)
def test_the_sentence_says_open_until_when_it_is_open_and_only_then(hours: Hours, day: date, moment: time) -> None:
    local = datetime.combine(day, moment, clock.AMSTERDAM)
    said = opening.sentence(hours, local)
    holding = [span for span in opening.opening_on(hours, local.date()).spans if span.holds(local.time())]
    assert said.startswith("Vandaag open tot") == bool(hours.is_known and holding)


@given(any_hours())
def test_rows_and_back_is_the_same(hours: Hours) -> None:
    again = opening.from_rows(opening.rows(hours), opening.special_rows(hours))
    assert again.specials == hours.specials
    assert again.week == {day: spans for day, spans in hours.week.items() if spans}


@given(any_hours())
def test_the_week_in_words_has_every_day_once(hours: Hours) -> None:
    names = [opening.name(number) for number in opening.WEEKDAYS]
    said = [days for days, _times in opening.week_in_words(hours)]
    firsts = [names.index(days.split(" ")[0]) for days in said]
    lasts = [names.index(days.split(" ")[-1]) for days in said]
    assert firsts[0] == 0
    assert lasts[-1] == 6
    assert firsts[1:] == [last + 1 for last in lasts[:-1]]


@pytest.mark.parametrize(
    ("hours", "refusal"),
    [
        (Hours({2: (Span(time(12), time(10)),)}), opening.ClosesFirst),
        (Hours({2: (Span(time(10), time(10)),)}), opening.ClosesFirst),
        (Hours({2: (DAY, Span(time(17), time(20)))}), opening.Overlapping),
        (Hours(specials=(CHRISTMAS, CHRISTMAS)), opening.TwiceTheSameDay),
        (Hours(specials=(Special(date(2026, 12, 3), Span(time(12), time(10))),)), opening.SpecialClosesFirst),
    ],
)
def test_hours_that_cannot_be(hours: Hours, refusal: type[Exception]) -> None:
    opening.check(KATWIJK)
    with pytest.raises(refusal):
        opening.check(hours)


def test_what_was_said_of_the_past_stays() -> None:
    today = date(2026, 12, 10)
    new = Hours(KATWIJK.week, (Special(date(2026, 12, 31), None),))
    kept = opening.with_past(new, KATWIJK, today)
    assert [one.day for one in kept.specials] == [LATE.day, date(2026, 12, 31)]
    assert opening.with_past(KATWIJK, KATWIJK, today + timedelta(days=99)) == KATWIJK
