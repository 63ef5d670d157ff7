"""Applying rows one by one, all or nothing unless asked otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, SessionTransaction

from stelsel.errors import Refused, translate
from stelsel.importing.report import Outcome, Report, Result
from stelsel.importing.table import Row, Table
from stelsel.tenancy import Scope

Apply: TypeAlias = Callable[[Row], Outcome]
"""What a room does with a row: change the database, say what that was, or raise Refused."""
Progress: TypeAlias = Callable[[int, int], object]
"""Called with how many rows are done and how many there are."""

EVERY = 100
"""Rows between two calls of progress."""


def run(
    scope: Scope,
    table: Table,
    apply: Apply,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    careful: bool = True,
    finish: Callable[[], object] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Apply every row and report on each. It flushes at most: the caller's unit of work commits.

    With a refused row nothing is kept, unless `skip_bad`; with `dry_run` nothing is kept at all. `careful` undoes what
    a row did before it was refused; a room whose `apply` looks before it writes may turn it off, and is faster.
    `finish` is called after the last row, while all can still be undone.
    """
    results: list[Result] = []
    with step(scope.session) as whole:
        for done, row in enumerate(table.rows):
            if progress is not None and done % EVERY == 0:
                progress(done, len(table.rows))
            results.append(_apply(scope.session, row, apply, careful=careful))
        if finish is not None:
            finish()
        scope.session.flush()
        bad = any(result.outcome is Outcome.REFUSED for result in results)
        kept = not dry_run and (skip_bad or not bad)
        if not kept:
            whole.rollback()
    if progress is not None:
        progress(len(table.rows), len(table.rows))
    return Report(results, kept=kept, dry_run=dry_run, unit=table.unit)


@contextmanager
def step(session: Session) -> Iterator[SessionTransaction]:
    """Something that can be undone inside a unit of work: by an exception, or by calling `rollback`."""
    nested = session.begin_nested()
    try:
        yield nested
        if _is_open(session, nested):
            nested.commit()
    except BaseException:
        if _is_open(session, nested):
            nested.rollback()
        raise


def _apply(session: Session, row: Row, apply: Apply, *, careful: bool) -> Result:
    if row.problem is not None:
        return Result(row.line, Outcome.REFUSED, row.problem.message)
    try:
        if not careful:
            return Result(row.line, apply(row))
        with step(session):
            outcome = apply(row)
            session.flush()
    except Refused as refusal:
        return Result(row.line, Outcome.REFUSED, refusal.message, refusal.field)
    except IntegrityError as error:
        meant = translate(error)
        if meant is None or not careful:
            raise
        return Result(row.line, Outcome.REFUSED, meant.message, meant.field)
    return Result(row.line, outcome)


def _is_open(session: Session, nested: SessionTransaction) -> bool:
    """False once it was rolled back; a flush that failed leaves it open, though it can no longer be used."""
    return session.get_nested_transaction() is nested
