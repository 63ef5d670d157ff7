"""Atom (RFC 4287): an entry per session, in the order in which they begin."""

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring  # only writes, reads nothing

from stelsel.i18n import _
from stelsel.web.format import moment
from stelsel_tenants.activities.models import SessionState
from stelsel_tenants.site.feeds.entries import AUTHORITY, Entry

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
SINCE = "2026"
"""The year in which AUTHORITY was chosen (RFC 4151)."""

register_namespace("", ATOM)
register_namespace("xhtml", XHTML)


def write(name: str, own_url: str, page_url: str, tag: str, changed_at: datetime, found: Sequence[Entry]) -> bytes:
    """The feed. `tag` tells this feed from others of the library; `changed_at`: when there is nothing in it."""
    feed = Element(_a("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "nl"})
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
    SubElement(node, _a("title")).text = title(entry)
    SubElement(node, _a("updated")).text = _instant(entry.changed_at)
    SubElement(node, _a("link"), {"rel": "alternate", "type": "text/html", "href": entry.url})
    SubElement(node, _a("category"), {"term": entry.concept_slug, "label": entry.concept})
    body = SubElement(SubElement(node, _a("content"), {"type": "xhtml"}), _x("div"))
    for words in (moment(entry.starts_at, year=True), entry.where, entry.reason, entry.summary or entry.text):
        if words:
            SubElement(body, _x("p")).text = words


def title(entry: Entry) -> str:
    """With the state in it: a reader shows little else."""
    if entry.state is SessionState.PAUSED:
        return str(_("Tijdelijk gestopt: %(title)s", title=entry.title))
    if entry.is_off:
        return str(_("Gaat niet door: %(title)s", title=entry.title))
    return entry.title


def _instant(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def _a(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _x(name: str) -> str:
    return f"{{{XHTML}}}{name}"
