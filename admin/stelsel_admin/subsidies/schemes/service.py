"""Drafting and publishing a scheme: two persons (I-13). Commands run under the national body's own scope."""

import uuid
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select, update

from stelsel import audit, errors
from stelsel.access import Permission
from stelsel.clock import now
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import people
from stelsel_admin.subsidies.ledger import service as ledger
from stelsel_admin.subsidies.ledger.models import Ceiling, CeilingChange
from stelsel_admin.subsidies.schemes.models import Scheme, SchemeDraft, SchemeVersion
from stelsel_admin.subsidies.seal import seal
from stelsel_admin.subsidies.terms import Terms


class Incomplete(Refused):
    """The draft lacks something that the law or the house asks for; `field` names it."""

    message = _("Deze regeling kan nog niet worden bekendgemaakt: er ontbreekt iets of iets klopt niet.")


class SamePerson(Refused):
    message = _("Wie de regeling schreef, maakt haar niet bekend. Vraag een collega.")


class SlugTaken(Conflict):
    field = "slug"
    message = _("Er is al een regeling met dit adres.")


class CodeTaken(Conflict):
    """Numbers of cases begin with the code, so two schemes with one code would give the same number twice."""

    field = "code"
    message = _("Er is al een regeling met deze letters.")


errors.CONSTRAINTS["uq_subsidy_scheme_tenant_id_slug"] = SlugTaken
errors.CONSTRAINTS["uq_subsidy_scheme_tenant_id_code"] = CodeTaken
errors.CONSTRAINTS["ck_subsidy_scheme_version_two_persons"] = SamePerson


def draft(scope: Scope, *, slug: str, code: str, name: str, terms: dict[str, Any]) -> Scheme:
    """A new scheme with the first draft of its terms. Raises SlugTaken, CodeTaken when it is committed."""
    person = people.require(scope.actor, Permission.SCHEME_COORDINATE, tenant_id=scope.tenant_id)
    scheme = Scheme(slug=slug, code=code, name=name)
    scope.session.add(scheme)
    scope.session.flush()
    scope.session.add(SchemeDraft(scheme_id=scheme.id, terms=terms, edited_by=person))
    audit.record(scope, "subsidy_scheme.drafted", scheme)
    return scheme


def edit(scope: Scope, scheme_id: uuid.UUID, *, terms: dict[str, Any], version: int) -> SchemeDraft:
    """Change the draft of the next version; published ones stay. Raises Conflict when somebody was first."""
    person = people.require(scope.actor, Permission.SCHEME_COORDINATE, tenant_id=scope.tenant_id)
    kept = scope.session.scalars(select(SchemeDraft).where(SchemeDraft.scheme_id == scheme_id)).one()
    if kept.version != version:
        raise Conflict
    kept.terms, kept.edited_by, kept.edited_at = terms, person, now()
    audit.record(scope, "subsidy_scheme.edited", kept)
    return kept


def publish(scope: Scope, scheme_id: uuid.UUID, *, period: str, ceiling_cents: int, basis: str) -> SchemeVersion:
    """Fix the draft as the next version, with the ceiling of its period. Raises Incomplete, SamePerson, Forbidden."""
    person = people.require(scope.actor, Permission.SCHEME_DECIDE, tenant_id=scope.tenant_id)
    scheme = scope.session.get_one(Scheme, (scope.tenant_id, scheme_id), with_for_update=True)
    kept = scope.session.scalars(select(SchemeDraft).where(SchemeDraft.scheme_id == scheme_id)).one()
    if kept.edited_by == person:
        raise SamePerson
    facts = checked(kept.terms).model_dump(mode="json")
    version = SchemeVersion(
        scheme_id=scheme_id,
        number=(scheme.current or 0) + 1,
        period=period,
        terms=facts,
        sha256=seal(facts)[1],
        drafted_by=kept.edited_by,
        published_by=person,
        published_at=now(),
    )
    scope.session.add(version)
    scheme.current = version.number
    _open_period(scope, scheme_id, period, ceiling_cents, basis)
    audit.record(scope, "subsidy_scheme.published", version, number=version.number, ceiling_cents=ceiling_cents)
    return version


def checked(terms: dict[str, Any]) -> Terms:
    """The terms, complete and in order. Raises Incomplete with the first field that is not."""
    try:
        return Terms.model_validate(terms)
    except ValidationError as error:
        place = error.errors(include_input=False)[0]["loc"]
        raise Incomplete(field=".".join(map(str, place)) or None) from None


def change_ceiling(scope: Scope, ceiling_id: uuid.UUID, *, cents: int, from_at: datetime, basis: str) -> CeilingChange:
    """Raise or lower a ceiling from an instant on, by a decision (Awb 4:27, 4:28)."""
    people.require(scope.actor, Permission.SCHEME_DECIDE, tenant_id=scope.tenant_id)
    if from_at < now():
        raise Refused(_("Een plafond verandert niet met terugwerkende kracht."), field="from_at")
    change = ledger.set_ceiling(scope, ceiling_id, cents, from_at=from_at, basis=basis)
    audit.record(scope, "subsidy_ceiling.changed", change, cents=cents)
    return change


def next_reference(scope: Scope, scheme_id: uuid.UUID, year: int) -> str:
    """A number that nobody else gets: '2026-HI-0012'."""
    row = scope.session.execute(
        update(Scheme)
        .where(Scheme.id == scheme_id)
        .values(last_number=Scheme.last_number + 1)
        .returning(Scheme.code, Scheme.last_number)
        .execution_options(synchronize_session=False)
    ).one()
    return f"{year}-{row.code}-{row.last_number:04d}"


def _open_period(scope: Scope, scheme_id: uuid.UUID, period: str, cents: int, basis: str) -> None:
    """The ceiling of a period is set with its first version; later versions of the period keep it."""
    known = select(Ceiling.id).where(Ceiling.scheme_id == scheme_id, Ceiling.period == period, Ceiling.part == "")
    if scope.session.scalar(known) is not None:
        return
    if cents <= 0:
        raise Incomplete(field="ceiling_cents")
    ceiling = Ceiling(scheme_id=scheme_id, period=period, cents=cents)
    scope.session.add(ceiling)
    scope.session.flush()
    ledger.set_ceiling(scope, ceiling.id, cents, from_at=now(), basis=basis)
