"""One of many who answer a proposal, end a partnership or work in it at the same moment."""

import time
import uuid
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel.access.current import tenant_by_slug
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Actor, Hat, Scope
from stelsel_tenants.partners import ending, proposals, slots
from stelsel_tenants.partners.models import Side
from stelsel_tenants.partners.slots import Wish
from tests.partners.deals import TERMS
from tests.site.shelf import TUESDAYS, main_branch

PARTNER = Actor(Hat.PARTNER, "race")


def answer(_app: Flask, partnership_id: str, version: int, accepts: bool) -> str:
    """Say yes or no."""

    def deed(scope: Scope) -> str:
        key = uuid.UUID(partnership_id)
        if accepts:
            proposals.accept(scope, key, by=Side.PARTNER, version=version)
            return "accepted"
        proposals.decline(scope, key, by=Side.PARTNER, reason="Nee.")
        return "declined"

    return _tried(lambda: Scope.system(tenant_by_slug("katwijk"), why="race"), deed)


def end_or_ask(_app: Flask, partnership_id: str, organisation_id: str, number: int) -> str:
    """The first ends the partnership at once; the others ask for a slot as the partner."""

    def deed(scope: Scope) -> str:
        if number == 0:
            ending.end(scope, uuid.UUID(partnership_id), by=Side.LIBRARY, last_day=None)
            return "ended"
        wish = Wish(main_branch(scope).id, TUESDAYS)
        slots.ask(scope, wish, title=f"Nummer {number}", concept_slug="belastinghulp")
        return "asked"

    def opened() -> Scope:
        library = tenant_by_slug("katwijk")
        if number == 0:
            return Scope.system(library, why="race")
        return Scope.partner_at(PARTNER, library, uuid.UUID(organisation_id))

    return _tried(opened, deed)


def propose(_app: Flask, organisation_id: str, by: str) -> str:
    """Either side proposes."""

    def deed(scope: Scope) -> str:
        proposals.propose(scope, uuid.UUID(organisation_id), TERMS, by=Side(by))
        return "proposed"

    return _tried(lambda: Scope.system(tenant_by_slug("katwijk"), why="race"), deed)


def _tried(opened: Callable[[], Scope], deed: Callable[[Scope], str]) -> str:
    """What became of it, or the name of the refusal; a busy database is asked again."""
    for attempt in range(60):
        try:
            with opened() as scope, unit_of_work(scope):
                return deed(scope)
        except Refused as refusal:
            return type(refusal).__name__
        except (OperationalError, PoolTimeout):
            time.sleep(0.02 * (attempt % 5 + 1))
    return "gave up"
