"""Two organisations that are one, as libraries made them: with partnerships, activities, people, names and contacts."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from stelsel.access import RoleName
from stelsel.db import Base, unit_of_work
from stelsel.db.engines import owned
from stelsel.identity import service as identity
from stelsel.tenancy import Actor, Hat, Organisation, OrganisationKind, Scope
from stelsel.text import fold
from stelsel_admin.organisations import merging, pointing, reach, unmerging
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.organisations.models import ContactRole, OrganisationArea, OrganisationContact, OrganisationName
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership
from tests.site import shelf
from tests.support.scopes import Scopes
from tests.support.stores import Store
from tests.support.world import PEOPLE

OFFICIAL = Actor(Hat.NATIONAL, "tests")
UNTOLD = {"version", "revision", "told_at"}


@dataclass(frozen=True, slots=True)
class Two:
    gone: uuid.UUID
    kept: uuid.UUID


def added(scopes: Scopes, name: str, slug: str = "", **facts: Any) -> uuid.UUID:
    """An organisation that the national body made."""
    with scopes.national() as scope:
        made = Organisation(slug=slug or fold(name).replace(" ", ""), name=name, folded=fold(name), **facts)
        scope.session.add(made)
        scope.session.flush()
        return made.id


def works_at(scopes: Scopes, slug: str, organisation_id: uuid.UUID, *themes: Theme, title: str = "") -> uuid.UUID:
    """A partnership with a published activity; the activity's id."""
    with scopes.work(slug) as scope:
        partners.begin(scope, organisation_id, partners.Terms(does=f"Helpt in {slug}.", themes=themes or (Theme.TAX,)))
        return shelf.published(scope, title or f"Spreekuur {slug}", organisation_id=organisation_id)


def two(scopes: Scopes) -> Two:
    """One that works at Katwijk and Venlo, and is to go into the Belastingdienst, which works at Venlo and Den Haag."""
    gone = added(scopes, "Dienst Belastingen", "dienstbelastingen", kvk="27123456", phone="+31715163000")
    with scopes.reading() as scope:
        kept = shelf.organisation(scope)
    works_at(scopes, "katwijk", gone)
    works_at(scopes, "venlo", gone, Theme.TAX, Theme.DIGITAL)
    works_at(scopes, "venlo", kept, Theme.WORK)
    works_at(scopes, "den-haag", kept)
    with scopes.identity() as scope:
        for who in ("partner_belastingdienst", "partner_walkentalk"):
            person = identity.find(scope, PEOPLE[who])
            assert person is not None
            identity.join(scope, person.id, RoleName.PARTNER, organisation_id=gone)
        scope.session.add(OrganisationName(organisation_id=gone, name="DB", folded="db"))
        scope.session.add(OrganisationContact(organisation_id=gone, role=ContactRole.PLANNING, name="Noor"))
        scope.session.add(OrganisationArea(organisation_id=gone, municipality_code="GM0537"))
    return Two(gone, kept)


def merge(app: Flask, gone: uuid.UUID, kept: uuid.UUID, **more: Any) -> merging.Merged:
    with app.app_context(), reach.between(OFFICIAL, gone, kept) as scope, unit_of_work(scope):
        return merging.merge(scope, gone, kept, **more)


def undo(app: Flask, pair: Two, merge_id: uuid.UUID) -> None:
    with app.app_context(), reach.between(OFFICIAL, pair.gone, pair.kept) as scope, unit_of_work(scope):
        unmerging.undo(scope, merge_id)


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that says something of an organisation, past every guard; without what only counts changes."""
    tables = {one.table for one in pointing.pointers()} | {Organisation.__tablename__}
    found = {}
    with owned(store.database.url) as engine, engine.connect() as connection:
        for name in sorted(tables):
            table = Base.metadata.tables[name]
            columns = [column for column in table.columns if column.name not in UNTOLD]
            found[name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return found


def partnership(scopes: Scopes, slug: str, organisation_id: uuid.UUID) -> Partnership | None:
    with scopes.reading(slug) as scope:
        wanted = select(Partnership).where(Partnership.organisation_id == organisation_id)
        return scope.session.scalars(wanted).one_or_none()


def count(scope: Scope, model: Any, organisation_id: uuid.UUID) -> int:
    return len(scope.session.scalars(select(model.id).where(model.organisation_id == organisation_id)).all())


PLAIN: dict[str, Any] = {
    "kind": OrganisationKind.OTHER,
    "summary": "",
    "is_nationwide": False,
    "languages": [],
    "sources": {},
    "version": 1,
    "created_at": datetime(2026, 1, 1, tzinfo=UTC),
}
"""What an organisation has that is written past its class."""
