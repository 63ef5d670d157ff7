"""A feed as it is answered, in each of the three forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, current_app

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities import themes
from stelsel_tenants.site import addresses
from stelsel_tenants.site.choices import THEMES, Wanted
from stelsel_tenants.site.feeds import atom, ical, json_feed
from stelsel_tenants.site.feeds.entries import Entry

KINDS = "any(ics, atom, json)"
"""The end of a feed's address, as a rule of the router."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself. `path` has no ending; `pairs` are the choices made, `owner` tells it from others."""

    name: str
    owner: str
    path: str
    pairs: addresses.Pairs
    page_url: str

    def url(self, kind: str) -> str:
        """Its own address on the base host, of the choices that it knows and of nothing else that was asked."""
        return addresses.feed(self.path, kind, self.pairs)

    @property
    def tag(self) -> str:
        """What an identifier of this feed ends with."""
        return f"{self.owner}:{urlencode(self.pairs)}" if self.pairs else self.owner


def of_library(scope: Scope, wanted: Wanted, found: Sequence[Entry]) -> Head:
    """A library's agenda, or the part of it that was chosen."""
    library = scope.library
    return Head(
        name=": ".join([library.name, *_parts(wanted, found)]),
        owner=library.slug,
        path=f"/b/{library.slug}/agenda",
        pairs=wanted.pairs,
        page_url=f"{addresses.base(library)}/agenda",
    )


def answer(kind: str, head: Head, found: Sequence[Entry]) -> Response:
    """`kind` is one of KINDS."""
    if kind == "ics":
        return calendar(ical.write(head.name, head.page_url, found), "agenda.ics")
    if kind == "atom":
        begin = clock.start_of(clock.today())
        body = atom.write(head.name, head.url(kind), head.page_url, head.tag, begin, found)
        return Response(body, mimetype="application/atom+xml")
    feed = json_feed.write(head.name, head.url(kind), head.page_url, found)
    return Response(current_app.json.dumps(feed), mimetype="application/feed+json")


def calendar(body: bytes, name: str) -> Response:
    """An iCalendar file."""
    answered = Response(body, content_type="text/calendar; charset=utf-8")
    answered.headers.set("Content-Disposition", "inline", filename=name)
    return answered


def _parts(wanted: Wanted, found: Sequence[Entry]) -> list[str]:
    """The choices in words, so that two subscriptions to one library can be told apart."""
    if not found:
        return []
    first = found[0]
    said = (
        (wanted.branch_id, first.place.name if first.place else ""),
        (wanted.kind, _kind(wanted.kind, first)),
        (wanted.partner, first.partner),
        (wanted.activity_id, first.title),
    )
    return [words for choice, words in said if choice and words]


def _kind(kind: str, entry: Entry) -> str:
    names = {theme.value: str(words.name) for theme, words in themes.WORDS.items()}
    return names[kind] if kind in THEMES else entry.concept
