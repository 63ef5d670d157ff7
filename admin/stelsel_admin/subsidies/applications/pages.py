"""What the pages of an applicant show: where the application stands, in plain words."""

from dataclasses import dataclass
from typing import Any

from stelsel.i18n import _
from stelsel.web.format import euro, long_date
from stelsel_admin.subsidies.applications import answers as asked
from stelsel_admin.subsidies.applications.models import Application
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.transitions import ENDED, FOR_APPLICANT, STATES, TONES, State


@dataclass(frozen=True, slots=True)
class Status:
    """One application for its own library."""

    label: Any
    tone: str
    sentence: Any
    term: Any
    """When a decision must come, or what was decided."""
    requested_cents: int | None
    granted_cents: int | None
    may_withdraw: bool
    is_ended: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer in two versions."""

    label: str
    mine: str
    theirs: str


def status(application: Application) -> Status:
    state = application.state
    return Status(
        label=STATES[state],
        tone=TONES[state],
        sentence=FOR_APPLICANT[state],
        term=_term(application),
        requested_cents=application.requested_cents,
        granted_cents=application.granted_cents,
        may_withdraw=state is not State.DRAFT and state not in ENDED,
        is_ended=state in ENDED,
    )


def _term(application: Application) -> Any:
    if application.decided_on is not None:
        return _("Besloten op %(day)s.", day=long_date(application.decided_on))
    if application.stopped_since is not None and application.asked_until is not None:
        return _(
            "De termijn staat stil sinds %(since)s. Stuur uw aanvulling uiterlijk op %(until)s. "
            "Daarna telt de termijn verder.",
            since=long_date(application.stopped_since),
            until=long_date(application.asked_until),
        )
    if application.decision_due is None or application.state is State.WITHDRAWN:
        return ""
    return _("We beslissen uiterlijk op %(day)s.", day=long_date(application.decision_due))


def timeline(application: Application) -> list[tuple[Any, Any, str]]:
    """Newest first; what is to come is hollow."""
    rows: list[tuple[Any, Any, str]] = []
    state = application.state
    if state not in ENDED and application.decision_due:
        rows.append((_("Besluit"), _("uiterlijk %(day)s", day=long_date(application.decision_due)), "todo"))
    if application.decided_on is not None:
        rows.append((_decided(application), long_date(application.decided_on), ""))
    elif state is State.WITHDRAWN:
        rows.append((STATES[state], "", ""))
    else:
        rows.append((FOR_APPLICANT[state], "", "wait" if application.stopped_since else "now"))
    if application.received_at is not None:
        amount = euro(application.requested_cents or 0)
        received = _("Ontvangen. U vroeg %(amount)s", amount=amount)
        rows.append((received, long_date(application.received_at), ""))
    return rows


def differences(scheme: Published, mine: dict[str, Any], theirs: Application) -> list[Difference]:
    """Where two tabs say something else."""
    typed = asked.known(scheme.terms, {**theirs.answers, **mine})
    return [
        Difference(entry.label, asked.readable(entry, typed), asked.readable(entry, theirs.answers))
        for entry in asked.entries(scheme.terms)
        if typed[entry.name] != theirs.answers.get(entry.name, typed[entry.name])
    ]


def groups(scheme: Published) -> list[tuple[str, Any, list[str]]]:
    """The parts of the form: key, title, names of the entries; empty parts left out."""
    titles = (
        (asked.ACTIVITY, _("Wat u gaat doen")),
        (asked.QUESTION, _("Uw plan")),
        (asked.CHECK, _("Dit is geregeld")),
    )
    found = asked.entries(scheme.terms)
    parts = [(key, title, [entry.name for entry in found if entry.group == key]) for key, title in titles]
    return [part for part in parts if part[2]]


def _decided(application: Application) -> Any:
    if application.granted_cents is not None:
        return _("Verleend: %(amount)s", amount=euro(application.granted_cents))
    return STATES[application.state]
