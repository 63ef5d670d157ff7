"""One of many who merge at once, in a process of its own."""

import time
import uuid

from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel.access.current import tenant_by_slug
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_admin.organisations import merging, reach
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.partners import service as partners
from tests.organisations.there import OFFICIAL

TRIES = 60


def merge(_app: Flask, gone: str, kept: str) -> str:
    """What became of it: "merged", or the name of the refusal."""
    ids = uuid.UUID(gone), uuid.UUID(kept)
    for attempt in range(TRIES):
        try:
            with reach.between(OFFICIAL, *ids) as scope, unit_of_work(scope):
                merging.merge(scope, *ids)
                return "merged"
        except Refused as refusal:
            if refusal.status != 503:
                return type(refusal).__name__
        except (OperationalError, PoolTimeout):
            time.sleep(0.02 * (attempt % 5 + 1))
    return "gave up"


def either(app: Flask, deed: str, *arguments: str) -> str:
    """Some merge while others begin to work with the one that goes."""
    return merge(app, *arguments) if deed == "merge" else _begin(*arguments)


def _begin(slug: str, organisation_id: str) -> str:
    terms = partners.Terms(does="Helpt.", themes=(Theme.TAX,))
    for attempt in range(TRIES):
        try:
            with Scope.system(tenant_by_slug(slug), why="tests") as scope, unit_of_work(scope):
                partners.begin(scope, uuid.UUID(organisation_id), terms)
                return "began"
        except Refused as refusal:
            return type(refusal).__name__
        except (OperationalError, PoolTimeout):
            time.sleep(0.02 * (attempt % 5 + 1))
    return "gave up"
