"""What this room tells others, inside the transaction in which it happens (blinker; sender is the Scope).

| signal | values |
|---|---|
| `published_changed` | `activity_ids`: set of UUID, whose published facts, schedule or sessions changed |
| `seats_changed` | `session`: Session, of which more or fewer seats are taken |
| `session_counted` | `session`: Session, `before`: Tally, `after`: Tally: figures are kept from the difference |
| `who_may_give` | none: a question. A receiver answers with (organisation id, name) of who may give an activity here |
| `who_signed_up` | `session_ids`: list of UUID; a question. A receiver answers with those that a sign-up points at |
| `calendar_asked` | `session_ids`: list of UUID, `method`: str; a question. The answer is an iCalendar object, or "" |
| `told_before` | `activity_id`: a question. A receiver answers with {start: session id} of what is public no more |
| `sessions_moved` | `before`: list of Standing, `after`: list of Standing: sessions that came, went, moved or ended |
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from blinker import Namespace

from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Session, SessionState

_signals = Namespace()

published_changed = _signals.signal("activity-published-changed")
seats_changed = _signals.signal("session-seats-changed")
session_counted = _signals.signal("session-counted")
who_may_give = _signals.signal("who-may-give-an-activity")
who_signed_up = _signals.signal("who-signed-up-for-sessions")
calendar_asked = _signals.signal("calendar-of-sessions-asked")
told_before = _signals.signal("sessions-told-before")
sessions_moved = _signals.signal("sessions-moved")


def calendar(scope: Scope, session_ids: Sequence[uuid.UUID], method: str = "PUBLISH") -> str:
    """The sessions as calendars take them in (RFC 5546 for `method`); "" where none of them is told any more."""
    answers = (str(said) for _who, said in calendar_asked.send(scope, session_ids=list(session_ids), method=method))
    return next((said for said in answers if said), "")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session that is not held stands: it adds to the figures of this branch, concept and month."""

    branch_id: uuid.UUID
    concept_slug: str
    starts_at: datetime
    state: SessionState

    @classmethod
    def of(cls, session: Session) -> Self:
        return cls(session.branch_id, session.concept_slug, session.starts_at, session.state)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one session adds to the figures: all zero while it is not held.

    `present` may exceed `registered` and is never capped. `present_at_sign_up` is `present` where people could sign
    up and did, so that a ratio of present to registered compares like with like. Who of the registered came is taken
    from the desk, else as many as can be (all present, at most all registered).
    """

    held: int = 0
    minutes: int = 0
    registered: int = 0
    present: int = 0
    registered_present: int = 0
    present_at_sign_up: int = 0
    turned_away: int = 0

    @classmethod
    def of(cls, session: Session) -> Self:
        if session.state is not SessionState.HELD or session.present is None:
            return cls()
        known = session.registered_present
        return cls(
            held=1,
            minutes=int((session.ends_at - session.starts_at).total_seconds()) // 60,
            registered=session.taken,
            present=session.present,
            registered_present=min(session.present, session.taken) if known is None else known,
            present_at_sign_up=session.present if session.taken else 0,
            turned_away=session.turned_away,
        )
