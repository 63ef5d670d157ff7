"""The three steps of signing in with a password, each in its own transaction.

The try is counted before anything is checked, so that guesses at the same time do not slip through; the hash is
computed while no transaction is open, so that it makes nobody wait; only then is the sign-in written. A known and an
unknown address cost the same statements and the same hash (SECURITY P-15).
"""

from dataclasses import dataclass

from stelsel import text
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity import security, service, throttle, trail
from stelsel.identity.models import Attempt, User
from stelsel.tenancy import Actor, Hat, Scope

DEED = "sign-in"


class NotYou(Refused):
    """Address and password do not belong together, or the account is closed: nobody is told which."""

    message = _(
        "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk na wat u typte, of kies een nieuw wachtwoord."
    )


@dataclass(frozen=True, slots=True)
class Entered:
    """A fresh sign-in: whose, and the value for the cookie."""

    user: User
    token: str


def enter(email: str, password: str, *, address: str | None, device: str = "") -> Entered:
    """Sign in. Raises NotYou, throttle.Slowed after too many failures, Refused for what is no address."""
    account = text.email(email)
    guess = throttle.Guess.of(DEED, account, address)
    with Scope.identity(why=DEED, reading=True) as scope:
        throttle.look(scope, guess)
    with Scope.identity(why=DEED) as scope, unit_of_work(scope):
        throttle.take(scope, guess, slowed=lambda row: _slowed(scope, row))
    with Scope.identity(why=DEED, reading=True) as scope:
        user = service.find(scope, account)
    if not security.matches(password, user.password if user else None) or user is None or not user.active:
        raise NotYou
    with unit_of_work(security.scope()) as scope:
        throttle.forgive(scope, guess)
        token = admit(scope, user, device=device)
        _renew(scope, user, password)
    return Entered(user, token)


def admit(scope: Scope, user: User, *, device: str) -> str:
    """Begin a sign-in of somebody who has proven to be this person; returns the value for the cookie."""
    scope.actor = Actor(Hat.MEMBER, user.name, user.id)
    token = service.begin(scope, user.id, device=device)
    trail.record(scope, "person.signed_in", user)
    return token


def _renew(scope: Scope, user: User, password: str) -> None:
    """Hash anew what was hashed with less than now."""
    if user.password and security.is_outdated(user.password):
        fresh = scope.session.get_one(User, user.id)
        if fresh.password == user.password:
            fresh.password = security.hashed(password)


def _slowed(scope: Scope, row: Attempt) -> None:
    trail.record(scope, "person.sign_in_slowed", row)
