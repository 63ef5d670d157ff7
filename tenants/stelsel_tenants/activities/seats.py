"""Seats of a session that anybody can take: at its branch, and online where one may choose. Pure."""

from typing import Protocol


class Counted(Protocol):
    """Anything with the seats of a session."""

    @property
    def capacity(self) -> int | None: ...
    @property
    def kept(self) -> int: ...
    @property
    def taken(self) -> int: ...
    @property
    def online_capacity(self) -> int | None: ...
    @property
    def online_taken(self) -> int: ...


def at_branch(one: Counted) -> int | None:
    """Where one cannot choose: all. None where they are not counted; never below zero."""
    return None if one.capacity is None else max(one.capacity - one.kept - one.taken + one.online_taken, 0)


def online(one: Counted) -> int | None:
    """None where one cannot choose."""
    return None if one.online_capacity is None else max(one.online_capacity - one.online_taken, 0)


def left_over(one: Counted) -> int | None:
    """Both together; None where those at the branch are not counted."""
    here = at_branch(one)
    return None if here is None else here + (online(one) or 0)


def in_all(capacity: int | None, online_capacity: int | None) -> int | None:
    """How many people there is room for; None where they are not counted."""
    return None if capacity is None else capacity + (online_capacity or 0)
