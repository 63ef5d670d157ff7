"""Every form that the application really shows, found by opening every page as everybody who may."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import parse_qs, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.isolation.walk import OWN, doors
from tests.promises.asking import ask
from tests.promises.roles import fitting
from tests.support.client import Clients
from tests.support.pages import parse
from tests.support.world import PASSWORD

TOKEN = "csrf_token"
BY_KEY = "key"
"""The reach of routes that programs write at: no form leads there, and no cookie opens them."""


@dataclass(slots=True)
class Shown:
    """A form as it stood in a page: what a browser would send if nothing was typed."""

    who: str
    address: str
    endpoint: str
    method: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)
    """Every name that the form could send, also that of a box that was not ticked."""
    upload: bool = False
    choices: dict[str, str] = field(default_factory=dict)
    """The first real answer to a question of which none is chosen yet."""
    pressed: tuple[str, str] = ("", "")
    """Name and value of the button; most buttons have none."""

    @classmethod
    def kept(cls, offered: Iterable[str], pressed: Iterable[str], **values: Any) -> Self:
        """As it was written down in JSON."""
        name, value = pressed
        return cls(offered=set(offered), pressed=(name, value), **values)

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.address}"

    @property
    def kind(self) -> tuple[str, ...]:
        """Two forms of one kind are the same form on another page."""
        return (self.method, self.endpoint, self.pressed[0], *sorted(self.offered))

    @property
    def content_type(self) -> str:
        return "multipart/form-data" if self.upload else "application/x-www-form-urlencoded"

    @property
    def path(self) -> str:
        return self.address.partition("?")[0]

    @property
    def asked(self) -> dict[str, list[str]]:
        """What its address asks already, by name."""
        return parse_qs(urlsplit(self.address).query)

    def fields(self) -> dict[str, list[str]]:
        sent = {name: list(values) for name, values in self.sent.items() if name != TOKEN}
        name, value = self.pressed
        return {**sent, name: [value]} if name else sent


def shown(app: Flask, clients: Clients, *more: tuple[str, str], every_role: bool = False) -> list[Shown]:
    """Each kind of form once; `every_role`: of those that any role is shown. `more`: who opens what else."""
    found: dict[tuple[str, ...], Shown] = {}
    for who, address, page in opened(app, clients, *more, every_role=every_role):
        for form in _in_page(app, who, address, page):
            found.setdefault(form.kind, form)
    return list(found.values())


def opened(
    app: Flask, clients: Clients, *more: tuple[str, str], every_role: bool = False
) -> Iterator[tuple[str, str, BeautifulSoup]]:
    """Who opens which page, and the page: `more`, every route, and of each kind of page that those lead to the first:
    so rows that are there are found."""
    asked = [
        *more,
        *(
            (who, door.address(OWN))
            for door in doors(app)
            if door.method == "GET"
            for who in fitting(door.permission)[: None if every_role else 1]
        ),
    ]
    met, followed = {address for _who, address in asked}, set()
    for who, address in asked:  # it grows while it is walked
        answer = ask(clients[who], address)
        assert answer.status_code < 500, f"{who} {address}"
        if answer.mimetype != "text/html":
            continue
        page = parse(answer.text)
        yield who, address, page
        for endpoint, path in _linked(app, address, page):
            if path not in met and (who, endpoint) not in followed:
                met.add(path)
                followed.add((who, endpoint))
                asked.append((who, path))


def _linked(app: Flask, address: str, page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Endpoints that a page leads to, with their addresses; not itself in another language or order."""
    adapter = app.url_map.bind("localhost")
    for link in page.find_all("a", href=True):
        there = urlsplit(urljoin(address, str(link["href"])))
        try:
            endpoint, _values = adapter.match(there.path, method="GET")
        except (HTTPException, RequestRedirect):
            continue
        if there.path != urlsplit(address).path:
            yield str(endpoint), f"{there.path}?{there.query}" if there.query else there.path


def unshown(app: Flask, forms: list[Shown]) -> list[Shown]:
    """Of every writing route whose form no example leads to: an empty one."""
    known = {form.endpoint for form in forms if form.method == "POST"}
    return [
        Shown(fitting(door.permission)[0], door.address(OWN), door.rule.endpoint, "POST")
        for door in doors(app)
        if door.method == "POST" and door.rule.endpoint not in known and door.permission.reach != BY_KEY
    ]


TYPED = {
    "email": "noor@voorbeeld.nl",
    "name": "Noor",
    "naam": "Noor",
    "lines-0-weekdays": "2",
    "lines-0-begins": "10:00",
    "lines-0-ends": "12:00",
    "lines-0-since": "2026-12-08",
    "themes": "tax",
    "person": "Noor",
    "slug": "proef",
    "place": "Katwijk",
    "day": "2026-12-24",
    "first_day": "2030-12-21",
    "last_day": "2031-01-05",
    "school_year": "2030-2031",
    "source": "de staatscourant",
    "lat": "52.2",
    "lon": "4.4",
    "inhabitants": "1000",
    "price_cents": "1200",
    "summary": "Hulp",
    "title": "Spreekuur",
    "reason": "Ziek",
    "reden_niet": "Ziek",
    "closes_on": "2026-12-24",
    "aanwezig": "12",
    "postcode": "2225 AB",
    "since": "2026-12-08",
    "vanaf": "2026-12-08",
    "begins": "10:00",
    "ends": "12:00",
    "current": PASSWORD,
    "password": "zeven kalme ijsberen zingen",
    "does": "Helpt met geld.",
    "contact": "Noor",
    "asked": "vraag_plan",
    "authorised": "1",
    "motivation": "Voldoet aan alle voorwaarden.",
    "text": "Waar is het?",
    "vraag_toelichting": "Kort",
    "origin": "https://www.voorbeeld.nl",
    **{f"points_{criterion}": "4" for criterion in ("bereik", "samenwerking")},
    **{f"why_{criterion}": "Goed beschreven." for criterion in ("bereik", "samenwerking")},
}
"""What somebody types where nothing stands yet."""


ANSWERED = {"role", "kind", "theme", "concept_slug", "branch_id", "municipality_code", "province"} | {
    "region", "certainty", "afterwards", "entry", "positive", "verdict", "conflicted",
    "organisation_id", "onderwerp", "minuten", "moment", "aanbod",
}  # fmt: skip
"""Questions that have no answer yet and need one; others may stay open."""


NOT_CARRIED_OUT = {
    "backoffice_place_names.remove": "the name that a place has itself stays; see backoffice/test_reference.py",
    "partner_referrals.note": "a code is told once, on its card; referrals/test_noting.py types some",
    "partner.plan": "is sent by a button that this page does not show yet; see across/test_planning.py",
    "referrals.received": "a code is told once, on its card; referrals/test_noting.py types some",
    "sources.address": "asks another host; sources/test_sources.py has one that answers",
    "sources.file": "takes a real file; sources/test_sources.py sends some",
    "profile.new_logo": "takes a real picture; libraries/test_profile.py sends one",
    "organisations.own_logo": "takes a real picture; organisations/test_keeping.py sends one",
    "partner_organisations.logo": "takes a real picture; organisations/test_keeping.py sends one to the same page",
    "national_organisations.logo": "takes a real picture; organisations/test_keeping.py sends one to the same page",
}
"""Writing routes where no form is carried out that is sent as `filled` says, each with the reason."""


def filled(form: Shown) -> dict[str, list[str]]:
    """What is sent when the empty fields of a form are filled in."""
    sent = form.fields()
    for name in form.offered:
        if not any(sent.get(name, ())):
            given = form.choices.get(name, "") if name in ANSWERED else TYPED.get(name, "")
            sent.update({name: [given]} if given or name in sent else {})
    return sent


def _in_page(app: Flask, who: str, address: str, page: BeautifulSoup) -> Iterator[Shown]:
    adapter = app.url_map.bind("localhost")
    for form in page.find_all("form"):
        method = str(form.get("method", "get")).upper()
        path = urljoin(address, str(form.get("action", "")))
        try:
            endpoint, _values = adapter.match(urlsplit(path).path, method=method)
        except (HTTPException, RequestRedirect):
            continue
        made = Shown(who, path, str(endpoint), method)
        for control in form.find_all(["input", "select", "textarea", "button"]):
            _read(made, control)
        for button in dict.fromkeys(_button(tag) for tag in form.find_all(["button", "input"]) if _submits(tag)):
            yield replace(made, pressed=button)


def _submits(tag: Tag) -> bool:
    return tag.get("type", "submit" if tag.name == "button" else "text") in {"submit", "image"}


def _button(tag: Tag) -> tuple[str, str]:
    return str(tag.get("name", "")), str(tag.get("value", "")) if tag.get("name") else ""


def _read(form: Shown, control: Tag) -> None:
    """What this control sends, as HTML says."""
    name, kind = str(control.get("name", "")), str(control.get("type", "text"))
    if not name or control.has_attr("disabled"):
        return
    form.offered.add(name)
    if kind == "file":
        form.upload = True
    elif control.name == "select":
        values = [str(option.get("value", option.get_text())) for option in control.find_all("option")]
        options = control.find_all("option", selected=True) or control.find_all("option")[:1]
        form.sent[name] = [str(option.get("value", option.get_text())) for option in options]
        form.choices.setdefault(name, next((value for value in values if value), ""))
    elif control.name == "textarea":
        form.sent[name] = [control.get_text().removeprefix("\r\n").removeprefix("\n")]
    elif control.name == "button" or kind in {"submit", "image", "reset"}:
        return  # only the one that is pressed is sent
    elif kind == "radio" and not control.has_attr("checked"):
        form.choices.setdefault(name, str(control.get("value", "on")))
    elif kind not in {"checkbox", "radio"} or control.has_attr("checked"):
        form.sent.setdefault(name, []).append(str(control.get("value", "on")))
