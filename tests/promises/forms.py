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
from tests.promises.roles import EVERYBODY, fitting
from tests.support.client import Clients

TOKEN = "csrf_token"
ALSO = ("/b/katwijk/sessies/{row}/aanmelden",)


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

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.address}"

    @property
    def kind(self) -> tuple[str, ...]:
        """Two forms of one kind are the same form on another page."""
        return (self.method, self.endpoint, *sorted(self.offered))

    def fields(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in self.sent.items() if name != TOKEN}


def shown(app: Flask, clients: Clients, *, every_role: bool = False) -> list[Shown]:
    """Each kind of form once; with `every_role` once for each role that is shown it."""
    found: dict[tuple[str, ...], Shown] = {}
    for door in doors(app):
        if door.method != "GET":
            continue
        people = fitting(door.permission)
        for who in people if every_role else people[:1]:
            address = door.address(OWN)
            for form in _in_page(app, who, address, ask(clients[who], address).text):
                key = (*form.kind, who) if every_role else form.kind
                found.setdefault(key, form)
    return list(found.values())


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
        options = control.find_all("option", selected=True) or control.find_all("option")[:1]
        form.sent[name] = [str(option.get("value", option.get_text())) for option in options]
    elif control.name == "textarea":
        form.sent[name] = [control.get_text().removeprefix("\n")]
    elif control.name == "button" or kind in {"submit", "image", "reset"}:
        form.sent.setdefault(name, [str(control.get("value", ""))])
    elif kind not in {"checkbox", "radio"} or control.has_attr("checked"):
        form.sent.setdefault(name, []).append(str(control.get("value", "on")))


__all__ = ["EVERYBODY", "TOKEN", "Shown", "shown"]
