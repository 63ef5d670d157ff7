"""What a library and a partner agree on, and what of it cannot be."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Concept, Theme
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners.models import Partnership


class NoTheme(Refused):
    field = "themes"
    message = _("Kies ten minste één vraag waar deze partner bij helpt.")


class NoSuchBranch(Refused):
    field = "branches"
    message = _("Een van deze vestigingen is er niet meer. Kies opnieuw.")


class NoSuchConcept(Refused):
    field = "concepts"
    message = _("Een van deze soorten hulp is er niet meer. Kies opnieuw.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a partner does at one library. No branches: at all; no concepts: any. Contacts are for staff only."""

    does: str
    themes: tuple[Theme, ...]
    contact: str = ""
    branches: tuple[uuid.UUID, ...] = ()
    concepts: tuple[str, ...] = ()
    library_contact: str = ""


def check(scope: Scope, terms: Terms) -> None:
    """Raises NoTheme, NoSuchBranch, NoSuchConcept."""
    if not terms.themes:
        raise NoTheme
    if terms.branches and set(terms.branches) - set(scope.session.scalars(select(Branch.id))):
        raise NoSuchBranch
    if terms.concepts and set(terms.concepts) - set(scope.session.scalars(select(Concept.slug))):
        raise NoSuchConcept


def put(partnership: Partnership, terms: Terms) -> None:
    """Write them on the row."""
    partnership.does = terms.does
    partnership.contact, partnership.library_contact = terms.contact, terms.library_contact
    partnership.themes = sorted(theme.value for theme in set(terms.themes))
    partnership.branches = sorted(str(branch_id) for branch_id in set(terms.branches))
    partnership.concepts = sorted(set(terms.concepts))


def of(partnership: Partnership) -> Terms:
    """What stands on the row."""
    return Terms(
        does=partnership.does,
        themes=tuple(Theme(theme) for theme in partnership.themes),
        contact=partnership.contact,
        branches=tuple(uuid.UUID(branch_id) for branch_id in partnership.branches),
        concepts=tuple(partnership.concepts),
        library_contact=partnership.library_contact,
    )
