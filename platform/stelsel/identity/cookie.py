"""The browser's side of a sign-in: one cookie, whose content is new at every sign-in (SECURITY P-13)."""

from flask import Flask, Response, current_app, g, session
from flask_security import login_user, logout_user

from stelsel.identity.models import User
from stelsel.identity.security import COOKIE_KEY

EVERYTHING = '"cache", "cookies", "storage"'


def init_app(app: Flask) -> None:
    """How long and where it holds; `web.csrf` says how it is guarded."""
    app.config["SESSION_COOKIE_PATH"] = "/"
    app.config["SESSION_COOKIE_DOMAIN"] = None
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False


def put(user: User, token: str) -> None:
    """Give the browser a sign-in. What was in its session before, a planted form token too, is gone (fixation)."""
    _forget()
    session[COOKIE_KEY] = token
    login_user(user, remember=False, authn_via=["password"])


def token() -> str | None:
    """The sign-in that this browser holds, valid or not."""
    found = session.get(COOKIE_KEY)
    return found if isinstance(found, str) else None


def drop(response: Response) -> Response:
    """Take the sign-in away, and what the browser kept of our pages: the next one at a public PC sees nothing."""
    logout_user()
    _forget()
    response.headers["Clear-Site-Data"] = EVERYTHING
    return response


def _forget() -> None:
    session.clear()
    g.pop("person", None)
    g.pop(current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token"), None)
