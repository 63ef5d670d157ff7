"""Whose move it is in a case, and what a person can do about it."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from stelsel.access import Permission, Person
from stelsel.i18n import _
from stelsel_admin.subsidies.cases.models import Case
from stelsel_admin.subsidies.transitions import Duty, State

S, P = State, Permission


@dataclass(frozen=True, slots=True)
class Turn:
    """`what` says what is to be done; `endpoint` is its page, or what its button posts to (`posts`)."""

    who: Any
    what: Any
    permission: Permission | None = None
    duty: Duty | None = None
    endpoint: str = ""
    button: Any = ""
    posts: bool = False


TURNS = {
    S.SUBMITTED: Turn(
        _("beoordelaar"), _("oppakken"), P.SCHEME_ASSESS, None, "assessment.take_up", _("Pak deze zaak op"), True
    ),
    S.COMPLETENESS_CHECK: Turn(
        _("beoordelaar"),
        _("kijken of alles er is"),
        P.SCHEME_ASSESS,
        Duty.ASSESSOR,
        "assessment.complete",
        _("De aanvraag is volledig"),
        True,
    ),
    S.SUPPLEMENT_REQUESTED: Turn(_("aanvrager"), _("aanvullen")),
    S.UNDER_ASSESSMENT: Turn(
        _("beoordelaar"),
        _("beoordelen"),
        P.SCHEME_ASSESS,
        Duty.ASSESSOR,
        "assessment.assess",
        _("Begin met beoordelen"),
    ),
    S.ASSESSED: Turn(
        _("controleur"),
        _("controle oppakken"),
        P.SCHEME_CONTROL,
        None,
        "assessment.take_control",
        _("Begin met controleren"),
        True,
    ),
    S.INTERNAL_CONTROL: Turn(
        _("controleur"), _("controleren"), P.SCHEME_CONTROL, Duty.CONTROLLER, "decisions.control", _("Geef uw oordeel")
    ),
    S.ALLOCATION_PROPOSED: Turn(
        _("coördinator"),
        _("verdeling vastleggen"),
        P.SCHEME_COORDINATE,
        None,
        "decisions.adopt",
        _("Leg de verdeling vast"),
        True,
    ),
    S.AWAITING_SIGNATURE: Turn(
        _("beslisser"), _("besluiten"), P.SCHEME_DECIDE, None, "decisions.decide", _("Neem het besluit")
    ),
    S.GRANTED: Turn("", ""),
    S.REFUSED: Turn("", ""),
    S.WITHDRAWN: Turn("", ""),
}

NEXT = {
    S.SUBMITTED: _("Kijk of u deze zaak kunt oppakken"),
    S.COMPLETENESS_CHECK: _("Kijk of de aanvraag volledig is"),
    S.UNDER_ASSESSMENT: _("Beoordeel de aanvraag en geef uw advies"),
    S.ASSESSED: _("Kijk de beoordeling na als tweede persoon"),
    S.INTERNAL_CONTROL: _("Bent u het eens met de beoordeling?"),
    S.ALLOCATION_PROPOSED: _("Leg de verdeling vast"),
    S.AWAITING_SIGNATURE: _("Neem het besluit en onderteken het"),
}
"""The sentence for the person whose move it is."""


def is_mine(turn: Turn, person: Person, assessor_id: uuid.UUID | None, controller_id: uuid.UUID | None) -> bool:
    """May this person take the step, as far as roles and duties tell? The command asks everything again."""
    if turn.permission is None or not person.may_nationally(turn.permission):
        return False
    if turn.duty is Duty.ASSESSOR:
        return person.id == assessor_id
    if turn.duty is Duty.CONTROLLER:
        return person.id == controller_id
    return person.id not in {assessor_id, controller_id}


def mine(person: Person) -> ColumnElement[bool]:
    """The same, as a condition on cases."""
    conditions = [_condition(state, turn, person) for state, turn in TURNS.items() if turn.permission]
    return or_(false(), *conditions)


def _condition(state: State, turn: Turn, person: Person) -> ColumnElement[bool]:
    if turn.permission is None or not person.may_nationally(turn.permission):
        return false()
    if turn.duty is Duty.ASSESSOR:
        return and_(Case.state == state, Case.assessor_id == person.id)
    if turn.duty is Duty.CONTROLLER:
        return and_(Case.state == state, Case.controller_id == person.id)
    return and_(
        Case.state == state,
        Case.assessor_id.is_distinct_from(person.id),
        Case.controller_id.is_distinct_from(person.id),
    )
