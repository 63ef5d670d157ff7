"""Events as UiTdatabank writes them: each comes in at the right time and in Dutch, or is refused with its reason."""

import json
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.clock import AMSTERDAM, at
from stelsel.importing import Unreadable, uitdatabank
from stelsel.importing.uitdatabank import Closed, Happening, Hours, Listing
from stelsel.importing.uitdatabank.when import DAYS

CORPUS = Path(__file__).parent / "uitdatabank"
FIRST, LAST = date(2026, 12, 1), date(2027, 12, 31)


def read(content: Any) -> Listing:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return uitdatabank.read(body, first=FIRST, last=LAST)


def corpus(name: str) -> Listing:
    return read((CORPUS / name).read_bytes())


def event(**facts: Any) -> dict[str, Any]:
    return {"@id": "https://io.uitdatabank.be/event/een", "@type": "Event", "name": {"nl": "Iets"}} | facts


def local(found: Happening) -> list[str]:
    return [
        f"{one.starts_at.astimezone(AMSTERDAM):%d-%m %H.%M}-{one.ends_at.astimezone(AMSTERDAM):%H.%M}"
        for one in found.when.dates
    ]


def test_a_page_of_a_search_comes_in_by_its_four_calendars() -> None:
    listing = corpus("zoeken.json")
    single, multiple, periodic, permanent, french = listing.happenings

    assert (single.title, single.text, single.cents) == (
        "Samen lezen",
        "Voorlezen & luisteren.\nBreng iemand mee.",
        0,
    )
    assert single.place == "Bibliotheek Turnhout"
    assert single.kinds == ("Cursus, lezing of congres",)
    assert local(single) == ["09-12 14.00-16.30"]

    assert local(multiple) == ["08-12 10.00-12.00", "05-01 10.00-12.00"]
    assert [one.reason for one in multiple.when.off] == ["De begeleider is ziek.", "Uitgesteld."]
    assert (multiple.cents, [str(note)[:20] for note in multiple.notes]) == (250, ["Er zijn meer prijzen"])

    assert (periodic.when.since, periodic.when.until) == (date(2026, 12, 1), date(2027, 3, 31))
    assert periodic.when.hours == (Hours((2, 4), time(9, 30), time(11)), Hours((6,), time(13, 30), time(15)))
    assert periodic.when.closed == (Closed(date(2026, 12, 24), date(2027, 1, 3), "Kerstvakantie"),)
    assert (periodic.cents, permanent.when.since, permanent.when.until) == (None, None, None)
    assert "online" in str(permanent.notes[0])
    assert french.title == "Heure du conte", "its main language where there is no Dutch"
    assert (listing.over, len(listing.keys or ())) == (1, 6)


def test_one_event_says_nothing_of_others_and_a_page_of_more_neither() -> None:
    assert [one.title for one in corpus("een.json").happenings] == ["Samen lezen"]
    assert corpus("een.json").keys is None
    assert corpus("geweigerd.json").keys is None


def test_what_does_not_come_in_says_why() -> None:
    listing = corpus("geweigerd.json")
    assert not listing.happenings
    told = [(one.line, one.title, str(one.reason)) for one in listing.refused]
    for (line, title, reason), words in zip(
        told,
        (
            "embed=true",
            "geen activiteit",
            "afgezegd",
            "nog een concept",
            "afgezegd",
            "geen dagen en uren",
            "hele dag",
            "ontbreekt de tijdzone",
            "eindigt voor het begint",
            "prijs is niet te lezen",
            "tijdelijk gestopt",
            "dagen of uren zijn niet te lezen",
            "soort kalender",
            "twee keer",
        ),
        strict=True,
    ):
        assert words in reason, (line, title, reason)
    assert [one[0] for one in told] == list(range(1, 15))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"{}", b'"x"', b"[NaN]", b"[" * 100_000, b"\xff\xfe[", b"[" + b"1" * 6_000 + b"]"],
)  # fmt: skip
def test_what_is_no_such_document_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


def test_too_much_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(Unreadable, match=r"5\.000"):
        read([event()] * 5_001)
    with pytest.raises(Unreadable, match="5 MB"):
        read(b"[" + b" " * (5 * 1024 * 1024) + b"]")


@given(
    st.dates(FIRST, date(2027, 10, 31)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.integers(1, 11 * 60),
    st.sampled_from([0, 1, 2, -5]),
)
def test_a_moment_comes_back_as_the_instant_it_was(day: date, clock: time, minutes: int, offset: int) -> None:
    begins = at(day, clock)
    ends = begins + timedelta(minutes=minutes)
    told = [f"{(one + timedelta(hours=offset)):%Y-%m-%dT%H:%M:%S}{offset:+03}:00" for one in (begins, ends)]
    moment = {"startDate": told[0], "endDate": told[1]}
    [found] = read(event(calendarType="single", subEvent=[moment])).happenings
    assert [(one.starts_at, one.ends_at) for one in found.when.dates] == [(begins, ends)]


JUNK: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = [
    *("@id", "@type", "name", "description", "location", "terms", "priceInfo", "mainLanguage", "workflowStatus"),
    *("subEvent", "startDate", "endDate", "status", "openingHours", "openingHoursClosedDays"),
]
HOURS = st.fixed_dictionaries({"dayOfWeek": st.sampled_from([*DAYS]) | JUNK, "opens": JUNK, "closes": JUNK})


@given(st.dictionaries(st.sampled_from(NAMES), JUNK | st.lists(HOURS, max_size=2), max_size=8), st.text(max_size=10))
def test_no_event_breaks_the_reader(facts: dict[str, Any], kind: str) -> None:
    for calendar in ("single", "periodic", "permanent", kind):
        with suppress(Unreadable):
            listing = read([event(calendarType=calendar) | facts])
            assert len(listing.happenings) + len(listing.refused) + listing.over == 1
