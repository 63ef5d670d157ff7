from datetime import date
from typing import TYPE_CHECKING

from stelsel.geo.calendar import public_holidays, school_holidays
from stelsel.geo.models import SchoolHoliday
from stelsel.geo.shipped import Certainty, SchoolBreak, SchoolRegion
from stelsel.tenancy import Scope

if TYPE_CHECKING:
    from tests.support.scopes import Scopes

KATWIJK, GRONINGEN, APELDOORN = "GM0537", "GM0014", "GM0200"


def test_the_autumn_holiday_is_that_of_the_region_of_the_municipality(finder: Scope) -> None:
    north = school_holidays(finder, GRONINGEN, date(2026, 10, 1), date(2026, 11, 1))
    middle = school_holidays(finder, KATWIJK, date(2026, 10, 1), date(2026, 11, 1))
    assert [(one.first, one.last) for one in north.periods] == [(date(2026, 10, 10), date(2026, 10, 18))]
    assert [(one.first, one.last) for one in middle.periods] == [(date(2026, 10, 17), date(2026, 10, 25))]
    assert north.is_certain
    assert north.holds(date(2026, 10, 18))
    assert not north.holds(date(2026, 10, 19))


def test_a_holiday_that_is_not_known_is_said_to_be_so(finder: Scope) -> None:
    calendar = school_holidays(finder, KATWIJK, date(2027, 1, 1), date(2027, 8, 31))
    assert [(one.kind, one.certainty) for one in calendar.periods] == [
        (SchoolBreak.CHRISTMAS, Certainty.CONFIRMED),
        (SchoolBreak.SPRING, Certainty.UNKNOWN),
        (SchoolBreak.MAY, Certainty.PROVISIONAL),
        (SchoolBreak.SUMMER, Certainty.UNKNOWN),
    ]
    assert not calendar.is_certain
    assert not calendar.holds(date(2027, 7, 20))


def test_a_region_that_is_not_certain_makes_the_calendar_uncertain(finder: Scope) -> None:
    calendar = school_holidays(finder, APELDOORN, date(2026, 10, 1), date(2026, 11, 1))
    assert calendar.region is SchoolRegion.MIDDLE
    assert all(one.certainty is Certainty.CONFIRMED for one in calendar.periods)
    assert not calendar.is_certain


def test_a_municipality_that_is_not_known_has_no_region(finder: Scope) -> None:
    calendar = school_holidays(finder, "GM9999", date(2026, 10, 1), date(2026, 11, 1))
    assert (calendar.region, calendar.periods, calendar.is_certain) == (None, (), False)


def test_public_holidays_come_from_the_table(geography: "Scopes") -> None:
    with geography.national() as scope:
        days = public_holidays(scope, date(2026, 4, 27), date(2026, 5, 5))
        assert [(one.key, one.closed) for one in days] == [("kings-day", True), ("liberation-day", False)]


def test_a_school_holiday_that_the_national_body_corrects_is_what_counts(geography: "Scopes") -> None:
    with geography.national() as scope:
        row = scope.session.get_one(SchoolHoliday, ("2026-2027", SchoolBreak.MAY, SchoolRegion.MIDDLE))
        row.last_day, row.certainty = date(2027, 5, 9), Certainty.CONFIRMED
    with geography.national(reading=True) as scope:
        (may,) = school_holidays(scope, KATWIJK, date(2027, 5, 1), date(2027, 5, 31)).periods
    assert (may.last, may.certainty) == (date(2027, 5, 9), Certainty.CONFIRMED)
