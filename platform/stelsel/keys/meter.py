"""How often a program may ask: counted in the database, so that all workers count together (SECURITY P-18).

A worker takes requests a handful at a time and gives them out by itself: of twenty requests one costs a statement.
What it has taken and not given out when a minute ends is lost to the caller, so the limit is never passed, and with
several workers it may be met a handful early. Who is over it costs the database nothing until the next minute.
"""

import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel import clock
from stelsel.db import unit_of_work
from stelsel.errors import TooMany
from stelsel.i18n import _
from stelsel.keys.models import RequestCount
from stelsel.tenancy import Scope

log = logging.getLogger(__name__)

WINDOW = timedelta(minutes=1)
CALLERS = 10_000
"""Callers that a worker remembers; whoever asked longest ago is forgotten first."""


class Slower(TooMany):
    message = _("U vraagt te vaak achter elkaar. Wacht tot de volgende minuut, of vraag minder vaak.")

    def __init__(self, allowance: "Allowance") -> None:
        super().__init__(retry_after=allowance.seconds)
        self.allowance = allowance


@dataclass(frozen=True, slots=True)
class Policy:
    """So many requests in each window. `handful`: how many a worker takes at once."""

    name: str
    quota: int
    handful: int


ANYBODY = Policy("anybody", quota=300, handful=20)
WITH_KEY = Policy("key", quota=1200, handful=40)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to a caller, for `seconds` more."""

    policy: Policy
    left: int
    seconds: int


@dataclass(slots=True)
class _Taken:
    """What a worker has in hand for a caller in this window; `others` is left for all workers beside it."""

    begins_at: datetime
    in_hand: int
    others: int


@dataclass
class Meter:
    """One of each application."""

    taken: "OrderedDict[str, _Taken]" = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, caller: str, policy: Policy) -> Allowance:
        """Count one request. Raises Slower."""
        moment = clock.now()
        begins_at = moment.replace(second=0, microsecond=0)
        seconds = max(1, ceil((begins_at + WINDOW - moment).total_seconds()))
        with self.lock:
            have = self.taken.pop(caller, None)
        if have is None or have.begins_at != begins_at or (not have.in_hand and have.others):
            have = _take(caller, policy, begins_at)
        allowed = have.in_hand > 0
        have.in_hand = max(0, have.in_hand - 1)
        with self.lock:
            self.taken[caller] = have
            while len(self.taken) > CALLERS:
                self.taken.popitem(last=False)
        allowance = Allowance(policy, have.in_hand + have.others, seconds)
        if not allowed:
            raise Slower(allowance)
        return allowance


def _take(caller: str, policy: Policy, begins_at: datetime) -> _Taken:
    """A handful, or what is left of it. While the database cannot say, nobody is kept out for that."""
    key = {"caller": caller, "begins_at": begins_at}
    try:
        with Scope.identity(why="how often is asked") as scope, unit_of_work(scope):
            scope.upsert(RequestCount, key, first={"given": 0})
            row = scope.session.scalars(select(RequestCount).filter_by(**key).with_for_update()).one()
            taken = min(policy.handful, policy.quota - row.given)
            row.given += taken
            return _Taken(begins_at, taken, policy.quota - row.given)
    except (DBAPIError, PoolTimeout):
        log.warning("could not count a request")
        return _Taken(begins_at, 1, policy.quota)
