"""Every form that the application really shows, found by opening every page as everybody who may."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.isolation.walk import OWN, doors
from tests.promises.asking import ask
from tests.promises.roles import fitting
from tests.support.client import Clients

TOKEN = "csrf_token"


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

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.address}"

    @property
    def kind(self) -> tuple[str, ...]:
        """Two forms of one kind are the same form on another page."""
        return (self.method, self.endpoint, *sorted(self.offered))

    def fields(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in self.sent.items() if name != TOKEN}


def shown(app: Flask, clients: Clients, *more: tuple[str, str], every_role: bool = False) -> list[Shown]:
    """Each kind of form once; with `every_role` once for each role that is shown it. `more`: who opens what else."""
    found: dict[tuple[str, ...], Shown] = {}
    asked = [
        (who, door.address(OWN))
        for door in doors(app)
        if door.method == "GET"
        for who in fitting(door.permission)[: None if every_role else 1]
    ]
    for who, address in [*more, *asked]:
        answer = ask(clients[who], address)
        for form in _in_page(app, who, address, answer.text) if answer.mimetype == "text/html" else ():
            found.setdefault((*form.kind, who) if every_role else form.kind, form)
    return list(found.values())


def unshown(app: Flask, forms: list[Shown]) -> list[Shown]:
    """Of every writing route whose form no example leads to: an empty one."""
    known = {form.endpoint for form in forms if form.method == "POST"}
    return [
        Shown(fitting(door.permission)[0], door.address(OWN), door.rule.endpoint, "POST")
        for door in doors(app)
        if door.method == "POST" and door.rule.endpoint not in known
    ]


TYPED = {
    "email": "noor@voorbeeld.nl",
    "name": "Noor",
    "naam": "Noor",
    "weekdays": "2",
    "themes": "tax",
    "person": "Noor",
    "slug": "proef",
    "place": "Katwijk",
    "day": "2026-12-24",
    "first_day": "2026-12-19",
    "last_day": "2027-01-03",
    "school_year": "2026-2027",
    "source": "de staatscourant",
    "lat": "52.2",
    "lon": "4.4",
    "inhabitants": "1000",
    "summary": "Hulp",
    "title": "Spreekuur",
    "reason": "Ziek",
    "closes_on": "2026-12-24",
    "aanwezig": "12",
    "postcode": "2225 AB",
    "since": "2026-12-08",
    "begins": "10:00",
    "ends": "12:00",
}
"""What somebody types where nothing stands yet."""


ANSWERED = {"role", "kind", "theme", "concept_slug", "branch_id", "frequency", "municipality_code", "province"} | {
    "region", "certainty", "afterwards", "entry",
}  # fmt: skip
"""Questions that have no answer yet and need one; others may stay open."""


def filled(form: Shown) -> dict[str, list[str]]:
    """What is sent when the empty fields of a form are filled in."""
    sent = form.fields()
    for name in form.offered:
        if not any(sent.get(name, ())):
            given = form.choices.get(name, "") if name in ANSWERED else TYPED.get(name, "")
            sent.update({name: [given]} if given or name in sent else {})
    return sent


def _in_page(app: Flask, who: str, address: str, page: str) -> Iterator[Shown]:
    adapter = app.url_map.bind("localhost")
    for form in BeautifulSoup(page, "html.parser").find_all("form"):
        method = str(form.get("method", "get")).upper()
        path = urljoin(address, str(form.get("action", "")))
        try:
            endpoint, _values = adapter.match(urlsplit(path).path, method=method)
        except (HTTPException, RequestRedirect):
            continue
        made = Shown(who, path, str(endpoint), method)
        for control in form.find_all(["input", "select", "textarea", "button"]):
            _read(made, control)
        yield made


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
        form.sent.setdefault(name, [str(control.get("value", ""))])
    elif kind == "radio" and not control.has_attr("checked"):
        form.choices.setdefault(name, str(control.get("value", "on")))
    elif kind not in {"checkbox", "radio"} or control.has_attr("checked"):
        form.sent.setdefault(name, []).append(str(control.get("value", "on")))
