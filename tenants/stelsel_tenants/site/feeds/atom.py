"""Atom (RFC 4287): an entry per session, in the order in which they begin."""

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring  # only writes, reads nothing

from stelsel.i18n import LANGUAGES, language
from stelsel_tenants.site.feeds.entries import AUTHORITY, Entry
from stelsel_tenants.site.feeds.words import lines

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SINCE = "2026"
"""The year in which AUTHORITY was chosen (RFC 4151)."""

register_namespace("", ATOM)
register_namespace("xhtml", XHTML)


def write(name: str, own_url: str, page_url: str, tag: str, changed_at: datetime, found: Sequence[Entry]) -> bytes:
    """The feed. `tag` tells this feed from others; `changed_at`: when there is nothing in it."""
    feed = Element(_a("feed"), {LANGUAGE: language()})
    SubElement(feed, _a("id")).text = f"tag:{AUTHORITY},{SINCE}:{tag}"
    SubElement(feed, _a("title")).text = name
    SubElement(feed, _a("updated")).text = _instant(max([entry.changed_at for entry in found], default=changed_at))
    SubElement(feed, _a("link"), {"rel": "self", "type": "application/atom+xml", "href": own_url})
    SubElement(feed, _a("link"), {"rel": "alternate", "type": "text/html", "href": page_url})
    SubElement(SubElement(feed, _a("author")), _a("name")).text = name
    SubElement(feed, _a("generator")).text = "Stelsel"
    for entry in found:
        _add(feed, entry)
    text: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def _add(feed: Element, entry: Entry) -> None:
    node = SubElement(feed, _a("entry"))
    SubElement(node, _a("id")).text = f"tag:{AUTHORITY},{SINCE}:sessie-{entry.id}"
    SubElement(node, _a("title"), {LANGUAGE: LANGUAGES[0]}).text = entry.headline
    SubElement(node, _a("updated")).text = _instant(entry.changed_at)
    SubElement(node, _a("link"), {"rel": "alternate", "type": "text/html", "href": entry.url})
    SubElement(node, _a("category"), {"term": entry.concept_slug, "label": entry.concept})
    body = SubElement(SubElement(node, _a("content"), {"type": "xhtml"}), _x("div"))
    for line in lines(entry):
        SubElement(body, _x("p")).text = line


def _instant(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def _a(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _x(name: str) -> str:
    return f"{{{XHTML}}}{name}"
