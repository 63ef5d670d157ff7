"""The door of the interface: how its words are read, what every answer bears, how often one may ask."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from flask import Flask, Response, current_app, g, request
from flask_smorest import Blueprint
from marshmallow import RAISE, ValidationError
from webargs.flaskparser import FlaskParser

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.keys import caller as callers
from stelsel.keys import secret
from stelsel.keys.meter import ANYBODY, WITH_KEY, Allowance, Meter, Slower
from stelsel.web.csrf import exempt
from stelsel_tenants.api.fields import WRONG_TYPE, Schema

VERSION = "1.0.0"
PREFIX = "/api/v1"
JSON = "application/json"
READING = "GET, HEAD, OPTIONS"
EXPOSED = "API-Version, ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
SENT = "Accept, Accept-Language, If-None-Match"
AN_HOUR = "3600"

View = TypeVar("View", bound=Callable[..., Any])


class BadInput(Refused):
    """Everything that is wrong with what was sent, at once. `mistakes`: by JSON pointer, or by name of a parameter."""

    message = _("Wat u stuurde, klopt niet. Bij „errors” staat wat.")
    status = 400

    def __init__(self, mistakes: Mapping[str, Any]) -> None:
        super().__init__()
        self.mistakes = dict(mistakes)


class WrongContent(Refused):
    message = _("Stuur JSON, met de kop Content-Type: application/json.")
    status = 415


class Parser(FlaskParser):
    """Reads a body by the strict rules of the house, and refuses what nobody declared."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - webargs says what it is
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
        "json": RAISE,
    }

    def _raw_load_json(self, req: Any) -> Any:
        if req.mimetype != JSON:
            raise WrongContent
        return req.get_json()

    def handle_error(self, error: ValidationError, req: Any, schema: Any, **_more: Any) -> NoReturn:
        found: dict[str, Any] = {}
        for location, said in dict(error.messages_dict).items():
            found |= _pointers("#", said) if location == "json" else _named(said)
        raise BadInput(found)


def _pointers(at: str, said: Any) -> dict[str, Any]:
    """Mistakes by JSON pointer (RFC 6901), the first of each place."""
    if isinstance(said, dict):
        inner = [
            _pointers(at if name == "_schema" else f"{at}/{_escaped(name)}", value) for name, value in said.items()
        ]
        return {pointer: message for found in inner for pointer, message in found.items()}
    return {at: said[0] if isinstance(said, list) and said else WRONG_TYPE}


def _named(said: Any) -> dict[str, Any]:
    return {name: found[0] if isinstance(found, list) and found else WRONG_TYPE for name, found in dict(said).items()}


def _escaped(name: object) -> str:
    return str(name)[:80].replace("~", "~0").replace("/", "~1")


class Door(Blueprint):  # type: ignore[misc]  # flask-smorest ships no types
    ARGUMENTS_PARSER = Parser()


bp = Door("api", __name__, url_prefix=PREFIX, template_folder="templates")
exempt(bp)  # no cookie opens anything here: who writes bears a key


def route(path: str, group: str, *, method: str = "GET") -> Callable[[View], View]:
    """A view of the interface, and of its description, in a group of operations. Stands above `requires`."""
    mark: Callable[[View], View] = bp.route(path, methods=[method], tags=[group])
    return mark


def told(
    shape: type[Schema],
    summary: Any,
    *,
    asks: type[Schema] | None = None,
    sends: type[Schema] | None = None,
    status: int = 200,
) -> Callable[[View], View]:
    """What a view answers, in one sentence, and what it reads: `asks` behind the question mark, `sends` a body. The
    view gets that as its second argument. Stands below `requires`."""

    def mark(view: View) -> View:
        marked = bp.response(status, shape)(view)
        if asks is not None:
            marked = bp.arguments(asks, location="query")(marked)
        if sends is not None:
            marked = bp.arguments(sends)(marked)
        found: View = bp.doc(summary=summary)(marked)
        return found

    return mark


def _count() -> None:
    """Who asks too often is told when to come back. A key that is no key counts for where it came from."""
    if request.method == "OPTIONS":
        return
    try:
        found = callers.caller()
    except callers.DeadKey:
        _allow("address", request.remote_addr or "", ANYBODY)
        raise
    if found is None:
        _allow("address", request.remote_addr or "", ANYBODY)
    else:
        _allow("key", str(found.key_id), WITH_KEY)


def _allow(kind: str, who: str, policy: Any) -> None:
    meter: Meter = current_app.extensions["stelsel.meter"]
    try:
        g.api_allowance = meter.count(secret.caller(kind, who), policy)
    except Slower as slower:
        g.api_allowance = slower.allowance
        raise


bp.before_request(_count)


def init_app(app: Flask) -> None:
    app.after_request(_sign)


def _sign(response: Response) -> Response:
    """What every answer below `/api/v1` bears, also one that nobody there gave."""
    if not request.path.startswith(f"{PREFIX}/"):
        return response
    headers = response.headers
    headers["API-Version"] = VERSION
    allowance: Allowance | None = g.get("api_allowance")
    if allowance is not None:
        name = allowance.policy.name
        headers["RateLimit-Policy"] = f'"{name}";q={allowance.policy.quota};w=60'
        headers["RateLimit"] = f'"{name}";r={allowance.left};t={allowance.seconds}'
    if response.status_code == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="Stelsel"'
    if _is_open():
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            headers["Access-Control-Allow-Methods"] = READING
            headers["Access-Control-Allow-Headers"] = SENT
            headers["Access-Control-Max-Age"] = AN_HOUR
    return response


def _is_open() -> bool:
    """A browser of another site may read what everybody may; what needs a key is for programs, not for pages."""
    view = current_app.view_functions.get(request.endpoint or "")
    permission = getattr(view, "permission", None)
    return permission is None or permission.reach == "open"
