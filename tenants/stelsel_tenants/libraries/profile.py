"""A library's profile as its manager fills it in, and what may happen to it."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant
from stelsel.web.pictures import NewPicture
from stelsel.web.theme import palette
from stelsel_tenants.libraries import logos
from stelsel_tenants.libraries.events import library_changed
from stelsel_tenants.libraries.models import Profile

OWN = ("tagline", "about", "email", "phone", "keep_days", "approves_partners")
USUAL_DAYS = 14
"""How long sign-ups are kept where a library sets no other term."""
OF_TENANT = ("name", "website", "accent")

_WEBSITE = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?::[0-9]{1,5})?(?:/[!-~]*)?")


class Changed(Conflict):
    message = _("Iemand anders heeft dit profiel intussen veranderd. Kijk hieronder wat er anders is en kies.")


class WrongWebsite(Refused):
    field = "website"
    message = _("Vul het adres van uw website in, zoals https://www.bibliotheekkatwijk.nl.")


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What a library tells of itself. `accent` is the seed of its colours, "#0077a8"; `about` is Markdown."""

    name: str
    tagline: str = ""
    about: str = ""
    email: str | None = None
    phone: str | None = None
    keep_days: int = USUAL_DAYS
    approves_partners: bool = False
    website: str | None = None
    accent: str = "#04654b"


def of(tenant: Tenant, profile: Profile | None) -> ProfileFacts:
    own = {name: getattr(profile, name) for name in OWN} if profile is not None else {}
    return ProfileFacts(**{name: getattr(tenant, name) for name in OF_TENANT}, **own)


def website(text: str) -> str:
    """The address with its scheme. Raises WrongWebsite: nothing but http and https ever becomes a link."""
    address = text if "://" in text else f"https://{text}"
    scheme, _colon, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    address = f"{scheme.lower()}://{host.lower()}{slash}{path}"
    if len(address) > 200 or not _WEBSITE.fullmatch(address):
        raise WrongWebsite
    return address


def present(scope: Scope, facts: ProfileFacts, *, version: int) -> Profile:
    """Change how a library presents itself. `version` is of the profile that was read; 0 where there was none.

    Raises Changed when somebody else was first.
    """
    tenant = scope.session.get_one(Tenant, scope.tenant_id, with_for_update=True)
    profile = scope.session.scalars(select(Profile)).one_or_none()
    if (profile.version if profile is not None else 0) != version:
        raise Changed
    if profile is None:
        profile = Profile()
        scope.session.add(profile)
    for name in OF_TENANT:
        setattr(tenant, name, getattr(facts, name))
    tenant.accent = palette(facts.accent).seed
    for name in OWN:
        setattr(profile, name, getattr(facts, name))
    _is_another(profile)
    audit.record(scope, "profile.changed", profile)
    library_changed.send(scope)
    return profile


def show_logo(scope: Scope, picture: NewPicture, *, alt: str = "") -> Profile:
    """Put a logo in place of what was there. Raises LogoTooLarge."""
    digest = logos.digest(picture)
    profile = _existing(scope)
    profile.logo, profile.logo_alt = picture.content, alt
    return _with_logo(scope, profile, digest)


def drop_logo(scope: Scope) -> Profile:
    """Go back to the row of books."""
    profile = _existing(scope)
    profile.logo, profile.logo_alt = None, ""
    return _with_logo(scope, profile, None)


def _with_logo(scope: Scope, profile: Profile, digest: str | None) -> Profile:
    tenant = scope.session.get_one(Tenant, scope.tenant_id, with_for_update=True)
    tenant.logo_hash = digest
    _is_another(profile)
    audit.record(scope, "profile.logo", profile, logo=digest)
    library_changed.send(scope)
    return profile


def _existing(scope: Scope) -> Profile:
    profile = scope.session.scalars(select(Profile)).one_or_none()
    if profile is None:
        profile = Profile()
        scope.session.add(profile)
    return profile


def _is_another(profile: Profile) -> None:
    """Name, website and colour stand on the tenant; a change of those alone is another version of the profile too."""
    profile.checked_on = clock.today()
    flag_modified(profile, "checked_on")
