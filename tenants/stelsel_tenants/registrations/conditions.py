"""When one can sign up, for how many, and what is asked: as the library set it, else as is usual."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from stelsel import audit
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.registrations.models import Conditions


class QuestionWithoutReason(Refused):
    field = "question_why"
    message = _("Zeg ook waarom u dit vraagt. Dat lezen mensen bij de vraag.")


class ReasonWithoutQuestion(Refused):
    field = "question"
    message = _("U zegt waarom u iets vraagt, maar er staat geen vraag. Vul de vraag in, of haal de reden weg.")


class ClosesFirst(Refused):
    field = "closes_at"
    message = _("Aanmelden sluit voordat het opent. Kies een latere dag.")


class Changed(Conflict):
    message = _("Iemand anders heeft deze regels intussen veranderd. Ververs de pagina om ze te zien.")


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions of one activity. Money in cents; `opens_at` and `closes_at` are instants."""

    opens_days: int | None = None
    closes_hours: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    group_most: int = 4
    waiting_list: bool = True
    remind_hours: int = 24
    question: str = ""
    question_why: str = ""
    member_cents: int | None = None

    def opens(self, starts_at: datetime) -> datetime | None:
        """When signing up opens for what begins at `starts_at`; None: it is open from publishing on."""
        found = [self.opens_at] if self.opens_at else []
        if self.opens_days is not None:
            found.append(starts_at - timedelta(days=self.opens_days))
        return max(found, default=None)

    def closes(self, starts_at: datetime) -> datetime:
        """When it closes; at the latest when it begins."""
        by_hours = starts_at - timedelta(hours=self.closes_hours)
        return min(by_hours, self.closes_at) if self.closes_at else by_hours


NAMES = tuple(Terms.__dataclass_fields__)
USUAL = Terms()


def of(scope: Scope, activity_id: uuid.UUID) -> Terms:
    row = _row(scope, activity_id)
    return USUAL if row is None else _terms(row)


def version(scope: Scope, activity_id: uuid.UUID) -> int:
    """What a form shows; 0 where nothing was set yet."""
    row = _row(scope, activity_id)
    return 0 if row is None else row.version


def set_terms(scope: Scope, activity_id: uuid.UUID, terms: Terms, *, version: int) -> None:
    """Say how signing up goes from now on. Raises Refused, Changed; NoResultFound if not this tenant's."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    _check(terms)
    row = _row(scope, activity_id)
    if (0 if row is None else row.version) != version:
        raise Changed
    if row is None:
        row = Conditions(activity_id=activity_id)
        scope.session.add(row)
    for name in NAMES:
        setattr(row, name, getattr(terms, name))
    audit.record(scope, "registration.conditions", activity)


def _check(terms: Terms) -> None:
    if terms.question and not terms.question_why:
        raise QuestionWithoutReason
    if terms.question_why and not terms.question:
        raise ReasonWithoutQuestion
    if terms.opens_at and terms.closes_at and terms.opens_at >= terms.closes_at:
        raise ClosesFirst


def _row(scope: Scope, activity_id: uuid.UUID) -> Conditions | None:
    return scope.session.scalar(select(Conditions).where(Conditions.activity_id == activity_id))


def _terms(row: Conditions) -> Terms:
    values: dict[str, Any] = {name: getattr(row, name) for name in NAMES}
    return Terms(**values)
