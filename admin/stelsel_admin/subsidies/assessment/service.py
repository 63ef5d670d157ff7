"""From receipt to a proposal: completeness, assessment, control. Commands run under a scope between both tenants.

`seq` is the step that the page showed (cases.moves).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import func, select

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.applications import answers as asked
from stelsel_admin.subsidies.cases import clock, moves
from stelsel_admin.subsidies.cases.models import Assessment, Case, Score
from stelsel_admin.subsidies.schemes import queries as schemes
from stelsel_admin.subsidies.terms import Criterion, Terms
from stelsel_admin.subsidies.transitions import Step

Points = Mapping[str, tuple[int, str]]
"""By the key of a criterion: points, and why."""


class NothingAsked(Refused):
    field = "asked"
    message = _("Kies ten minste één onderdeel dat de aanvrager moet aanvullen.")


class Unscored(Refused):
    message = _("Geef bij elk criterium punten en een reden.")


class BelowMinimum(Refused):
    field = "positive"
    message = _("De score is lager dan de regeling vraagt. Het advies kan dan alleen afwijzen zijn.")


def take_up(scope: Scope, case_id: uuid.UUID, *, seq: int | None = None) -> None:
    """Become the assessor of a case (T2)."""
    move = moves.begin(scope, case_id, Step.TAKE_UP, seq=seq, given={})
    if move is not None:
        move.enter()
        move.close()


def ask_supplement(scope: Scope, case_id: uuid.UUID, *, names: list[str], text: str, seq: int | None = None) -> None:
    """Ask the applicant for what is missing (T3, T9): the clock stops. Raises NothingAsked, NoReason."""
    given = {"names": sorted(names), "text": text}
    move = moves.begin(scope, case_id, Step.ASK_SUPPLEMENT, seq=seq, given=given)
    if move is None:
        return
    terms = _terms(scope, move.case)
    known = [entry.name for entry in asked.entries(terms) if entry.name in names]
    if not known:
        raise NothingAsked
    if not text.strip():
        raise moves.NoReason(field="text")
    case, application = move.case, move.application
    stop = clock.stop(scope, case, days=terms.supplement_days, asked=known, text=text, by=move.person)
    application.asked, application.asked_text = known, text
    application.asked_until, application.stopped_since = stop.answer_until, stop.asked_on
    move.enter(reason=text)
    move.close()


def find_complete(scope: Scope, case_id: uuid.UUID, *, seq: int | None = None) -> None:
    """The application is complete (T7). When it came in like that is its place in the order of receipt, once."""
    move = moves.begin(scope, case_id, Step.FIND_COMPLETE, seq=seq, given={})
    if move is None:
        return
    move.enter()
    move.case.complete_at = move.case.complete_at or move.case.last_sent_at
    move.close()


def assess(
    scope: Scope, case_id: uuid.UUID, *, points: Points, positive: bool, reason: str, seq: int | None = None
) -> None:
    """Score every criterion and advise (T10); locked from here on. Raises Unscored, BelowMinimum, NoReason."""
    given = {"points": {key: list(value) for key, value in points.items()}, "positive": positive, "reason": reason}
    move = moves.begin(scope, case_id, Step.ASSESS, seq=seq, given=given)
    if move is None:
        return
    terms = _terms(scope, move.case)
    _require_scores(terms, points)
    total = weighted(terms.criteria, {key: value[0] for key, value in points.items()})
    if positive and total < terms.lowest_score * 100:
        raise BelowMinimum
    if not reason.strip():
        raise moves.NoReason
    case = move.case
    earlier = scope.session.scalar(select(func.max(Assessment.round)).where(Assessment.case_id == case.id)) or 0
    made = Assessment(
        tenant_id=case.tenant_id,
        case_id=case.id,
        round=earlier + 1,
        assessor_id=move.person,
        positive=positive,
        reason=reason.strip(),
        total=total,
    )
    scope.session.add(made)
    scope.session.flush()
    scope.session.add_all(
        Score(tenant_id=case.tenant_id, assessment_id=made.id, criterion=key, points=given, reason=why.strip())
        for key, (given, why) in sorted(points.items())
    )
    move.enter(reason=reason)
    move.close()


def take_control(scope: Scope, case_id: uuid.UUID, *, seq: int | None = None) -> None:
    """Become the second pair of eyes (T11)."""
    move = moves.begin(scope, case_id, Step.TAKE_CONTROL, seq=seq, given={})
    if move is not None:
        move.enter()
        move.close()


def disagree(scope: Scope, case_id: uuid.UUID, *, reason: str, seq: int | None = None) -> None:
    """Back to the assessor (T12); both texts are kept."""
    move = moves.begin(scope, case_id, Step.DISAGREE, seq=seq, given={"reason": reason})
    if move is not None:
        move.enter(reason=reason)
        move.close()


def newest(scope: Scope, case_id: uuid.UUID) -> Assessment:
    """The assessment that counts."""
    return scope.session.scalars(
        select(Assessment).where(Assessment.case_id == case_id).order_by(Assessment.round.desc()).limit(1)
    ).one()


@dataclass(frozen=True, slots=True)
class Judged:
    """An assessment as colleagues read it: label, points, highest and reason of each criterion."""

    positive: bool
    reason: str
    total: int
    assessor_id: uuid.UUID
    locked_at: datetime
    scores: tuple[tuple[str, int, int, str], ...]


def judged(scope: Scope, case_id: uuid.UUID, terms: Terms) -> Judged | None:
    """The newest assessment with its scores; None where there is none yet."""
    made = scope.session.scalar(
        select(Assessment).where(Assessment.case_id == case_id).order_by(Assessment.round.desc()).limit(1)
    )
    if made is None:
        return None
    scores = {row.criterion: row for row in scope.session.scalars(select(Score).where(Score.assessment_id == made.id))}
    rows = tuple(
        (one.label, scores[one.key].points, one.highest, scores[one.key].reason)
        for one in terms.criteria
        if one.key in scores
    )
    return Judged(made.positive, made.reason, made.total, made.assessor_id, made.locked_at, rows)


def weighted(criteria: tuple[Criterion, ...], points: Mapping[str, int]) -> int:
    """Hundredths of a percent of the weighted maximum; halves go up. Decimal, so that equal scores are equal."""
    total = sum(
        (Decimal(points[one.key] * one.weight) / one.highest for one in criteria),
        Decimal(0),
    )
    return int((total * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _require_scores(terms: Terms, points: Points) -> None:
    if set(points) != {criterion.key for criterion in terms.criteria}:
        raise Unscored
    for criterion in terms.criteria:
        given, why = points[criterion.key]
        if not 0 <= given <= criterion.highest:
            raise Unscored(field=f"points_{criterion.key}")
        if not why.strip():
            raise Unscored(field=f"why_{criterion.key}")


def _terms(scope: Scope, case: Case) -> Terms:
    return schemes.version(scope, case.scheme_id, case.scheme_number).terms
