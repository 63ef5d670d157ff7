"""The sentence says what the rule does."""

from datetime import date, time

import pytest

from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.schedule import LAST, Line
from stelsel_tenants.activities.sentence import EN, sentence

TEN_TO_TWELVE = (time(10), time(12), date(2026, 1, 1))
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("line", "dutch", "english"),
    [
        (
            Line(Frequency.WEEKLY, *TEN_TO_TWELVE, weekdays=(2, 4)),
            "Iedere dinsdag en donderdag, 10.00 tot 12.00 uur",
            "Every Tuesday and Thursday, 10.00 to 12.00",
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
            Line(
                Frequency.WEEKLY,
                begins=time(9, 30),
                ends=time(11),
                since=date(2027, 3, 1),
                until=date(2027, 5, 1),
                weekdays=(2,),
            ),
            "Iedere dinsdag, 9.30 tot 11.00 uur, vanaf 1 maart 2027, tot en met 30 april 2027",
            "Every Tuesday, 9.30 to 11.00, from 1 March 2027, until 30 April 2027",
        ),
        (
            Line(Frequency.ONCE, begins=time(19), ends=time(21), since=date(2026, 12, 5)),
            "Zaterdag 5 december 2026, 19.00 tot 21.00 uur",
            "Saturday 5 December 2026, 19.00 to 21.00",
        ),
    ],
)
def test_a_rule_is_read_back_as_people_say_it(line: Line, dutch: str, english: str) -> None:
    assert sentence([line], today=TODAY) == dutch
    assert sentence([line], language=EN, today=TODAY) == english


def test_two_rules_are_one_sentence() -> None:
    lines = [Line(Frequency.WEEKLY, *TEN_TO_TWELVE, weekdays=(day,)) for day in (1, 2)]

    assert sentence(lines, today=TODAY) == "Iedere maandag, 10.00 tot 12.00 uur; Iedere dinsdag, 10.00 tot 12.00 uur"
