"""People who sign up, as the tests of this room send them in."""

import re
import uuid
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from stelsel.mail import Letter
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.registrations.models import Registration
from tests.support.client import PageClient
from tests.support.scopes import Scopes


def address(session_id: uuid.UUID) -> str:
    return f"/b/katwijk/sessies/{session_id}/aanmelden"


def person(name: str = "Samira", **changes: str) -> dict[str, str]:
    mail = f"{name.lower()}@voorbeeld.nl"
    return {"naam": name, "email": mail, "telefoon": "", "aantal": "1", "sleutel": name} | changes


def sign_up(client: PageClient, session_id: uuid.UUID, *names: str, **changes: str) -> None:
    for name in names:
        answer = client.post(address(session_id), data=person(name, **changes))
        assert answer.status_code == 303, answer.text


def revise(scopes: Scopes, **changes: Any) -> None:
    """The library changes its only activity."""
    with scopes.work() as scope:
        activity = scope.session.scalars(select(Activity)).one()
        told = replace(offers.of(activity), **changes)
        activities.revise(scope, activity.id, told, version=activity.version)


def taken(scopes: Scopes, session_id: uuid.UUID) -> int:
    with scopes.reading() as scope:
        return scope.session.get_one(Session, (scope.tenant_id, session_id)).taken


def states(scopes: Scopes) -> dict[str, str]:
    """Everybody by name."""
    with scopes.reading() as scope:
        rows = scope.session.execute(select(Registration.name, Registration.state).order_by(Registration.number))
        return {str(row.name): row.state.value for row in rows}


def letters(scopes: Scopes, name: str) -> dict[str, Letter]:
    """What somebody got, the last of each kind."""
    with scopes.identity() as scope:
        wanted = select(Letter).where(Letter.receiver == f"{name.lower()}@voorbeeld.nl").order_by(Letter.queued_at)
        return {letter.template: letter for letter in scope.session.scalars(wanted)}


def own_link(scopes: Scopes, name: str = "Samira") -> str:
    for letter in letters(scopes, name).values():
        found = re.search(r"/aanmelding/[\w-]+", letter.text)
        if found is not None:
            return found[0]
    raise AssertionError(f"no letter with a link for {name}")
