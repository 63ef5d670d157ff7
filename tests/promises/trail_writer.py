"""One of many who write deeds at once; see `tests.support.race`."""

import time

from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel import audit
from stelsel.access.current import tenant_by_slug
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, Tenant

AT_ONCE = 100
"""Deeds in one unit of work."""


def write(_app: Flask, slug: str, how_many: int) -> int:
    """Record so many deeds; a busy database is asked again. Returns how many were committed."""
    written = 0
    while written < how_many:
        part = min(AT_ONCE, how_many - written)
        try:
            with Scope.system(tenant_by_slug(slug), why="tests") as scope, unit_of_work(scope):
                thing = scope.session.get_one(Tenant, scope.tenant_id)
                for _deed in range(part):
                    audit.record(scope, "probe.done", thing)
        except (OperationalError, PoolTimeout):
            time.sleep(0.05)
        else:
            written += part
    return written
