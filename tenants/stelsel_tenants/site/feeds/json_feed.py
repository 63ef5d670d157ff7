"""JSON Feed 1.1, with what an agenda needs in `_stelsel`: begin, eind, status, vestiging, vrij."""

from collections.abc import Sequence
from typing import Any

from stelsel.i18n import LANGUAGES, language
from stelsel.web.format import iso
from stelsel_tenants.site.feeds.entries import Entry
from stelsel_tenants.site.feeds.words import lines

VERSION = "https://jsonfeed.org/version/1.1"


def write(name: str, own_url: str, page_url: str, found: Sequence[Entry]) -> dict[str, Any]:
    """The feed as plain data."""
    return {
        "version": VERSION,
        "title": name,
        "home_page_url": page_url,
        "feed_url": own_url,
        "language": language(),
        "authors": [{"name": name, "url": page_url}],
        "items": [_item(entry) for entry in found],
    }


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.uid,
        "url": entry.url,
        "title": entry.headline,
        "content_text": "\n".join(lines(entry)),
        "date_modified": iso(entry.changed_at),
        "language": LANGUAGES[0],
        "tags": [entry.concept],
        "_stelsel": {
            "begin": iso(entry.starts_at),
            "eind": iso(entry.ends_at),
            "status": entry.status,
            "vestiging": entry.place.name if entry.place else None,
            "vrij": entry.left_over,
        },
    }
