"""Guessing is slowed in the database, for all workers at once (SECURITY P-14).

An attempt counts as failed from the moment it starts, so that a hundred at the same time do not slip through; a
success wipes it out. What is slowed is one account *from one network*: whoever fails elsewhere locks nobody out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from sqlalchemy import delete, select

from stelsel.clock import now
from stelsel.errors import TooMany
from stelsel.i18n import _
from stelsel.identity.models import Attempt
from stelsel.marks import keyed
from stelsel.tenancy import Scope

FREE = 10
"""Failures that cost nothing but the effort."""
QUIET = timedelta(minutes=15)
"""After so long without a try the count begins anew."""
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
KEY = 40
KEPT = timedelta(days=1)
NETWORKS = {4: 24, 6: 48}


class Slowed(TooMany):
    """Too many failures for this account from this network."""

    message = _("Dit is te vaak niet gelukt. Wacht even en probeer het dan opnieuw.")


@dataclass(frozen=True, slots=True)
class Guess:
    """What is tried, by which account, from where: as a key that names nobody."""

    key: str

    @classmethod
    def of(cls, deed: str, account: str, address: str | None) -> "Guess":
        said = "\n".join((deed, account.casefold(), network(address)))
        return cls(keyed(said.encode("utf-8", "replace")).hex()[:KEY])


def network(address: str | None) -> str:
    """The network of an address: "192.0.2.0/24", "2001:db8:1::/48"; "" where there is no address."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip_network((ip, NETWORKS[ip.version]), strict=False))


def delay(failures: int, free: int = FREE) -> timedelta:
    """How long to wait after so many failures: nothing, then 30 seconds, doubling to a quarter of an hour."""
    over = failures - free
    return min(FIRST_DELAY * 2 ** min(over, 10), LONGEST_DELAY) if over >= 0 else timedelta()


def look(scope: Scope, guess: Guess) -> None:
    """As `take`, without counting: what is slowed anyway costs the database no more than a glance. Raises Slowed."""
    open_at = scope.session.scalar(select(Attempt.open_at).where(Attempt.key == guess.key))
    if open_at is not None:
        _refuse_before(open_at)


def take(scope: Scope, guess: Guess, *, free: int = FREE, slowed: Callable[[Attempt], None] | None = None) -> None:
    """Count a try before it is made. Raises Slowed, with the seconds to wait, without counting.

    `free` tries are not slowed; `slowed` is called once, when they have run out.
    """
    moment = now()
    scope.upsert(Attempt, {"key": guess.key}, first={"failures": 0, "last_at": moment, "open_at": moment})
    row = scope.session.scalars(
        select(Attempt).where(Attempt.key == guess.key).with_for_update().execution_options(populate_existing=True)
    ).one()
    _refuse_before(row.open_at)
    if row.last_at + max(QUIET, delay(row.failures, free)) < moment:
        row.failures = 0
    row.failures += 1
    row.last_at = moment
    row.open_at = moment + delay(row.failures, free)
    if row.failures == free and slowed:
        slowed(row)


def forgive(scope: Scope, guess: Guess) -> None:
    """It succeeded: nothing is held against this account here any more."""
    scope.session.execute(delete(Attempt).where(Attempt.key == guess.key))


def tidy(scope: Scope) -> None:
    """Forget what is old."""
    scope.session.execute(delete(Attempt).where(Attempt.last_at < now() - KEPT))


def _refuse_before(open_at: datetime) -> None:
    if (moment := now()) < open_at:
        raise Slowed(retry_after=ceil((open_at - moment).total_seconds()))
