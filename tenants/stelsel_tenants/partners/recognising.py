"""Is it this one? Before a library proposes a new organisation it sees those that it may mean (FEATURES C2)."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import request

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.organisations import matching
from stelsel_tenants.organisations.matching import Candidate

ANOTHER = "nieuw"
LONGEST = 120


class MayBeThere(Refused):
    """There is something like it; who proposes says whether it is the same."""

    field = "which"
    message = _("Misschien staat deze organisatie al in de lijst. Kies hieronder of het een van deze is.")


def typed(scope: Scope) -> list[Candidate]:
    """What the network knows that looks like what was sent; nothing where one was chosen from the list."""
    sent = request.form
    if request.method != "POST" or sent.get("organisation_id"):
        return []
    return alike(scope, *(sent.get(name, "")[:LONGEST] for name in ("name", "kvk_number", "website")))


def alike(scope: Scope, name: str, kvk: str = "", website: str = "") -> list[Candidate]:
    """For a library: what it may mean, those that work in its own place first among equals."""
    place = scope.session.get_one(Tenant, scope.tenant_id).place
    return matching.candidates(scope, name, place=place, kvk=kvk, website=website) if name or kvk or website else []


def answers(found: Sequence[Candidate]) -> list[tuple[Any, Any]]:
    """The choices of the second step: each with its reason, and none of them."""
    if not found:
        return []
    those = [(one.id, f"{one.name} ({', '.join(map(str, one.words))})") for one in found]
    return [*those, (ANOTHER, _("Nee, dit is een andere organisatie"))]


def chosen(answer: Any, found: Sequence[Candidate]) -> uuid.UUID | None:
    """The organisation that it is; None where it is a new one. Raises MayBeThere where that was not said."""
    if found and answer is None:
        raise MayBeThere
    return None if answer == ANOTHER else answer
