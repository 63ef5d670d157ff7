"""Counting the statements that something costs."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.databases import listening

OF_THE_SCOPE = "select set_config("


@contextmanager
def recorded() -> Iterator[list[str]]:
    """The statements that run inside; what a scope says when it opens on PostgreSQL is not one of them."""
    seen: list[str] = []

    def look(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(OF_THE_SCOPE):
            seen.append(statement)

    with listening(look):
        yield seen
