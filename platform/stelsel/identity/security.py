"""Flask-Security on Flask-Login, set up for this house.

It hashes and checks passwords, and says who is signed in (`current_user`). Its own pages stay away: ours have our
words, our addresses and our links. Its sign-in in the cookie is worth what the row in the database says, no more.
"""

import secrets
import unicodedata
from typing import Any

from flask import Flask, current_app, g, has_request_context, request, session
from flask_security import PasswordUtil, Security, UserDatastore
from flask_security.core import AnonymousUser
from flask_security.utils import hash_password, verify_password
from sqlalchemy import select

from stelsel.identity import sign_ins
from stelsel.identity.models import SecurityRole, User
from stelsel.identity.passwords import LONGEST
from stelsel.tenancy import Scope

COOKIE_KEY = "sign-in"

# OWASP's parameters of 2026: 19 MiB, two passes, one lane. A hash with less is made anew at the next sign-in.
ARGON2 = {"argon2__memory_cost": 19 * 1024, "argon2__time_cost": 2, "argon2__parallelism": 1}

SETTINGS = {
    "PASSWORD_HASH": "argon2",
    # The second is for accounts that come from elsewhere: read once, then made anew.
    "PASSWORD_SCHEMES": ["argon2", "pbkdf2_sha512"],
    "PASSWORD_HASH_PASSLIB_OPTIONS": ARGON2,
    # Argon2 has a salt of its own; one pepper for all would end every password with the key.
    "PASSWORD_SINGLE_HASH": {"argon2", "pbkdf2_sha512"},
    "PASSWORD_SALT": "",
    "JOIN_USER_ROLES": False,
    "RETURN_GENERIC_RESPONSES": True,
    "DEFAULT_REMEMBER_ME": False,
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
}


class ScopedDatastore(UserDatastore):
    """Flask-Security's door to the people: an identity scope of the request, opened when first asked for."""

    def __init__(self) -> None:
        super().__init__(User, SecurityRole)

    def put(self, model: Any) -> Any:
        scope().session.add(model)
        return model

    def delete(self, model: Any) -> None:
        scope().session.delete(model)

    def commit(self) -> None:
        """Whoever opened the unit of work commits it."""

    def find_user(self, case_insensitive: bool = False, **facts: Any) -> User | None:
        found: User | None = scope().session.scalar(select(User).filter_by(**facts))
        return found


def scope() -> Scope:
    """The identity scope of this request; closed when the request ends. Commit it with `unit_of_work`."""
    if "identity_scope" not in g:
        reading = has_request_context() and request.method in {"GET", "HEAD", "OPTIONS"}
        g.identity_scope = Scope.identity(why="sign-in", reading=reading)
    made: Scope = g.identity_scope
    return made


def init_app(app: Flask) -> None:
    for name, value in SETTINGS.items():
        app.config[f"SECURITY_{name}"] = value
    json, provider = app.json, app.json_provider_class
    security = Security(app, ScopedDatastore(), register_blueprint=False, password_util_cls=PasswordUtil)
    app.json, app.json_provider_class = json, provider  # it wraps the JSON provider, and loses the strict one
    _quieten(app, security)
    app.teardown_appcontext(_close)


def _quieten(app: Flask, security: Any) -> None:
    """These libraries look into the session of every request, which gives public pages `Vary: Cookie` (trap 17)."""
    manager = security.login_manager
    security.principal.identity_loaders.clear()  # permissions are `stelsel.access`
    app.after_request_funcs[None].remove(manager._update_remember_cookie)  # nobody is remembered (P-13)
    processors = app.template_context_processors[None]
    processors[:] = [one for one in processors if one.__module__ != "flask_login.utils"]
    manager.session_protection = None  # the row decides; an address that changes on the way is no theft
    manager.user_loader(lambda _user_id: _signed_in())
    manager.request_loader(lambda _request: _signed_in())
    manager.anonymous_user = AnonymousUser


def _signed_in() -> User | None:
    """The user of `current_user`: who holds a sign-in that has not ended."""
    token = session.get(COOKIE_KEY)
    if not isinstance(token, str):
        return None
    with Scope.identity(why="who is this", reading=True) as reading:
        return sign_ins.user(reading, token)


def _close(_error: BaseException | None) -> None:
    opened: Scope | None = g.pop("identity_scope", None)
    if opened is not None:
        opened.close()


def normal(password: str) -> str:
    """One spelling of a password, whatever keyboard it came from."""
    return unicodedata.normalize("NFKD", password)


def hashed(password: str) -> str:
    """The hash to keep. Takes some 20 milliseconds and 19 MiB, on purpose."""
    return str(hash_password(normal(password)))


def matches(password: str, kept: str | None) -> bool:
    """True when this is the password. An account that is not there costs the same time as a wrong password (P-15)."""
    compared = normal(password)[: LONGEST + 1]  # a longer one is wrong already; the library refuses 4096 bytes and more
    right = bool(verify_password(compared, kept or _decoy()))
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """True for a hash with fewer rounds, less memory or another scheme than now."""
    return bool(current_app.extensions["security"].pwd_context.needs_update(kept))


def _decoy() -> str:
    """A hash of a password that nobody knows, with the parameters of now."""
    if "stelsel.decoy" not in current_app.extensions:
        current_app.extensions["stelsel.decoy"] = hashed(secrets.token_urlsafe(32))
    decoy: str = current_app.extensions["stelsel.decoy"]
    return decoy
