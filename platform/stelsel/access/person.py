"""The person at the other end of a request: read anew each time, so that a right withdrawn is gone at once (P-7)."""

import uuid
from dataclasses import dataclass

from stelsel.access.permissions import GRANTS, Permission, RoleName
from stelsel.tenancy import Actor, Hat


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is something: a tenant or a partner organisation."""

    role: RoleName
    tenant_id: int | None = None
    slug: str | None = None
    tenant_name: str | None = None
    national: bool = False
    organisation_id: uuid.UUID | None = None
    organisation_name: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in."""

    id: uuid.UUID
    name: str
    email: str
    language: str | None
    places: tuple[Place, ...]

    def actor(self, hat: Hat) -> Actor:
        return Actor(hat, self.name, self.id)

    def at(self, tenant_id: int) -> list[RoleName]:
        """The roles at one tenant; empty where the person is nobody."""
        return [place.role for place in self.places if place.tenant_id == tenant_id]

    def may(self, permission: Permission, tenant_id: int) -> bool:
        return any(permission in GRANTS[role] for role in self.at(tenant_id))

    def may_for(self, permission: Permission, organisation_id: uuid.UUID) -> bool:
        """The same for a partner organisation."""
        here = [place.role for place in self.places if place.organisation_id == organisation_id]
        return any(permission in GRANTS[role] for role in here)

    def for_organisations(self) -> list[uuid.UUID]:
        return [place.organisation_id for place in self.places if place.organisation_id]

    @property
    def national_roles(self) -> list[RoleName]:
        return [place.role for place in self.places if place.national]

    def may_nationally(self, permission: Permission) -> bool:
        return any(permission in GRANTS[role] for role in self.national_roles)

    @property
    def libraries(self) -> list[tuple[str, str]]:
        """Slug and name of every library where the person works, once each, by name."""
        found = {
            place.slug: place.tenant_name or place.slug for place in self.places if place.slug and not place.national
        }
        return sorted(found.items(), key=lambda item: (item[1], item[0]))
