"""One of many who sign up at once; a busy database is asked again, as a browser would be told to."""

import time
import uuid

from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel.access.current import tenant_by_slug
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_tenants.registrations import service


def sign_up(_app: Flask, slug: str, session_id: str, number: int, where: str = "") -> str:
    """What became of it: the id of the sign-up with its state, or the name of the refusal."""
    for attempt in range(60):
        try:
            with Scope.public(tenant_by_slug(slug), reading=False) as scope, unit_of_work(scope):
                made = service.sign_up(
                    scope,
                    uuid.UUID(session_id),
                    _person(number, where),
                    request_key=f"key {number}",
                )
                return f"{made.state} {made.id}"
        except Refused as refusal:
            return type(refusal).__name__
        except (OperationalError, PoolTimeout):
            time.sleep(0.02 * (attempt % 5 + 1))
    return "gave up"


def _person(number: int, where: str) -> service.Person:
    name = f"Persoon {number}"
    if where == "online":
        return service.Person(name, email=f"p{number}@voorbeeld.nl", online=True)
    return service.Person(name, phone=f"+3161{number:07}")
