"""One case, put together for its page."""

import uuid
from dataclasses import dataclass
from typing import Any

from stelsel.access import Permission, Person
from stelsel.clock import today
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import euro, long_date, moment
from stelsel_admin.subsidies import people
from stelsel_admin.subsidies.assessment.service import Judged, judged
from stelsel_admin.subsidies.cases import clock as clocks
from stelsel_admin.subsidies.cases.models import Case, Decision, Transition
from stelsel_admin.subsidies.cases.reading import Sending, sent
from stelsel_admin.subsidies.desk import queries, term
from stelsel_admin.subsidies.desk.turns import NEXT, TURNS, Turn, is_mine
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.transitions import ENDED, FOR_APPLICANT, STATES, STEPS, TONES, State, Step

AHEAD = (
    (State.COMPLETENESS_CHECK, _("Kijken of de aanvraag volledig is"), _("beoordelaar")),
    (State.UNDER_ASSESSMENT, _("Beoordelen"), _("beoordelaar")),
    (State.INTERNAL_CONTROL, _("Controle door een tweede"), _("controleur")),
    (State.ALLOCATION_PROPOSED, _("Verdeling vastleggen"), _("coördinator")),
    (State.AWAITING_SIGNATURE, _("Besluit"), _("beslisser")),
)
ORDER = (
    State.SUBMITTED,
    State.SUPPLEMENT_REQUESTED,
    State.COMPLETENESS_CHECK,
    State.UNDER_ASSESSMENT,
    State.ASSESSED,
    State.INTERNAL_CONTROL,
    State.ALLOCATION_PROPOSED,
    State.AWAITING_SIGNATURE,
)
GONE = _("iemand die hier niet meer werkt")


@dataclass(frozen=True, slots=True)
class CasePage:
    case: Case
    scheme: Published
    state: Any
    tone: str
    turn: Turn
    is_mine: bool
    sentence: Any
    note: Any
    may_ask: bool
    clock: term.Clock | None
    timeline: list[tuple[Any, Any, str]]
    sent: list[Sending]
    judged: Judged | None
    assessor: str
    decision: Decision | None
    decider: str


def page(scope: Scope, case: Case, scheme: Published, person: Person) -> CasePage:
    history = queries.history(scope, case.id)
    decision = queries.decision(scope, case.id)
    assessment = judged(scope, case.id, scheme.terms) if _sees_scores(case, person) else None
    names = people.names(scope, {row.user_id for row in history if row.user_id})
    turn = TURNS[case.state]
    own = is_mine(turn, person, case.assessor_id, case.controller_id)
    begins = clocks.received_on(case)
    stops = clocks.stops(scope, case.id)
    return CasePage(
        case=case,
        scheme=scheme,
        state=STATES[case.state],
        tone=TONES[case.state],
        turn=turn,
        is_mine=own,
        sentence=NEXT.get(case.state, "") if own else _other(case, turn),
        note=_("De aanvrager leest nu: “%(text)s”", text=FOR_APPLICANT[case.state]),
        may_ask=own and case.state in {State.COMPLETENESS_CHECK, State.UNDER_ASSESSMENT},
        clock=None if case.state in ENDED else term.clock(begins, case.decision_due, stops, today()),
        timeline=[*_ahead(case), *_now(case, turn), *(_past(row, case, names) for row in history)],
        sent=sent(scope, case.id),
        judged=assessment,
        assessor=_name(assessment.assessor_id if assessment else None, names),
        decision=decision,
        decider=_name(decision.decided_by if decision else None, names),
    )


def _sees_scores(case: Case, person: Person) -> bool:
    """An assessor who is not this case's sees no scores of a colleague (I-15); those who build on them do."""
    others = (Permission.SCHEME_CONTROL, Permission.SCHEME_COORDINATE, Permission.SCHEME_DECIDE)
    return person.id == case.assessor_id or any(person.may_nationally(one) for one in others)


def _other(case: Case, turn: Turn) -> Any:
    if case.state in ENDED:
        return STATES[case.state]
    return _("Nu aan zet: %(who)s, om te %(what)s", who=turn.who, what=turn.what)


def _ahead(case: Case) -> list[tuple[Any, Any, str]]:
    if case.state in ENDED:
        return []
    place = ORDER.index(case.state)
    coming = [row for row in AHEAD if ORDER.index(row[0]) > place]
    rows = [(what, who, "todo") for _state, what, who in reversed(coming)]
    if rows and case.state is not State.AWAITING_SIGNATURE:
        what, who, state = rows[0]
        rows[0] = (what, _("%(who)s, uiterlijk %(day)s", who=who, day=long_date(case.decision_due)), state)
    return rows


def _now(case: Case, turn: Turn) -> list[tuple[Any, Any, str]]:
    if case.state in ENDED:
        return []
    return [(STATES[case.state], turn.who, "wait" if case.state is State.SUPPLEMENT_REQUESTED else "now")]


def _past(row: Transition, case: Case, names: dict[uuid.UUID, str]) -> tuple[Any, Any, str]:
    title = STEPS[row.step]
    if row.step is Step.SUBMIT:
        title = _("%(what)s. Gevraagd: %(amount)s", what=title, amount=euro(case.requested_cents))
    who = _name(row.user_id, names) if row.user_id else str(_("systeem"))
    note = f"{who}, {moment(row.at)}"
    if row.reason and row.step is not Step.ASSESS:
        note = f"{note}. {row.reason}"
    return title, note, "wait" if row.step is Step.ASK_SUPPLEMENT else ""


def _name(user_id: uuid.UUID | None, names: dict[uuid.UUID, str]) -> str:
    return "" if user_id is None else names.get(user_id, str(GONE))
