"""How many get the agenda by mail. Small numbers are not told: they could point at somebody."""

from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy import func, select

from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.newsletters.models import Subscription

LEAST = 5


@dataclass(frozen=True, slots=True)
class Readers:
    """`number` is None where it is below `LEAST`."""

    about: Any
    number: int | None


def of_library() -> list[Readers]:
    """For templates: of the library whose page is at hand."""
    return of(g.scope)


def of(scope: Scope) -> list[Readers]:
    """Confirmed ones by what they are about, the most first. Two statements."""
    number = func.count()
    statement = (
        select(Subscription.kind, number)
        .where(Subscription.confirmed_at.is_not(None))
        .group_by(Subscription.kind)
        .order_by(number.desc(), Subscription.kind)
    )
    names = about(scope)
    found = [(names.get(kind, kind), many) for kind, many in scope.session.execute(statement)]
    told = [Readers(name, many) for name, many in found if many >= LEAST]
    return [*told, *(Readers(name, None) for name, many in found if many < LEAST)]


def about(scope: Scope) -> dict[str, Any]:
    """What a subscription may be about, in words; one statement."""
    concepts = scope.session.execute(select(Concept.slug, Concept.name))
    return {
        "": _("Alles in de agenda"),
        **{theme.value: words.name for theme, words in themes.WORDS.items()},
        **{row.slug: row.name for row in concepts},
    }
