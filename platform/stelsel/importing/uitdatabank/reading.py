"""From the events of UiTdatabank to what happens when, each by its `@id`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.calendars import Refusal, wording
from stelsel.importing.calendars.reading import CalledOff, NoTitle
from stelsel.importing.uitdatabank import documents, when
from stelsel.importing.uitdatabank.documents import part, parts, said, text
from stelsel.importing.uitdatabank.when import Happening
from stelsel.importing.uitdatabank.wording import price

if TYPE_CHECKING:
    from stelsel.errors import Text

EVENT = "Event"
PUBLISHED = frozenset({"", "READY_FOR_VALIDATION", "APPROVED"})
GONE = frozenset({"DELETED", "REJECTED"})
KINDS = ("eventtype", "theme")


class NoKey(Refused):
    message = _("Het kenmerk (@id) ontbreekt. Zonder dat kennen we de activiteit de volgende keer niet terug.")


class Twice(Refused):
    message = _("Dit kenmerk (@id) staat er twee keer in.")


class NoEvent(Refused):
    message = _("Dit is geen activiteit, maar een plaats of een organisatie.")


class OnlyALink(Refused):
    message = _("Hier staat alleen een verwijzing. Vraag de lijst op met embed=true, dan staat alles erin.")


class NotPublished(Refused):
    message = _("Dit is in UiTdatabank nog een concept.")


@dataclass(frozen=True, slots=True)
class Listing:
    """A document as it was read. `keys` is all that stands in it and goes on; None where it is not all there is."""

    happenings: Sequence[Happening]
    refused: Sequence[Refusal]
    keys: frozenset[str] | None
    over: int


def read(content: bytes, *, first: date, last: date) -> Listing:
    """The events with something from `first` up to and including `last`. Raises Unreadable."""
    document = documents.parse(content)
    happenings: list[Happening] = []
    refused: list[Refusal] = []
    keys: set[str] = set()
    over = 0
    for line, event in enumerate(document.events, 1):
        key = documents.key(event)
        try:
            if key in keys:
                raise Twice
            found = _happening(event, key, line, first, last)
        except Refused as refusal:
            title = wording.shown(said(event, "name", text(event, "mainLanguage")))
            refused.append(Refusal(key, line, title, refusal.message))
            keys |= set() if isinstance(refusal, CalledOff) or not key else {key}
            continue
        keys.add(key)
        if found.when.is_over(first):
            over += 1
        else:
            happenings.append(found)
    return Listing(happenings, refused, frozenset(keys) if document.is_whole else None, over)


def _happening(event: Any, key: str, line: int, first: date, last: date) -> Happening:
    """Raises Refused."""
    if not key:
        raise NoKey
    if text(event, "@type") not in ("", EVENT):
        raise NoEvent
    main, state = text(event, "mainLanguage"), text(event, "workflowStatus")
    if state in GONE:
        raise CalledOff
    if state not in PUBLISHED:
        raise NotPublished
    title = wording.line(said(event, "name", main))
    if not title:
        raise NoTitle if "calendarType" in event else OnlyALink
    cents, more = price(event)
    return Happening(
        key=key,
        line=line,
        title=title,
        text=wording.paragraphs(said(event, "description", main)),
        place=wording.line(said(part(event, "location"), "name", main)),
        kinds=tuple(wording.shown(text(term, "label")) for term in parts(event, "terms") if _is_kind(term)),
        cents=cents,
        when=when.read(event, main, first=first, last=last),
        notes=(*more, *_notes(event)),
    )


def _is_kind(term: dict[str, Any]) -> bool:
    return text(term, "domain") in KINDS


def _notes(event: dict[str, Any]) -> "Iterator[Text]":
    if text(event, "attendanceMode") in ("online", "mixed"):
        yield _("Dit is ook online. Zet de link zelf bij de activiteit: bezoekers krijgen hem na het aanmelden.")
    if text(part(event, "bookingAvailability"), "type") == "Unavailable":
        yield _("In UiTdatabank staat dat het vol is. Dat nemen we niet over.")
