"""Menus of the workrooms. A room adds its entries; a person sees those that their roles allow.

    menu.add(app, "work", Entry(_("Activiteiten"), "activiteiten/", "calendar-days", Permission.TENANT_ACTIVITIES))

Menus: `work` (addresses below `/b/<slug>/beheer/`), `partner` (below `/partner/`), `national` (whole addresses).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, current_app

from stelsel.access import Permission, Person
from stelsel.access.requires import ORGANISATION
from stelsel.access.signals import scope_opened
from stelsel.tenancy import Scope, TenantRef
from stelsel.web import page
from stelsel.web.page import Library, NavEntry
from stelsel.web.theme import palette

Badge = Callable[[Scope], tuple[int, str]]
"""Counts what waits: (number, tone). One statement; 0 shows nothing. Not asked while writing: on SQLite the first
statement of a writing scope queues behind other writers, before the view knows what it will do."""

MENUS = {"tenant": "work", "partner": "partner", "national": "national", "scheme": "national", "platform": "national"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu. `order` sorts; the first entry of a `heading` shows it."""

    label: Any
    path: str
    icon: str
    permission: Permission
    order: int = 50
    heading: Any = ""
    badge: Badge | None = None


def init_app(app: Flask) -> None:
    app.extensions["stelsel.menus"] = {"work": [], "partner": [], "national": []}
    scope_opened.connect(_fill, weak=False)


def add(app: Flask, menu: str, *entries: Entry) -> None:
    """Add entries to a menu, once, when the application is made."""
    lines: list[Entry] = app.extensions["stelsel.menus"][menu]
    lines.extend(entries)
    lines.sort(key=lambda entry: (entry.order, entry.path))


@lru_cache(maxsize=1024)
def library(tenant: TenantRef) -> Library:
    """What the shells know of a library. Kept, as the name of its colours is a sum over all of them."""
    logo = f"/b/{tenant.slug}/logo-{tenant.logo_hash}.png" if tenant.logo_hash else ""
    return Library(slug=tenant.slug, name=tenant.name, theme=palette(tenant.accent).name, logo=logo)


def _fill(scope: Scope, *, permission: Permission, person: Person | None) -> None:
    reach = permission.reach
    if scope.tenant is not None and reach in {"site", "tenant"}:
        page.update(tenant=library(scope.tenant))
    if person is None:
        return
    page.update(person=person.name, indexed=False)
    if reach == "partner" and len(person.for_organisations()) > 1:
        page.update(path=page.current().path + _of_organisation(scope, person))
    if reach in MENUS:
        page.update(nav=tuple(_entries(scope, MENUS[reach], person)))


def _entries(scope: Scope, menu: str, person: Person) -> list[NavEntry]:
    entries: list[Entry] = current_app.extensions["stelsel.menus"][menu]
    base = {"work": f"/b/{scope.tenant.slug}/beheer/" if scope.tenant else "", "partner": "/partner/"}.get(menu, "")
    asked = _of_organisation(scope, person) if menu == "partner" else ""
    shown, headings = [], set()
    for entry in entries:
        if not _allowed(entry.permission, scope, person):
            continue
        number, tone = entry.badge(scope) if entry.badge and scope.reading else (0, "")
        heading = "" if str(entry.heading) in headings else str(entry.heading)
        headings.add(str(entry.heading))
        shown.append(
            NavEntry(
                label=entry.label,
                url=base + entry.path + asked,
                icon=entry.icon,
                badge=number or "",
                tone=tone,
                heading=heading,
            )
        )
    return shown


def _of_organisation(scope: Scope, person: Person) -> str:
    """What an address of the partners' workroom says where somebody acts for several of them."""
    return f"?{ORGANISATION}={scope.organisation_id}" if len(person.for_organisations()) > 1 else ""


def _allowed(permission: Permission, scope: Scope, person: Person) -> bool:
    if permission.reach == "tenant":
        return scope.tenant is not None and person.may(permission, scope.tenant.id)
    if permission.reach == "partner":
        return bool(person.for_organisations())
    return permission.reach == "open" or person.may_nationally(permission)
