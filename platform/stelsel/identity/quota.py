"""So many failures in any hour and not one more, for all workers at once: for codes that are short (SECURITY P-16).

It lives in the table of the throttle. A try takes one of ten places before it is made and holds it for an hour, unless
it succeeds and gives it back. Success wipes out no failure: else one right code would buy nine more guesses.
"""

from datetime import timedelta
from math import ceil

from sqlalchemy import select, update

from stelsel.clock import now
from stelsel.identity.models import Attempt
from stelsel.identity.throttle import KEY, Guess, Slowed
from stelsel.tenancy import Scope

MOST = 10
WITHIN = timedelta(hours=1)


def take(scope: Scope, guess: Guess) -> str:
    """Count a try as failed before it is made; returns what `give_back` takes. Raises Slowed, with the seconds to wait,
    without counting."""
    moment, places = now(), [f"{guess.key[: KEY - 2]}{number:02}" for number in range(MOST)]
    scope.upsert(Attempt, {"key": places[0]}, first={"failures": 0, "last_at": moment, "open_at": moment})
    # Whoever else tries waits here; what they wrote meanwhile is seen by the next statement only.
    scope.session.execute(select(Attempt.key).where(Attempt.key == places[0]).with_for_update())
    statement = select(Attempt.key, Attempt.open_at).where(Attempt.key.in_(places))
    held = {key: open_at for key, open_at in scope.session.execute(statement) if open_at > moment}
    free = next((place for place in places if place not in held), None)
    if free is None:
        raise Slowed(retry_after=ceil((min(held.values()) - moment).total_seconds()))
    scope.upsert(Attempt, {"key": free}, put={"failures": 1, "last_at": moment, "open_at": moment + WITHIN})
    return free


def give_back(scope: Scope, place: str) -> None:
    """It succeeded."""
    scope.session.execute(update(Attempt).where(Attempt.key == place).values(failures=0, open_at=now()))
