"""The sentence says what the rule does, and is read back as the same rule, in Dutch and English."""

import uuid
from datetime import date, time, timedelta
from time import thread_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.errors import Refused
from stelsel_tenants.activities import reading
from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.phrases import EN, NL, TONGUES
from stelsel_tenants.activities.reading import LONGEST, Rule, Said
from stelsel_tenants.activities.schedule import LAST, Exceptional, Line, Pause, Schedule, on_dates
from stelsel_tenants.activities.sentence import sentence

TEN, TWELVE = time(10), time(12)
LONG_AGO = date(2026, 1, 1)
TEN_TO_TWELVE = (TEN, TWELVE, LONG_AGO)
TODAY = date(2026, 12, 1)
BRANCHES = {uuid.UUID(int=1): "Bibliotheek Rijnsburg", uuid.UUID(int=2): "Valkenburg, en „’t Dorp”"}


@pytest.mark.parametrize(
    ("line", "dutch", "english"),
    [
        (
            Line(Frequency.WEEKLY, *TEN_TO_TWELVE, weekdays=(2, 4)),
            "Iedere dinsdag en donderdag, 10.00 tot 12.00 uur",
            "Every Tuesday and Thursday, 10.00 to 12.00",
        ),
        (
            Line(Frequency.WEEKLY, *TEN_TO_TWELVE, weekdays=(2,), every=3),
            "Elke 3 weken op dinsdag, 10.00 tot 12.00 uur, vanaf 1 januari 2026",
            "Every 3 weeks on Tuesday, 10.00 to 12.00, from 1 January 2026",
        ),
        (
            Line(Frequency.ODD_WEEKS, *TEN_TO_TWELVE, weekdays=(3,), not_in_school_holidays=True),
            "Oneven weken op woensdag, 10.00 tot 12.00 uur, niet in de schoolvakantie",
            "Odd weeks on Wednesday, 10.00 to 12.00, not in school holidays",
        ),
        (
            Line(Frequency.MONTHLY, *TEN_TO_TWELVE, weekdays=(1,), nths=(3, 1)),
            "De 1e en 3e maandag van de maand, 10.00 tot 12.00 uur",
            "The 1st and 3rd Monday of the month, 10.00 to 12.00",
        ),
        (
            Line(Frequency.MONTHLY, *TEN_TO_TWELVE, weekdays=(5,), nths=(LAST,)),
            "De laatste vrijdag van de maand, 10.00 tot 12.00 uur",
            "The last Friday of the month, 10.00 to 12.00",
        ),
        (
            Line(Frequency.WEEKLY, time(9, 30), time(11), date(2027, 3, 1), date(2027, 5, 1), weekdays=(2,)),
            "Iedere dinsdag, 9.30 tot 11.00 uur, van 1 maart tot en met 30 april 2027",
            "Every Tuesday, 9.30 to 11.00, from 1 March until 30 April 2027",
        ),
        (
            on_dates(time(19), time(21), date(2026, 12, 5), date(2026, 12, 12), date(2027, 1, 9)),
            "Zaterdag 5 december, zaterdag 12 december 2026 en zaterdag 9 januari 2027, 19.00 tot 21.00 uur",
            "Saturday 5 December, Saturday 12 December 2026 and Saturday 9 January 2027, 19.00 to 21.00",
        ),
    ],
)
def test_a_rule_is_read_back_as_people_say_it(line: Line, dutch: str, english: str) -> None:
    assert sentence(Schedule((line,)), today=TODAY) == dutch
    assert sentence(Schedule((line,)), language=EN, today=TODAY) == english


def test_exceptions_and_the_pause_are_in_the_sentence_until_they_are_over() -> None:
    season = Line(
        Frequency.ODD_WEEKS, TEN, TWELVE, date(2027, 3, 1), date(2027, 5, 2), weekdays=(3,), not_in_school_holidays=True
    )
    exceptions = (
        Exceptional(date(2027, 3, 24), ExceptionKind.SKIP),
        Exceptional(date(2027, 4, 7), ExceptionKind.MOVE, time(14), time(16), to_day=date(2027, 4, 8), room="Leeszaal"),
    )
    schedule = Schedule((season,), exceptions, Pause(date(2027, 4, 1), date(2027, 4, 5), reason="De vloer is nat"))

    assert sentence(schedule, today=TODAY) == (
        "Oneven weken op woensdag, 10.00 tot 12.00 uur, van 1 maart tot en met 1 mei 2027, niet in de schoolvakantie,"
        " behalve op 24 maart 2027, op 7 april 2027 verplaatst naar 8 april 2027 van 14.00 tot 16.00 uur in „Leeszaal”,"
        " tijdelijk gestopt van 1 april tot en met 4 april 2027: „De vloer is nat”"
    )
    assert sentence(schedule, language=EN, today=date(2027, 4, 9)) == (
        "Odd weeks on Wednesday, 10.00 to 12.00, until 1 May 2027, not in school holidays"
    )


def test_two_rules_are_one_sentence() -> None:
    lines = tuple(Line(Frequency.WEEKLY, *TEN_TO_TWELVE, weekdays=(day,)) for day in (1, 2))

    said = sentence(Schedule(lines), today=TODAY)

    assert said == "Iedere maandag, 10.00 tot 12.00 uur; iedere dinsdag, 10.00 tot 12.00 uur"


WEEK = {"weekdays": (2,), "begins": TEN, "ends": TWELVE}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("eenmalig", [Rule(Frequency.DATES)]),
        ("elke week op woensdag", [Rule(Frequency.WEEKLY, (3,))]),
        ("Oneven weken op dinsdag en donderdag", [Rule(Frequency.ODD_WEEKS, (2, 4))]),
        ("1e en 3e maandag", [Rule(Frequency.MONTHLY, (1,), (1, 3))]),
        ("laatste vrijdag", [Rule(Frequency.MONTHLY, (5,), (LAST,))]),
        ("even weken op maandag, dinsdag en vrijdag", [Rule(Frequency.EVEN_WEEKS, (1, 2, 5))]),
        ("oneven weken op dinsdag 10.00 tot 12.00 uur", [Rule(Frequency.ODD_WEEKS, **WEEK)]),  # type: ignore[arg-type]
        ("elke dinsdag van 10 tot 12 uur.", [Rule(Frequency.WEEKLY, **WEEK)]),  # type: ignore[arg-type]
        ("10:00-12:00, iedere dinsdag", [Rule(Frequency.WEEKLY, **WEEK)]),  # type: ignore[arg-type]
        (
            "1e en 3e maandag; 2e en 4e woensdag 10.00 tot 12.00 uur",
            [
                Rule(Frequency.MONTHLY, (1,), (1, 3), begins=TEN, ends=TWELVE),
                Rule(Frequency.MONTHLY, (3,), (2, 4), begins=TEN, ends=TWELVE),
            ],
        ),
        (
            "op 5-12-2026 van 10.00 tot 12.00 uur",
            [Rule(Frequency.DATES, dates=(date(2026, 12, 5),), begins=TEN, ends=TWELVE)],
        ),
    ],
)
def test_the_words_of_libraries_are_understood(text: str, meant: list[Rule]) -> None:
    assert reading.read(text) == Said(tuple(meant))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soms",
        "elke week op woensdagmiddag",
        "6e maandag",
        "op maandag",
        "1e",
        "en",
        "10.00 tot 12.00 uur",
        "iedere dinsdag, 10.00 tot 12.00 uur, 13.00 tot 14.00 uur",
        "behalve op 24 maart 2027",
        "30 februari 2027",
        "5 december",
        "maandag 5 december 2026",
        "iedere dinsdag, op 5 januari 2027 bij „Een andere bibliotheek”",
        "iedere dinsdag " * 1000,
    ],
)
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        reading.read(text, branches=BRANCHES)


DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0))
TEXTS = st.text("abc ,;:.„“”en's", max_size=20).map(str.strip)
WEEKDAYS = st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days)))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    frequency = draw(st.sampled_from(Frequency))
    begins, ends = draw(CLOCKS), draw(CLOCKS)
    if frequency is Frequency.DATES:
        return on_dates(begins, ends, *draw(st.lists(DAYS, min_size=1, max_size=5)))
    since = draw(DAYS)
    times = draw(st.none() | st.integers(1, 500))
    length = None if times else draw(st.none() | st.integers(1, 400))
    order = [1, 2, 3, 4, 5, LAST]
    nths = draw(st.sets(st.sampled_from(order), min_size=1)) if frequency is Frequency.MONTHLY else set()
    return Line(
        frequency,
        begins,
        ends,
        since,
        since + timedelta(days=length) if length else None,
        draw(WEEKDAYS),
        tuple(sorted(nths)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.integers(1, 52)) if frequency is Frequency.WEEKLY else 1,
        times,
    )


@st.composite
def exceptions(draw: st.DrawFn) -> Exceptional:
    kind, day = draw(st.sampled_from(ExceptionKind)), draw(DAYS)
    if kind is ExceptionKind.SKIP:
        return Exceptional(day, kind)
    others: dict[str, Any] = {"room": draw(TEXTS), "branch_id": draw(st.sampled_from([None, *BRANCHES]))}
    if kind is ExceptionKind.EXTRA or draw(st.booleans()):
        others |= {"begins": draw(CLOCKS), "ends": draw(CLOCKS)}
    if kind is ExceptionKind.MOVE:
        others["to_day"] = draw(DAYS)
    return Exceptional(day, kind, **others)


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    since, reason = draw(DAYS), draw(TEXTS)
    if draw(st.booleans()):
        return Pause(since, since + timedelta(days=draw(st.integers(1, 300))), reason=reason)
    return Pause(since, review=since + timedelta(days=30), reason=reason)


SCHEDULES = st.builds(
    Schedule,
    st.lists(lines(), min_size=1, max_size=4).map(tuple),
    st.lists(exceptions(), max_size=5, unique_by=lambda one: one.day).map(
        lambda found: tuple(sorted(found, key=lambda one: one.day))
    ),
    st.none() | pauses(),
)


@given(SCHEDULES, st.sampled_from([NL, EN]), st.booleans())
def test_every_sentence_is_read_back_as_the_same_schedule(schedule: Schedule, language: str, loud: bool) -> None:
    text = sentence(schedule, language=language, branches=BRANCHES)

    said = reading.read(
        text.upper() if loud and not schedule.exceptions and not schedule.pause else text, branches=BRANCHES
    )

    heard = [rule.line(since=LONG_AGO, begins=TEN, ends=TWELVE) for rule in said.rules]
    assert Schedule(tuple(heard), said.exceptions, said.pause) == schedule


@given(SCHEDULES, DAYS)
def test_what_is_said_today_is_understood_too(schedule: Schedule, today: date) -> None:
    """Season and exceptions that are over are not said; the words that are left are still words."""
    for language in TONGUES:
        reading.read(sentence(schedule, language=language, today=today, branches=BRANCHES), branches=BRANCHES)


@pytest.mark.parametrize(
    "part", ["maandag, ", "1e en ", "„", "„”", "1 mei, ", " ", "1 mei 2027 ", "behalve op 1 mei 2027, "]
)
@pytest.mark.parametrize("start", ["", "iedere ", "de ", "behalve op ", "op 1 mei 2027 in "])
def test_no_text_keeps_the_reader_busy(start: str, part: str) -> None:
    text = (start + part * LONGEST)[: LONGEST - 1] + "x"
    before = thread_time()
    with pytest.raises(Refused):
        reading.read(text)
    assert thread_time() - before < 0.5
