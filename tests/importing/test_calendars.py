"""Calendars as programs really write them: each event comes in at the right time, or is refused with its reason."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from stelsel.clock import AMSTERDAM, at
from stelsel.importing import Unreadable, calendars
from stelsel.importing.calendars import Calendar, Series
from stelsel.importing.calendars.rules import RecurrenceRule

CORPUS = Path(__file__).parent / "calendars"
FIRST, LAST = date(2026, 12, 1), date(2027, 12, 31)


def read(content: bytes | str) -> Calendar:
    return calendars.read(content if isinstance(content, bytes) else content.encode(), first=FIRST, last=LAST)


def corpus(name: str) -> Calendar:
    return read((CORPUS / name).read_bytes())


def one(calendar: Calendar, title: str) -> Series:
    [found] = [series for series in calendar.series if series.title == title]
    return found


def refused(calendar: Calendar) -> dict[str, str]:
    return {one.title: str(one.reason) for one in calendar.refused}


def local(series: Series, most: int = 100) -> list[str]:
    """Its dates on the clock of Amsterdam: "08-12 10.00-12.00"."""
    return [
        f"{one.starts_at.astimezone(AMSTERDAM):%d-%m %H.%M}-{one.ends_at.astimezone(AMSTERDAM):%H.%M}"
        for one in series.dates[:most]
    ]


def event(*lines: str, head: str = "") -> str:
    body = "\r\n".join(("UID:een", "SUMMARY:Iets", *lines))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def at_ten(*lines: str) -> Series:
    """The series of an event on Tuesday 1 December, 10.00 to 11.00 in Amsterdam, with these lines more."""
    times = ("DTSTART;TZID=Europe/Amsterdam:20261201T100000", "DTEND;TZID=Europe/Amsterdam:20261201T110000")
    [found] = read(event(*times, *lines)).series
    return found


def test_outlook_with_its_own_names_for_zones() -> None:
    calendar = corpus("outlook.ics")

    hour = one(calendar, "Inloopspreekuur formulieren")
    assert local(hour, 5) == [
        "01-12 10.00-12.00", "08-12 10.00-12.00", "15-12 14.00-16.00", "05-01 10.00-12.00", "12-01 10.00-12.00",
    ]  # fmt: skip
    assert local(hour)[-1] == "30-03 10.00-12.00"
    assert (hour.begins_on, hour.repeats, hour.is_endless) == (date(2026, 10, 6), True, False)
    assert hour.text == "Neem uw brief mee.\n\nOok voor toeslagen, en voor vragen over de huur."
    assert local(one(calendar, "Computerles")) == ["10-04 13.30-15.00"]
    assert refused(calendar).keys() == {"Gesloten", "Privé-afspraak"}
    assert "hele dag" in refused(calendar)["Gesloten"]


def test_google_with_changed_dates_in_several_forms() -> None:
    calendar = corpus("google.ics")

    table = one(calendar, "Taalcafé")
    assert local(table, 3) == ["07-12 19.00-20.30", "04-01 19.00-20.30", "18-01 19.00-20.30"]
    assert (table.is_endless, table.text) == (True, "Praat mee in het Nederlands.\nKoffie & thee zijn gratis.")
    assert table.place.startswith("Bibliotheek Katwijk, Schelpendam 1")
    assert [when[:5] for when in local(one(calendar, "Gamelab"))] == ["05-12", "12-12", "19-12", "02-01", "09-01"]
    assert local(one(calendar, "Rondleiding op een andere tijd")) == ["10-12 10.00-11.00"]
    assert (calendar.over, calendar.refused) == (1, [])
    assert "voorbij@google.com" in calendar.keys


def test_wordpress_with_a_missing_end() -> None:
    calendar = corpus("the-events-calendar.ics")

    first = one(calendar, "Voorlezen: “De kleine beer”")
    assert (local(first), first.kinds) == (["02-12 14.00-15.00"], ("Voorlezen", "Jeugd"))
    assert local(one(calendar, "Voorlezen: een boek")) == ["09-12 14.00-15.00"]
    talk = one(calendar, "Lezing zonder eindtijd")
    assert (local(talk), [str(note) for note in talk.notes]) == (
        ["11-12 20.00-21.00"],
        ["Er staat geen eindtijd bij. We nemen één uur."],
    )
    assert refused(calendar) == {"Achterstevoren": "Dit moment eindigt voor het begint."}


def test_apple_with_a_last_day_and_a_change_from_one_date_on() -> None:
    calendar = corpus("apple.ics")

    assert local(one(calendar, "Breicafé")) == ["03-12 19.30-21.30", "17-12 19.30-21.30"]
    assert local(one(calendar, "Schaken"), 7)[4:] == ["30-12 13.00-15.00", "07-01 14.00-16.00", "14-01 14.00-16.00"]
    assert local(one(calendar, "Zwevende tijd")) == ["03-12 11.00-12.00"]
    nameless = one(calendar, "Zonder kenmerk")
    assert nameless.key == one(corpus("apple.ics"), "Zonder kenmerk").key
    assert len(nameless.key) == 64


def test_nextcloud_with_zones_that_nobody_explains() -> None:
    calendar = corpus("nextcloud.ics")

    assert local(one(calendar, "Nacht van het boek")) == ["12-12 23.30-00.30", "09-01 23.30-00.30"]
    assert local(one(calendar, "Via een oud programma")) == ["13-12 10.00-11.00"]
    assert local(one(calendar, "Door de klok heen")) == ["31-10 01.30-03.30"]
    assert [day.ends_at - day.starts_at for day in one(calendar, "Door de klok heen").dates] == [timedelta(hours=3)]
    reasons = refused(calendar)
    assert "Mars/Olympus" in reasons["Op een andere planeet"]
    assert "vaker dan elke dag" in reasons["Elk uur"]
    assert "afgezegd" in reasons["Afgezegd"]
    assert not any(key.endswith("4") for key in calendar.keys)  # called off is as good as gone


def test_an_old_program_with_its_own_letters_and_line_breaks() -> None:
    calendar = corpus("windows-1252.ics")

    found = one(calendar, "Café „Zoë”")
    assert (local(found), found.text) == (["08-12 14.00-15.30"], "Een lange regel.")
    assert list(refused(calendar).values()) == ["Regel 12 van het bestand is niet te lezen."]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["RRULE:FREQ=DAILY;UNTIL=20261203"], ["01-12", "02-12", "03-12"]),
        (["RRULE:FREQ=DAILY;UNTIL=20261203T085959Z"], ["01-12", "02-12"]),
        (["RRULE:FREQ=DAILY;UNTIL=20261203T090000Z"], ["01-12", "02-12", "03-12"]),
        (["RRULE:FREQ=DAILY;UNTIL=20261202T100000"], ["01-12", "02-12"]),
        (["RRULE:FREQ=DAILY;COUNT=2"], ["01-12", "02-12"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261202T090000Z"], ["01-12", "03-12"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261202"], ["01-12", "03-12"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Europe/Amsterdam:20261202T100000"], ["01-12", "03-12"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261202T100000"], ["01-12", "03-12"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Europe/London:20261202T090000"], ["01-12", "03-12"]),
        (["RDATE;VALUE=DATE:20261205", "RDATE;VALUE=PERIOD:20261207T090000Z/PT1H"], ["01-12", "05-12", "07-12"]),
        (["RRULE:FREQ=YEARLY;BYWEEKNO=49,51,53;BYDAY=TU;UNTIL=20270101"], ["01-12", "15-12", "29-12"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20270130"], ["01-12", "31-12", "29-01"]),
        (["RRULE:FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU,TU;COUNT=4"], ["01-12", "13-12", "15-12", "27-12"]),
    ],
)
def test_a_rule_gives_the_dates_that_its_maker_saw(lines: list[str], days: list[str]) -> None:
    found = at_ten(*lines)
    assert [when[:5] for when in local(found)] == days
    assert {when[6:] for when in local(found)} == {"10.00-11.00"}


def test_a_rule_without_end_goes_to_the_horizon_and_keeps_the_clock_of_amsterdam() -> None:
    found = at_ten("RRULE:FREQ=WEEKLY")
    assert (len(found.dates), found.is_endless) == (57, True)
    assert {when[6:] for when in local(found)} == {"10.00-11.00"}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["SUMMARY:"], "geen begintijd"),
        (["DTSTART:2026-12-01"], "niet te lezen"),
        (["DTSTART:20261301T100000"], "niet te lezen"),
        (["DTSTART;TZID=Nergens:20261201T100000"], "Nergens"),
        (["DTSTART:20261201T000000", "DURATION:P1D"], "hele dag"),
        (["DTSTART:20261201T100000", "DURATION:PT-1H"], "niet te lezen"),
        (["DTSTART:20261201T100000", "DURATION:-PT1H"], "eindigt voor"),
        (["DTSTART:20261201T100000", "RRULE:FREQ=SECONDLY"], "vaker dan elke dag"),
        (["DTSTART:20261201T100000", "RRULE:FREQ=DAILY;BYHOUR=1,2;BYMINUTE=1,2"], "vaker dan elke dag"),
        (["DTSTART:20261201T100000", "RRULE:FREQ=DAILY;INTERVAL=0"], "herhaling"),
        (["DTSTART:20261201T100000", "RRULE:FREQ=WEEKLY;BYDAY=XX"], "herhaling"),
        (["DTSTART:20261201T100000", "RRULE:gewoon elke week"], "herhaling"),
        (["DTSTART:19500101T100000", "RRULE:FREQ=DAILY"], "30 jaar"),
        (["DTSTART:20261201T100000", "RDATE:" + ",".join(["20261202T100000"] * 2002)], "2.000"),
        (["DTSTART:20261201T100000", "DESCRIPTION:\x07bel"], "tekens"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(lines: list[str], reason: str) -> None:
    calendar = read(event(*lines))
    assert calendar.series == []
    assert [reason in str(one.reason) for one in calendar.refused] == [True]
    assert calendar.refused[0].line == 3


@pytest.mark.parametrize("missing", ["SUMMARY:", "SUMMARY: \\n "])
def test_a_title_is_needed(missing: str) -> None:
    content = event("DTSTART:20261201T100000").replace("SUMMARY:Iets", missing)
    assert [str(one.reason) for one in read(content).refused] == ["Dit moment heeft geen titel."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "geen agenda"),
        (b"<html><body>Sign in</body></html>", "geen agenda"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "geen agenda"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "afgebroken"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\n", "regel 2"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 100, "regel"),
        (event().encode() + b"x" * 5 * 1024 * 1024, "te groot"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 5_001 + b"END:VCALENDAR", "5.000"),
    ],
)
def test_what_is_no_calendar_is_refused_as_a_whole(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(content)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO;COUNT=1",
    ],
)
def test_a_rule_that_never_comes_takes_no_time(rule: str) -> None:
    began = time.monotonic()
    read(event("DTSTART:20000101T100000", f"RRULE:{rule}"))
    assert time.monotonic() - began < 1


def test_a_zone_that_turns_every_second_is_no_zone() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Bom\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    calendar = read(event("DTSTART;TZID=Bom:20261201T100000", head=zone))
    assert ["Bom" in str(one.reason) for one in calendar.refused] == [True]


def test_what_one_file_says_of_a_zone_holds_for_no_other() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Eigen\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0500\r\n"
        "TZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    content = event("DTSTART;TZID=Eigen:20261201T150000", "DURATION:PT1H", head=zone)
    assert read(content).series[0].dates[0].starts_at == datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert len(read(content.replace(zone, "")).refused) == 1


def test_one_uid_for_dates_that_stand_by_themselves_keeps_them_all() -> None:
    content = event("DTSTART:20261201T100000", "DURATION:PT1H")
    body = content[content.index("BEGIN:VEVENT") : content.index("END:VCALENDAR")]
    second = body.replace("20261201", "20261208")
    newer = body.replace("SUMMARY:Iets", "SUMMARY:Iets nieuws\r\nSEQUENCE:3")
    calendar = read(content.replace("END:VCALENDAR", second + newer + "END:VCALENDAR"))
    assert [(one.title, local(one)) for one in calendar.series] == [
        ("Iets nieuws", ["01-12 10.00-11.00"]),
        ("Iets", ["08-12 10.00-11.00"]),
    ]


@given(
    st.dates(FIRST, date(2027, 10, 31)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.integers(1, 11 * 60),
)
def test_a_date_comes_back_as_the_instant_it_was(day: date, clock: object, minutes: int) -> None:
    begins = at(day, clock)  # type: ignore[arg-type]
    ends = begins + timedelta(minutes=minutes)
    [found] = read(event(f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{ends:%Y%m%dT%H%M%SZ}")).series
    assert [(one.starts_at, one.ends_at) for one in found.dates] == [(begins, ends)]


PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.integers(1, 4).map(str),
        "COUNT": st.integers(1, 60).map(str),
        "BYDAY": st.lists(st.sampled_from(["MO", "TU", "WE", "FR", "SU"]), min_size=1, unique=True).map(",".join),
        "BYMONTH": st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True).map(
            lambda n: ",".join(map(str, n))
        ),
        "BYSETPOS": st.sampled_from(["1", "-1"]),
        "WKST": st.sampled_from(["MO", "SU"]),
    },
)
MORE = {
    "MONTHLY": [
        "BYMONTHDAY=31",
        "BYMONTHDAY=-1,15",
        "BYDAY=1MO,3MO",
        "BYDAY=-1FR",
        "BYDAY=2TU,-2TU",
        "BYDAY=MO,TU;BYSETPOS=2,-3",
    ],
    "YEARLY": [
        "BYMONTHDAY=29",
        "BYYEARDAY=1,-1,60",
        "BYWEEKNO=1,3,-1,53;BYDAY=WE",
        "BYDAY=1MO,-1SU",
        "BYMONTH=3;BYDAY=-1SU",
    ],
}


@given(PARTS, st.data(), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_a_rule_falls_on_the_days_that_dateutil_gives(parts: dict[str, str], data: st.DataObject, begin: date) -> None:
    more = data.draw(st.sampled_from(["", *MORE.get(parts["FREQ"], [])]))
    # With both, a rule may never come, and dateutil looks for it until the year 9999.
    said = {name: value for name, value in parts.items() if f"{name}=" not in more and not (more and name == "BYMONTH")}
    text = ";".join([*(f"{name}={value}" for name, value in said.items()), *([more] if more else [])])
    assume(not ("BYSETPOS" in said and parts["FREQ"] == "DAILY"))
    last = begin + timedelta(days=800)

    theirs = (one.date() for one in rrulestr(text, dtstart=datetime.combine(begin, datetime.min.time())))
    ours = RecurrenceRule.parse(text).days(begin, last)

    assert list(ours) == list(takewhile(lambda day: day <= last, theirs))


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_break_the_reader(rubbish: bytes, place: int) -> None:
    content = (CORPUS / "windows-1252.ics").read_bytes()
    with suppress(Unreadable):
        read(content[:place] + rubbish + content[place + len(rubbish) :])
