"""The unit of work: one transaction, committed once; what was promised for afterwards follows only then."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from stelsel import errors


class Work(Protocol):
    """What a unit of work needs of a scope."""

    @property
    def session(self) -> Session: ...


S = TypeVar("S", bound=Work)


class NestedWork(RuntimeError):
    """A unit of work was opened inside another: a command committed half of its caller's work."""


@contextmanager
def unit_of_work(scope: S) -> Iterator[S]:
    """Commit what was done under this scope, or nothing of it.

    Raises `errors.Refused` for a named database constraint that has a message for people. Whatever was handed to
    `after_commit` runs once, in order, after the commit; never after a rollback.
    """
    session = scope.session
    if session.info.get("working"):
        raise NestedWork("open the unit of work at the edge: in the view, the job or the command line")
    session.info["working"] = True
    try:
        yield scope
        session.commit()
    except IntegrityError as error:
        session.rollback()
        refusal = errors.translate(error)
        if refusal is None:
            raise
        raise refusal from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["working"] = False
        promised: list[Task] = session.info.pop("after_commit", [])
    for task in promised:
        task()


def after_commit(scope: Work, task: "Task") -> None:
    """Run `task` when, and only when, this unit of work has been committed."""
    scope.session.info.setdefault("after_commit", []).append(task)


class Task(Protocol):
    def __call__(self) -> object: ...
