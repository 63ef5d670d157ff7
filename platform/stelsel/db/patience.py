"""A server that falls silent in the middle of a conversation is hung up on (SECURITY P-37).

PostgreSQL keeps the limits of statements and locks itself, so they end nothing when it is the server, or the way to it,
that is gone; and the kernel sees a connection that says nothing as one that is well. So the client counts too.
"""

import time
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg.rows import TupleRow
from sqlalchemy import Engine, event

from stelsel.db import budget

if TYPE_CHECKING:
    from psycopg.abc import PQGen

RV = TypeVar("RV")

INTERVAL = 0.1
"""Seconds between two looks at whether we are interrupted; psycopg's own."""


class Patient(psycopg.Connection[TupleRow]):
    """A connection that waits for each answer `patience` seconds in all, however slowly it comes in; in a request also
    no longer than what is left of the request's budget."""

    patience: float

    def wait(self, gen: "PQGen[RV]", interval: float = INTERVAL, timeout: float | None = None) -> RV:
        """Raises psycopg.OperationalError when the server took too long; then the connection is closed."""
        request = budget.of_request.get()
        longest = self.patience if request is None else min(self.patience, request.left)
        if longest <= 0:  # nothing is asked any more, so that nothing is left half asked: above all no COMMIT
            self.pgconn.finish()
            raise psycopg.OperationalError(budget.SPENT)
        began = time.monotonic()
        try:
            return super().wait(gen, interval, longest if timeout is None else timeout)
        except psycopg.Error:
            if timeout is None and time.monotonic() - began >= longest:
                # Nobody knows how far it got: what comes in later would be the answer to another question.
                self.pgconn.finish()
                raise psycopg.OperationalError(f"the server said nothing for {longest:g} s") from None
            raise
        finally:
            if request is not None:
                request.left -= time.monotonic() - began


def limit(engine: Engine, seconds: float) -> None:
    """Let every connection of a PostgreSQL engine wait so long for an answer, and no longer."""

    class OfThisEngine(Patient):
        patience = seconds

    def connect(_dialect: object, _record: object, arguments: list[Any], options: dict[str, Any]) -> Patient:
        request = budget.of_request.get()
        if request is not None and request.left <= 0:
            raise psycopg.OperationalError(budget.SPENT)
        return OfThisEngine.connect(*arguments, **options)

    event.listen(engine, "do_connect", connect)
