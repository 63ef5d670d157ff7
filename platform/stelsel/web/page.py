"""What the shells know of a page. Filled a little at a time, read once, when the page is rendered.

Whoever finds something out says so: the access decorator who works where, the tenant router which library
it is, a view its feeds.

    page.update(tenant=Library("katwijk", "Bibliotheek Katwijk", theme="0077a8-1f2e3d4c"), person="Noor de Vries")

Nothing here reads a session, so a public page that sets no person stays the same for everybody and may be kept.

A page extends a shell, which decides the frame:

| shell | for |
|---|---|
| `shell/public.html` | pages of the network: finder, libraries, partners |
| `shell/library.html` | public pages of one library; needs `page.tenant` |
| `shell/work.html` | a library's workroom, menu in `page.nav`; needs `page.tenant` |
| `shell/national.html` | the national body, menu in `page.nav` |
| `shell/partner.html` | a partner organisation, menu in `page.nav` |
| `shell/account.html` | signing in, own account, links from a mail |
| `shell/bare.html` | one library's on a wall or inside another site; needs `page.tenant` |

It fills the blocks `title` and `description` (plain text), `hero` (full width), `content`, and sometimes `head`
(links to feeds, `{{ structured(data) }}`). `{% set section = "agenda" %}` marks the menu entry with that key when
the address does not.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, request
from flask_babel import LazyString
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from stelsel.config import Settings
from stelsel.i18n import LANGUAGES, _, language

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One line of a menu. `heading` starts a new group; `tone` colours the badge: now, ok, warn, error, info."""

    label: str | LazyString
    url: str
    icon: str = ""
    badge: str | int = ""
    tone: str = ""
    key: str = ""
    heading: str | LazyString = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """The library whose pages these are. `url` has no slash at its end; `theme` names `/t/<theme>.css`."""

    slug: str
    name: str
    url: str = ""
    theme: str = ""
    logo: str = ""

    @property
    def path(self) -> str:
        return self.url or f"/b/{self.slug}"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of this page, for `<link rel="alternate">`. `type` is a media type."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """This page in a language."""

    language: str
    url: str

    @property
    def name(self) -> str:
        return LANGUAGE_NAMES[self.language]


@dataclass(frozen=True)
class PageContext:
    """Read by the shells as `page`. `base_url` has no slash at its end; it never comes from the request's host.

    `root` stands before links to the network: empty on its own host, `base_url` on the host of a library.
    """

    base_url: str = ""
    root: str = ""
    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()
    language: str = LANGUAGES[0]
    demo: bool = False
    tenant: Library | None = None
    person: str = ""
    places: tuple[NavEntry, ...] = ()
    """Where the person may work: more than one is a menu to go between them."""
    nav: tuple[NavEntry, ...] = ()
    feeds: tuple[Feed, ...] = ()
    canonical: str = ""
    image: str = ""
    indexed: bool = True

    @property
    def theme(self) -> str:
        return self.tenant.theme if self.tenant else ""

    @property
    def canonical_url(self) -> str:
        """The one address of this page: without filters, unless the view says otherwise."""
        return self.absolute(self.canonical or self.path)

    @property
    def alternates(self) -> tuple[Alternate, ...]:
        """This page in each language, with the filters that it has."""
        rest = [pair for pair in self.query if pair[0] != "taal"]
        path = self.path.partition("?")[0]
        return tuple(Alternate(name, f"{path}?{urlencode([*rest, ('taal', name)])}") for name in LANGUAGES)

    @cached_property
    def dutch(self) -> str:
        """The attribute of an element with what a library wrote: that is Dutch, whatever the page speaks."""
        return Markup("") if self.language == LANGUAGES[0] else Markup(' lang="nl"')

    @property
    def asked_language(self) -> str:
        """`?taal=en` where the address asks for a language, else "": the links of such a page ask for it too."""
        return f"?taal={self.language}" if ("taal", self.language) in self.query else ""

    @property
    def public_nav(self) -> tuple[NavEntry, ...]:
        return (
            NavEntry(_("Hulp zoeken"), f"{self.root}/zoeken", key="finder"),
            NavEntry(_("Bibliotheken"), f"{self.root}/bibliotheken", key="libraries"),
            NavEntry(_("Partners"), f"{self.root}/partners", key="partners"),
            NavEntry(_("Inloggen"), f"{self.root}/inloggen", key="sign-in"),
        )

    @property
    def library_nav(self) -> tuple[NavEntry, ...]:
        if self.tenant is None:
            return ()
        path, asked = self.tenant.path, self.asked_language
        return (
            NavEntry(_("Agenda"), f"{path}/agenda{asked}", key="agenda"),
            NavEntry(_("Wie helpt u"), f"{path}/netwerk{asked}", key="network"),
            NavEntry(_("Vestigingen"), f"{path}/vestigingen{asked}", key="branches"),
            NavEntry(_("Contact"), f"{path}/contact{asked}", key="contact"),
        )

    @property
    def groups(self) -> list[list[NavEntry]]:
        """The menu, cut where an entry bears a heading."""
        groups: list[list[NavEntry]] = []
        for entry in self.nav:
            if entry.heading or not groups:
                groups.append([])
            groups[-1].append(entry)
        return groups

    def absolute(self, path: str) -> str:
        return path if path.startswith(("http://", "https://")) else f"{self.base_url}{path}"

    def is_current(self, entry: NavEntry, section: str = "") -> bool:
        """Marked by the view's section, else the entry whose address is the longest part of this one."""
        if section or entry.current:
            return entry.current or entry.key == section
        return _path(entry.url) == self._nearest

    @cached_property
    def _nearest(self) -> str:
        addresses = [_path(entry.url) for entry in (*self.nav, *self.library_nav, *self.public_nav)]
        path = _path(self.path)
        return max((a for a in addresses if a and (path == a or path.startswith(f"{a}/"))), key=len, default="-")


def _path(url: str) -> str:
    return url.partition("?")[0].rstrip("/")


def init_app(app: Flask) -> None:
    """Give templates `page` and `structured`."""
    app.jinja_env.globals.update(structured=structured)
    app.context_processor(lambda: {"page": current()})


def current() -> PageContext:
    """What is known of the page at hand."""
    if "page_context" not in g:
        g.page_context = _of_request()
    known: PageContext = g.page_context
    return known


def update(**facts: Any) -> None:
    """Add facts about the page at hand: the names of PageContext's fields. Raises TypeError for others."""
    g.page_context = replace(current(), **facts)


def structured(data: dict[str, Any]) -> Markup:
    """schema.org data as a script element that no browser runs; safe for any text."""
    text = htmlsafe_json_dumps(data, dumps=current_app.json.dumps)
    return Markup('<script type="application/ld+json">{}</script>').format(text)


def _of_request() -> PageContext:
    settings: Settings = current_app.extensions["stelsel.settings"]
    return PageContext(
        base_url=settings.base_url.rstrip("/"),
        path=request.path,
        query=tuple(request.args.items(multi=True)),
        language=language(),
        demo=settings.demo,
    )
