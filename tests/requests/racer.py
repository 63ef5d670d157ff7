"""Asking and answering from several processes at once."""

import uuid

from flask import Flask

from stelsel.access.current import national_tenant, tenant_by_id
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Actor, Hat, Scope
from stelsel_tenants.requests import answering, near, queries, service
from stelsel_tenants.requests.service import Asked

SOMEBODY = Actor(Hat.MEMBER, "tests")


def ask(_app: Flask, place: str, email: str, form: str) -> str:
    key = uuid.UUID(form) if form else uuid.uuid4()
    asked = Asked(place, "walkentalk", email=email or None)
    try:
        with Scope.public(national_tenant(), reading=False) as scope, unit_of_work(scope):
            service.ask(scope, key, asked)
    except Refused:
        return "refused"
    return "asked"


def answer(_app: Flask, tenant_id: int, demand_id: str, session_id: str) -> str:
    library, national = tenant_by_id(tenant_id), national_tenant()
    try:
        with Scope.network(why="race") as network:
            row = queries.one_of_area(network, library.id, uuid.UUID(demand_id))
            found = near.candidates(network, {row.id: row.wanted})[row.id]
        chosen = next(one for one in found if one.session_id == uuid.UUID(session_id))
        with Scope.between(SOMEBODY, library.id, national.id, why="race") as both, unit_of_work(both):
            answering.answer(both, library, row, chosen)
    except Refused:
        return "refused"
    return "answered"
