"""Filling in an application: a library's own work, until the director signs (filing.service)."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from stelsel import audit, errors
from stelsel.access import Permission
from stelsel.clock import now
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import people
from stelsel_admin.subsidies.applications import answers as asked
from stelsel_admin.subsidies.applications.models import Application
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.transitions import State
from stelsel_tenants.libraries.models import Branch, Profile


class WindowClosed(Refused):
    message = _("Deze regeling is nu niet open voor aanvragen.")


class AlreadyApplied(Conflict):
    message = _("Uw bibliotheek heeft al een aanvraag voor deze regeling. Per organisatie kan er één zijn.")


class NotEditable(Conflict):
    message = _("Deze aanvraag is al verstuurd. U kunt er niets meer in veranderen.")


class EditedMeanwhile(Conflict):
    message = _("Iemand heeft deze aanvraag intussen veranderd. Kies hieronder welke tekst blijft.")


errors.CONSTRAINTS["uq_subsidy_application_tenant_id_once"] = AlreadyApplied


def begin(scope: Scope, scheme: Published) -> Application:
    """Start a draft, filled with what is known of the library. Raises WindowClosed, AlreadyApplied."""
    person = people.require(scope.actor, Permission.TENANT_SUBSIDY_FILL, tenant_id=scope.tenant_id)
    if not scheme.is_open(now()):
        raise WindowClosed
    at = now()
    application = Application(
        scheme_id=scheme.id,
        scheme_slug=scheme.slug,
        scheme_number=scheme.number,
        once=scheme.once,
        answers=_prefilled(scope, scheme),
        filled_by=person,
        filled_at=at,
        created_at=at,
    )
    scope.session.add(application)
    audit.record(scope, "subsidy_application.begun", application)
    return application


def save(
    scope: Scope, application_id: uuid.UUID, scheme: Published, *, answers: Mapping[str, Any], version: int
) -> Application:
    """Keep what was filled in, finished or not. Raises EditedMeanwhile, NotEditable.

    With a supplement under way only the fields that were asked for change; the others stay as they were sent.
    """
    person = people.require(scope.actor, Permission.TENANT_SUBSIDY_FILL, tenant_id=scope.tenant_id)
    application = scope.session.get_one(Application, (scope.tenant_id, application_id), with_for_update=True)
    may_change = open_fields(application, scheme)
    given = asked.known(scheme.terms, answers)
    merged = {**application.answers, **{name: given[name] for name in given if name in may_change}}
    if merged == application.answers:
        return application
    if application.version != version:
        raise EditedMeanwhile
    application.answers, application.filled_by, application.filled_at = merged, person, now()
    audit.record(scope, "subsidy_application.saved", application)
    return application


def open_fields(application: Application, scheme: Published) -> frozenset[str]:
    """Names of the answers that may change now. Raises NotEditable when none may."""
    if application.state is State.DRAFT:
        return frozenset(entry.name for entry in asked.entries(scheme.terms))
    if application.state is State.SUPPLEMENT_REQUESTED:
        return frozenset(application.asked)
    raise NotEditable


def _prefilled(scope: Scope, scheme: Published) -> dict[str, str | bool]:
    profile = scope.session.scalar(select(Profile))
    branches = scope.session.scalar(select(func.count()).select_from(Branch).where(Branch.closed_on.is_(None)))
    facts = {
        "email": (profile.email if profile else "") or "",
        "phone": (profile.phone if profile else "") or "",
        "branches": str(branches or ""),
    }
    copied = {entry.name: facts[entry.prefill] for entry in asked.entries(scheme.terms) if entry.prefill in facts}
    return asked.known(scheme.terms, copied)
