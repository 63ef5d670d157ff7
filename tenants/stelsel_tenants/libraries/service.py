"""How a library comes into the network: the national body gives it a place, and its space gets its first facts."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, select

from stelsel import audit, clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant
from stelsel.text import valid_slug
from stelsel.web.theme import palette
from stelsel_tenants.libraries.events import library_changed
from stelsel_tenants.libraries.models import Profile, Readiness, WorkingArea

AGENDA_SEEN = "agenda_seen"
TICKED = frozenset({AGENDA_SEEN})
"""Points of the checklist that only a person can tell."""


class WrongSlug(Refused):
    field = "slug"
    message = _("Dit korte adres kan niet. Gebruik 2 tot 40 kleine letters, cijfers en streepjes.")


def establish(
    scope: Scope,
    *,
    slug: str,
    name: str,
    place: str = "",
    province_code: str | None = None,
    website: str | None = None,
    accent: str | None = None,
    confirmed: bool = True,
) -> Tenant:
    """Give a library its place in the network (national scope). Its own rows follow by `furnish`, in its own scope.

    Raises WrongSlug, NoColour.
    """
    if not valid_slug(slug):
        raise WrongSlug
    tenant = Tenant(
        slug=slug, name=name, place=place, province_code=province_code, website=website, confirmed=confirmed
    )
    if accent is not None:
        tenant.accent = palette(accent).seed
    scope.session.add(tenant)
    scope.session.flush()
    audit.record(scope, "library.established", tenant, tenant_id=tenant.id)
    return tenant


def furnish(
    scope: Scope,
    *,
    tagline: str = "",
    about: str = "",
    email: str | None = None,
    phone: str | None = None,
    demo: bool = False,
) -> Profile:
    """A profile for a library that has none (its own scope). One that is there already stays as it is."""
    profile = scope.session.scalars(select(Profile)).one_or_none()
    if profile is None:
        profile = Profile(tagline=tagline, about=about, email=email, phone=phone, demo=demo)
        scope.session.add(profile)
        audit.record(scope, "profile.made", profile)
        library_changed.send(scope)
    return profile


def work_for(
    scope: Scope, municipality_codes: Collection[str], *, since: date, indicative: bool = True
) -> list[WorkingArea]:
    """The library works for these municipalities from `since` on, and no longer for others. Returns what is new.

    Doing it twice changes nothing. An area that was entered as certain is not ended by an indicative list.
    """
    wanted = set(municipality_codes)
    current = {area.municipality_code: area for area in scope.session.scalars(current_areas())}
    for code, area in current.items():
        if code not in wanted and (area.indicative or not indicative):
            _end(scope, area, since)
    made = [
        WorkingArea(municipality_code=code, since=since, indicative=indicative)
        for code in sorted(wanted - current.keys())
    ]
    scope.session.add_all(made)
    scope.session.flush()
    for area in made:
        audit.record(scope, "working_area.added", area)
    return made


def current_areas() -> Select[WorkingArea]:
    """Municipalities that a library works for until further notice."""
    return select(WorkingArea).where(WorkingArea.until.is_(None)).order_by(WorkingArea.municipality_code)


def _end(scope: Scope, area: WorkingArea, day: date) -> None:
    audit.record(scope, "working_area.ended", area)
    if area.since >= day:
        scope.session.delete(area)
    else:
        area.until = day


def tick(scope: Scope, point: str) -> Readiness:
    """Somebody says that a point of the checklist is done. Saying it again changes nothing. Raises Refused."""
    if point not in TICKED:
        raise Refused
    found = scope.session.scalars(select(Readiness).where(Readiness.point == point)).one_or_none()
    if found is not None:
        return found
    row = Readiness(point=point, done_by=scope.actor.user_id, done_at=clock.now())
    scope.session.add(row)
    audit.record(scope, "readiness.ticked", row, point=point)
    return row
