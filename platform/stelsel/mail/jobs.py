"""Sending what waits, and forgetting what was sent.

Who sends a letter first takes it, in a transaction of its own: two jobs for one letter send it once. Only a machine
that dies between the mail server's yes and our commit sends it again, with the same Message-ID.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta

import structlog
from flask import current_app
from sqlalchemy import and_, delete, or_, select, update

from stelsel.clock import now
from stelsel.config import Settings
from stelsel.db import unit_of_work
from stelsel.errors import Unavailable
from stelsel.jobs.registry import every, job
from stelsel.jobs.service import enqueue
from stelsel.mail import smtp
from stelsel.mail.models import Letter, LetterState
from stelsel.tenancy import Scope

log = structlog.stdlib.get_logger("stelsel.mail")

HOLD = timedelta(minutes=2)
RETRY_AFTER = timedelta(minutes=30)
SENSE = timedelta(days=3)
KEPT = timedelta(days=30)
AT_ONCE = 500
EMPTY = {"text": "", "html": "", "calendar": "", "unsubscribe": ""}
"""What is left of the words and links of a letter that has ended."""


@job("mail.deliver", network=True)
def deliver(_tenant_id: None, *, letter_id: uuid.UUID) -> None:
    """Send one letter, if it is still waiting. Raises Unavailable when it should be tried again."""
    settings: Settings = current_app.extensions["stelsel.settings"]
    letter = _take(letter_id)
    if letter is None:
        return
    if settings.smtp_url is None:
        _end(letter, LetterState.KEPT)
        return
    try:
        smtp.send(smtp.message(letter, settings), settings.smtp_url.get_secret_value())
    except smtp.Unsendable as error:
        log.warning("letter refused", letter=str(letter.id), template=letter.template, answer=str(error))
        _end(letter, LetterState.REFUSED, str(error))
    except smtp.ServerAway as error:
        _release(letter, str(error))
        raise Unavailable(retry_after=10) from None
    else:
        _end(letter, LetterState.SENT)


@every("*/30 * * * *", "mail.retry")
def retry(_tenant_id: None) -> None:
    """Letters whose job gave up are tried again for three days; then they come too late to be of use."""
    with Scope.identity(why="mail.retry") as scope, unit_of_work(scope):
        waiting = and_(Letter.state == LetterState.WAITING, Letter.queued_at < now() - RETRY_AFTER)
        late = {"state": LetterState.LATE, "ended_at": now(), **EMPTY}
        scope.session.execute(update(Letter).where(waiting, Letter.queued_at < now() - SENSE).values(late))
        for letter_id in scope.session.scalars(select(Letter.id).where(waiting).order_by(Letter.queued_at, Letter.id)):
            enqueue(scope, "mail.deliver", letter_id=letter_id)


@every("10 3 * * *", "mail.erase")
def erase(_tenant_id: None) -> None:
    """Thirty days after a letter ended nothing of it is left, nor of what it tells of that was forgotten before
    (SECURITY P-33)."""
    with Scope.identity(why="mail.erase") as scope, unit_of_work(scope):
        over = or_(Letter.ended_at < now() - KEPT, and_(Letter.ended_at.is_not(None), Letter.is_forgotten))
        scope.session.execute(delete(Letter).where(over))


@job("mail.forget", network=True)
def forget(_tenant_id: None, *, about_id: uuid.UUID) -> None:
    """As `forget_all`, of one thing."""
    forget_all([about_id])


def forget_all(about_ids: Sequence[uuid.UUID]) -> None:
    """What these letters tell of is forgotten: those that ended go at once, the others in the night after that."""
    with Scope.identity(why="mail.forget") as scope, unit_of_work(scope):
        for start in range(0, len(about_ids), AT_ONCE):
            theirs = Letter.about_id.in_(about_ids[start : start + AT_ONCE])
            scope.session.execute(delete(Letter).where(theirs, Letter.ended_at.is_not(None)))
            scope.session.execute(update(Letter).where(theirs).values(is_forgotten=True))


def _take(letter_id: uuid.UUID) -> Letter | None:
    """The letter, held for sending; None when there is nothing to send. Raises Unavailable when another holds it."""
    with Scope.identity(why="mail.deliver") as scope, unit_of_work(scope):
        letter = scope.session.get(Letter, letter_id, with_for_update=True)
        if letter is None or letter.state is not LetterState.WAITING:
            return None
        if letter.held_until is not None and letter.held_until > now():
            raise Unavailable(retry_after=int(HOLD.total_seconds()))
        letter.held_until = now() + HOLD
        return letter


def _end(letter: Letter, state: LetterState, error: str | None = None) -> None:
    """Write down what became of it; of a letter that has left, the text goes too."""
    values: dict[str, object] = {"state": state, "ended_at": now(), "held_until": None, "error": error}
    if state is not LetterState.KEPT:
        values |= EMPTY
    _write(letter, values)


def _release(letter: Letter, error: str) -> None:
    _write(letter, {"held_until": None, "error": error})


def _write(letter: Letter, values: dict[str, object]) -> None:
    with Scope.identity(why="mail.deliver") as scope, unit_of_work(scope):
        waiting = and_(Letter.id == letter.id, Letter.state == LetterState.WAITING)
        scope.session.execute(update(Letter).where(waiting).values(values))
