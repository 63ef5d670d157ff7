"""What may happen to a question: it is written down once, and may be taken back for ten minutes."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import queries as partners
from stelsel_tenants.questions.events import Counted, questions_changed
from stelsel_tenants.questions.models import Body, Channel, Half, HelpQuestion, Kind, Topic

REGRET = timedelta(minutes=10)
OLDEST = timedelta(days=366)
NOON, EVENING = 12, 18
ORDER = tuple(Half)


class InFuture(Refused):
    field = "day"
    message = _("Dit moment moet nog komen. Kies een dag en een dagdeel tot en met nu.")


class LongAgo(Refused):
    field = "day"
    message = _("Dit is meer dan een jaar geleden. Kijk de dag na.")


class ClosedBranch(Refused):
    field = "branch_id"
    message = _("Deze vestiging is gesloten. Kies een andere.")


class NotAPartner(Refused):
    field = "referred_to"
    message = _("Deze organisatie is nu geen partner van uw bibliotheek. Kies een andere.")


class TooLate(Conflict):
    message = _("Terughalen kan tot tien minuten na het bewaren. Deze vraag blijft staan.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is written down. `referred_to`: a body, or a partner by its id."""

    branch_id: uuid.UUID
    visit_id: uuid.UUID
    day: date
    half: Half
    kind: Kind
    topic: Topic
    minutes: int
    channel: Channel = Channel.DESK
    body: Body | None = None
    referred_to: Body | uuid.UUID | None = None
    session_id: uuid.UUID | None = None


def half_at(instant: datetime) -> Half:
    """The part of the Amsterdam day in which an instant falls; the night counts as morning."""
    hour = instant.astimezone(clock.AMSTERDAM).hour
    return Half.MORNING if hour < NOON else Half.AFTERNOON if hour < EVENING else Half.EVENING


def record(scope: Scope, asked: Asked, *, question_id: uuid.UUID) -> HelpQuestion:
    """Write a question down; the same id again changes nothing. The trail names the branch, not the question.

    Raises Refused where it breaks a rule, NoResultFound when the branch is not this tenant's.
    """
    branch = scope.session.get_one(Branch, (scope.tenant_id, asked.branch_id), with_for_update=True)
    known = scope.session.get(HelpQuestion, (scope.tenant_id, question_id))
    if known is not None:
        return known
    _check(scope, asked, branch)
    to = asked.referred_to
    question = HelpQuestion(
        id=question_id,
        branch_id=asked.branch_id,
        visit_id=asked.visit_id,
        day=asked.day,
        half=asked.half,
        kind=asked.kind,
        topic=asked.topic,
        minutes=asked.minutes,
        channel=asked.channel,
        body=asked.body,
        referred_body=to if isinstance(to, Body) else None,
        referred_organisation_id=to if isinstance(to, uuid.UUID) else None,
        session_id=asked.session_id,
        recorded_at=clock.now(),
    )
    scope.session.add(question)
    audit.record(scope, "question.recorded", branch)
    questions_changed.send(scope, before=[], after=[Counted.of(question)])
    return question


def take_back(scope: Scope, question_id: uuid.UUID) -> HelpQuestion:
    """It was a mistake. Raises TooLate after ten minutes, NoResultFound when it is not this tenant's."""
    question = scope.session.get_one(HelpQuestion, (scope.tenant_id, question_id), with_for_update=True)
    if not is_recent(question):
        raise TooLate
    branch = scope.session.get_one(Branch, (scope.tenant_id, question.branch_id))
    scope.session.delete(question)
    audit.record(scope, "question.taken-back", branch)
    questions_changed.send(scope, before=[Counted.of(question)], after=[])
    return question


def is_recent(question: HelpQuestion) -> bool:
    """May it still be taken back?"""
    return question.recorded_at is not None and question.recorded_at > clock.now() - REGRET


def forget(scope: Scope) -> None:
    """Of questions that can no longer be taken back only the half of the day is kept."""
    scope.session.execute(
        update(HelpQuestion)
        .where(HelpQuestion.recorded_at <= clock.now() - REGRET)
        .values(recorded_at=None)
        .execution_options(synchronize_session=False)
    )


def _check(scope: Scope, asked: Asked, branch: Branch) -> None:
    today = clock.today()
    if (asked.day, ORDER.index(asked.half)) > (today, ORDER.index(half_at(clock.now()))):
        raise InFuture
    if asked.day < today - OLDEST:
        raise LongAgo
    if branch.closed_on is not None and branch.closed_on <= asked.day:
        raise ClosedBranch
    if isinstance(asked.referred_to, uuid.UUID) and asked.referred_to not in dict(partners.choices(scope)):
        raise NotAPartner
