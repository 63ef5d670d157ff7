"""Asking and answering from several processes at once."""

import uuid

from flask import Flask

from stelsel.access.current import national_tenant, tenant_by_id
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_tenants.requests import answering, near, queries, service
from stelsel_tenants.requests.service import Asked


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
    library = tenant_by_id(tenant_id)
    try:
        with Scope.system(library, why="race") as scope, unit_of_work(scope):
            row = queries.one_of_area(scope, uuid.UUID(demand_id))
            with Scope.network(why="race") as everywhere:
                found = near.candidates(everywhere, {row.id: row.wanted})[row.id]
            chosen = next(one for one in found if one.session_id == uuid.UUID(session_id))
            answering.answer(scope, row.id, chosen)
    except Refused:
        return "refused"
    return "answered"
