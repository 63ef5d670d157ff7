"""The kinds of reference data: which rules each has, and what a change to one means for the libraries."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import select, update

from stelsel import jobs
from stelsel.billing import service as billing
from stelsel.billing.models import Plan
from stelsel.db import Shared
from stelsel.errors import Refused
from stelsel.geo import service as geo
from stelsel.geo import spelling
from stelsel.geo.models import Place, PlaceName, PublicHoliday, SchoolHoliday
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel.text import fold, valid_slug
from stelsel_tenants.activities.models import Concept, Programme

Values: TypeAlias = Mapping[str, Any]
LONGEST_KEY = 40


class NoKey(Refused):
    """A name of which nothing can be compared or stand in an address."""

    field = "name"
    message = _("Gebruik in deze naam ten minste één letter of cijfer.")


class NoSlug(Refused):
    field = "slug"
    message = _("Gebruik 2 tot 40 kleine letters, cijfers en losse streepjes. Sommige woorden zijn al bezet.")


class EndsTooEarly(Refused):
    field = "last_day"
    message = _("De laatste dag ligt voor de eerste dag.")


class OutsideTheYear(Refused):
    field = "first_day"
    message = _("Deze vakantie valt buiten het schooljaar.")


class NoSchoolYear(Refused):
    field = "school_year"
    message = _("Vul twee jaren in die op elkaar volgen, zoals 2026-2027.")


class OwnName(Refused):
    message = _("Dit is de naam van de plaats zelf. Die blijft, anders is de plaats niet meer te vinden.")


def _as_given(values: Values) -> Values:
    return values


def _fine(*_anything: Any) -> None:
    """Nothing to say."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`noun` begins its deeds in the trail. `check` sees a whole row's values; `key` adds what nobody types to those of
    a new row. `settled` comes after a row is written, `removable` before it goes, `follow` last, with the names of the
    columns that changed."""

    noun: str
    check: Callable[[Values], None] = _fine
    key: Callable[[Values], Values] = _as_given
    settled: Callable[[Scope, Any], None] = _fine
    removable: Callable[[Scope, Any], None] = _fine
    follow: Callable[[Scope, Collection[str]], None] = _fine

    def complete(self, values: Values) -> Values:
        """Raises Refused."""
        self.check(values)
        return self.key(values)


def _slug(values: Values) -> None:
    if not valid_slug(values["slug"]):
        raise NoSlug


def _plan(values: Values) -> None:
    _slug(values)
    billing.check(values)


def _not_offered(_scope: Scope, plan: Plan) -> None:
    billing.check_removal(plan)


def _place(values: Values) -> Values:
    return {**values, "id": geo.place_id(values["municipality_code"], values["name"])}


def _comparable(values: Values) -> None:
    if not spelling.key(values["name"]):
        raise NoKey


def _found_by_its_name(scope: Scope, place: Place) -> None:
    """A place is looked up by its names: its own is one of them. Former ones stay, as people still use them."""
    scope.upsert(PlaceName, {"key": spelling.key(place.name), "place_id": place.id}, first={"name": place.name})


def _place_name(values: Values) -> Values:
    return {**values, "key": spelling.key(values["name"])}


def _not_the_own_name(scope: Scope, name: PlaceName) -> None:
    place = scope.session.get_one(Place, name.place_id)
    if spelling.key(place.name) == name.key:
        raise OwnName


def _holiday(values: Values) -> Values:
    key = "-".join(fold(values["name"]).split())[:LONGEST_KEY].strip("-")
    if not key:
        raise NoKey
    return {**values, "key": key}


def _school_holiday(values: Values) -> None:
    match = re.fullmatch(r"(20[0-9]{2})-(20[0-9]{2})", values["school_year"])
    if match is None or int(match[2]) != int(match[1]) + 1:
        raise NoSchoolYear
    if values["last_day"] < values["first_day"]:
        raise EndsTooEarly
    if not int(match[1]) <= values["first_day"].year <= values["last_day"].year <= int(match[2]):
        raise OutsideTheYear


def _shown_anew(scope: Scope, _changed: Collection[str]) -> None:
    """Pages of all libraries show these words: their revision is the key of kept pages."""
    scope.session.execute(
        update(Tenant)
        .where(Tenant.kind == TenantKind.LIBRARY)
        .values(revision=Tenant.revision + 1)
        .execution_options(synchronize_session=False)
    )


def _published_anew(scope: Scope, changed: Collection[str]) -> None:
    """The published rows repeat the theme of a concept."""
    _shown_anew(scope, changed)
    if "theme" in changed:
        _at_every_library(scope, "site.align")


def _scheduled_anew(scope: Scope, changed: Collection[str]) -> None:
    """Schedules leave holidays out."""
    _shown_anew(scope, changed)
    _at_every_library(scope, "activities.roll")


def _at_every_library(scope: Scope, job: str) -> None:
    libraries = select(Tenant.id).where(Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE)
    for tenant_id in scope.session.scalars(libraries.order_by(Tenant.id)):
        jobs.enqueue(scope, job, for_tenant=tenant_id)
    scope.session.flush()


KINDS: dict[type[Shared], Kind] = {
    Concept: Kind("concept", check=_slug, follow=_published_anew),
    Programme: Kind("programme", check=_slug, follow=_shown_anew),
    Plan: Kind("plan", check=_plan, removable=_not_offered),
    Place: Kind("place", check=_comparable, key=_place, settled=_found_by_its_name),
    PlaceName: Kind("place_name", check=_comparable, key=_place_name, removable=_not_the_own_name),
    PublicHoliday: Kind("public_holiday", key=_holiday, follow=_scheduled_anew),
    SchoolHoliday: Kind("school_holiday", check=_school_holiday, follow=_scheduled_anew),
}
"""All that the back office edits; nothing else has an "add", a "change" or a "remove" there."""
