"""What may be seen of letters."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from stelsel.mail.models import Letter, LetterState
from stelsel.tenancy import Scope

PAGE = 50


@dataclass(frozen=True, slots=True)
class LetterRow:
    id: uuid.UUID
    receiver: str
    subject: str
    state: LetterState
    queued_at: datetime


@dataclass(frozen=True, slots=True)
class LetterPage:
    """`text` and `html` are empty once the letter has been sent."""

    id: uuid.UUID
    receiver: str
    sender: str
    reply_to: str | None
    subject: str
    text: str
    html: str
    state: LetterState
    error: str | None
    queued_at: datetime
    ended_at: datetime | None


def newest(scope: Scope, *, page: int = 1) -> list[LetterRow]:
    """One page of letters, newest first, and one row more when there is another page."""
    statement = (
        select(Letter.id, Letter.receiver, Letter.subject, Letter.state, Letter.queued_at)
        .order_by(Letter.queued_at.desc(), Letter.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    return [LetterRow(*row) for row in scope.session.execute(statement)]


def letter(scope: Scope, letter_id: uuid.UUID) -> LetterPage:
    """Raises NoResultFound."""
    row = scope.session.get_one(Letter, letter_id)
    return LetterPage(
        id=row.id,
        receiver=row.receiver,
        sender=row.sender,
        reply_to=row.reply_to,
        subject=row.subject,
        text=row.text,
        html=row.html,
        state=row.state,
        error=row.error,
        queued_at=row.queued_at,
        ended_at=row.ended_at,
    )
