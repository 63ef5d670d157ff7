"""Where a partner works: inside one library at a time, and only while its partnership there is active."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from flask import g

from stelsel.db import unit_of_work
from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.partners import acting, standing
from stelsel_tenants.partners.models import Partnership

PATIENCE = 15.0
"""Seconds that one request works on."""
LATER = _("Hier kwam het nog niet van: het zijn er veel. Doe het nog een keer. Wat er al staat, blijft staan.")


class NotTogether(NotFound):
    """Also of a library that was never a partner's: nobody learns which there are."""

    message = _("Deze bibliotheek werkt nu niet met u samen. Hier is niets bewaard.")


def at(scope: Scope, slug: str) -> Scope:
    """At work inside one library (SECURITY P-7). Raises NotTogether."""
    return acting.at(scope, slug, NotTogether)


def hold(scope: Scope) -> Partnership:
    """The partnership under which a partner works here, held still until the work is committed: who ends it meanwhile
    waits, and ends what was made too. Raises NotTogether.
    """
    try:
        return standing.hold(scope, scope.organisation_id)
    except standing.Stopped as refusal:
        raise NotTogether from refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a deed at one library: `done` is what the deed gave, or `refused` why it was not done."""

    slug: str
    done: object = None
    refused: Any = None


def everywhere(scope: Scope, slugs: Sequence[str], deed: Callable[[Scope, str], object]) -> list[Answer]:
    """The same deed at each of these libraries, each a unit of work of its own: where one refuses, the others stand.

    After `PATIENCE` the others are left for a next time, before whoever waits in between gives up on the answer.
    """
    until = monotonic() + PATIENCE
    return [
        _one(scope, slug, deed) if number == 0 or monotonic() < until else Answer(slug, refused=LATER)
        for number, slug in enumerate(slugs)
    ]


def _one(scope: Scope, slug: str, deed: Callable[[Scope, str], object]) -> Answer:
    try:
        with at(scope, slug) as inside, unit_of_work(inside):
            hold(inside)
            done = deed(inside, slug)
    except Refused as refusal:
        return Answer(slug, refused=refusal.message)
    return Answer(slug, done=done)


def organisation(scope: Scope) -> Organisation:
    """The partner whose pages these are."""
    if "partner_organisation" not in g:
        g.partner_organisation = scope.session.get_one(Organisation, scope.organisation_id)
    found: Organisation = g.partner_organisation
    return found
