"""From bytes to the events of a JSON-LD document: one event, a list of them, or a page of a search (Hydra)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.table import Unreadable
from stelsel.text import clean

MOST_BYTES = 5 * 1024 * 1024
MOST_EVENTS = 5_000
MEMBERS = ("member", "hydra:member")
TOTALS = ("totalItems", "hydra:totalItems")
FIRST = "nl"


@dataclass(frozen=True, slots=True)
class Document:
    """`is_whole`: it holds all that its sender has, so that what is not in it is gone."""

    events: Sequence[Any]
    is_whole: bool


def parse(content: bytes) -> Document:
    """Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Deze lijst is te groot. We lezen hoogstens 5 MB."))
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("Dit is geen JSON die we kunnen lezen. Haal het bestand opnieuw op.")) from error
    document = _document(found)
    if len(document.events) > MOST_EVENTS:
        raise Unreadable(_("Deze lijst heeft meer dan 5.000 activiteiten. Deel haar op in delen."))
    return document


def _document(found: Any) -> Document:
    if isinstance(found, list):
        return Document(found, is_whole=True)
    if isinstance(found, dict):
        for name in MEMBERS:
            if isinstance(found.get(name), list):
                total = next((found[one] for one in TOTALS if isinstance(found.get(one), int)), 0)
                return Document(found[name], is_whole=total <= len(found[name]))
        if "@id" in found or "calendarType" in found:
            return Document([found], is_whole=False)
    raise Unreadable(_("Dit zijn geen activiteiten uit UiTdatabank. Kies een lijst of een activiteit als JSON-LD."))


def part(thing: Any, name: str) -> dict[str, Any]:
    """An object within an object; empty where there is none."""
    found = thing.get(name) if isinstance(thing, dict) else None
    return found if isinstance(found, dict) else {}


def parts(thing: Any, name: str) -> list[dict[str, Any]]:
    """The objects of a list within an object."""
    found = thing.get(name) if isinstance(thing, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text(thing: Any, name: str) -> str:
    found = thing.get(name) if isinstance(thing, dict) else None
    return found if isinstance(found, str) else ""


def said(thing: Any, name: str, main: str = "") -> str:
    """What is written by language: in Dutch, else in its main language, else in any. Older events have one text."""
    found = part(thing, name)
    spoken = [found.get(language) for language in (FIRST, main, *sorted(found))]
    return next((one for one in spoken if isinstance(one, str) and one.strip()), text(thing, name))


def key(event: Any) -> str:
    """What it is known by; "" where it has no name of its own, or one that cannot be kept."""
    try:
        return clean(text(event, "@id"))
    except Refused:
        return ""


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")
