"""What goes wrong becomes a page, or a problem in JSON (RFC 9457): never a traceback, never a row value."""

import errno
from dataclasses import dataclass, fields
from typing import Any, cast

import structlog
from flask import Flask, Response, current_app, got_request_exception, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from jinja2 import TemplateError, TemplateNotFound
from sqlalchemy.exc import DataError, DBAPIError, NoResultFound
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from stelsel import errors, logs
from stelsel.db.base import Root
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web.plain_page import plain_page

log = structlog.stdlib.get_logger("stelsel.errors")

TITLES: dict[int, Any] = {
    400: _("Dit verzoek klopt niet"),
    401: _("Hiervoor moet u inloggen"),
    403: _("Dit mag u niet zien of doen"),
    404: _("Dit boek staat hier niet"),
    405: _("Dit kan hier niet"),
    409: _("Iemand anders was u voor"),
    410: _("Dit is gestopt"),
    412: _("Iemand anders was u voor"),
    413: _("Dit is te veel in één keer"),
    415: _("Dit soort bestand kennen we hier niet"),
    422: _("Er klopt nog iets niet"),
    428: _("Zeg welke versie u las"),
    429: _("Even wachten"),
    500: _("Er ging bij ons iets mis"),
    503: _("Dit lukt nu even niet"),
}

MESSAGES: dict[int, Any] = {
    400: _("We konden dit verzoek niet lezen. Ga terug en probeer het opnieuw."),
    403: _("U mag dit niet doen met uw rol."),
    404: _("Het adres is veranderd, of de pagina is weg. Dat ligt niet aan u."),
    405: _("Dit adres kent dit soort verzoek niet. Ga terug en probeer het opnieuw."),
    413: _("Stuur minder tekst of een kleiner bestand."),
    422: _("Kijk na wat u hebt ingevuld."),
    429: _("Probeer het over een minuut opnieuw."),
    500: _("Probeer het later opnieuw. Blijft het misgaan, noem dan het nummer hieronder."),
    503: _("Probeer het over een minuut opnieuw."),
}

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is told: by `templates/errors/<status>.html`, which gets these as variables, or as JSON.

    `message` is None where the page has words of its own.
    """

    status: int
    reference: str
    message: Any = None
    who: Any = None
    successor: str | None = None
    successor_name: Any = None
    retry_after: int | None = None
    nearby: tuple[tuple[str, str], ...] = ()
    mistakes: tuple[tuple[str, Any], ...] = ()

    @property
    def title(self) -> Any:
        return TITLES.get(self.status, TITLES[500] if self.status >= 500 else TITLES[400])

    @property
    def words(self) -> Any:
        """The message, or the general one."""
        return self.message or MESSAGES.get(self.status, MESSAGES[500] if self.status >= 500 else MESSAGES[400])


def init_app(app: Flask) -> None:
    """Answer for everything that can be raised in a request."""
    errors.learn(Root.metadata)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.config["TRAP_HTTP_EXCEPTIONS"] = False
    app.config["TRAP_BAD_REQUEST_ERRORS"] = False
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _busy)
    app.register_error_handler(NoResultFound, _nothing_found)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(Exception, _fault)


def _refused(refusal: Refused) -> ResponseReturnValue:
    who = getattr(refusal, "who", None)
    mistakes = getattr(refusal, "mistakes", None) or ({refusal.field: refusal.message} if refusal.field else {})
    return answer(
        Problem(
            status=refusal.status,
            reference=logs.reference(),
            message=refusal.message,
            who=_("Wie dit wel kan: %(who)s.", who=who) if who else None,
            successor=getattr(refusal, "successor", None),
            successor_name=getattr(refusal, "successor_name", None),
            retry_after=getattr(refusal, "retry_after", None),
            nearby=tuple(getattr(refusal, "nearby", ())),
            mistakes=tuple(mistakes.items()),
        )
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    status = error.code or 500
    # Werkzeug's descriptions are English and name hosts and keys; ours are the only ones shown
    message = error.description if isinstance(error, CSRFError) else None
    response = answer(Problem(status, logs.reference(), message, retry_after=_retry_after(error)))
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def _database(error: DBAPIError) -> ResponseReturnValue:
    refusal = errors.translate(error)
    if refusal is None and isinstance(error, DataError):
        # a value that no column takes came past the edge: theirs to change, ours to know
        log.error("value past the edge", exc_info=error, reference=logs.reference())
        refusal = Refused()
    if refusal is None:
        return _fault(error)
    if refusal.status >= 500:
        log.warning("database away", exc_info=error, reference=logs.reference())
    return _refused(refusal)


def _busy(error: PoolTimeout) -> ResponseReturnValue:
    log.warning("no free connection", exc_info=error, reference=logs.reference())
    return _refused(errors.Unavailable(retry_after=5))


def _nothing_found(_error: NoResultFound) -> ResponseReturnValue:
    return _refused(errors.NotFound())


def _system(error: OSError) -> ResponseReturnValue:
    if error.errno not in FULL:
        return _fault(error)
    log.error("disk full", exc_info=error, reference=logs.reference())
    return _refused(errors.OutOfSpace())


def _fault(error: Exception) -> ResponseReturnValue:
    """Flask's signal goes out as it would without us: tests and meters listen to it."""
    got_request_exception.send(cast(Any, current_app)._get_current_object(), exception=error)
    log.error("fault", exc_info=error, reference=logs.reference(), endpoint=request.endpoint or "-")
    return answer(Problem(500, logs.reference()))


def answer(problem: Problem) -> Response:
    """The response that says it, in the form that was asked for."""
    body = _json(problem) if wants_json() else _page(problem)
    response = make_response(body, problem.status)
    if wants_json():
        response.mimetype = "application/problem+json"
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def wants_json() -> bool:
    """True for interfaces by their address, and for whoever prefers JSON to HTML."""
    if request.path.startswith(("/api/", "/hsds/")):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return best in {"application/json", "application/problem+json"}


def _json(problem: Problem) -> str:
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": str(problem.title),
        "status": problem.status,
        "detail": str(problem.words),
        "reference": problem.reference,
    }
    if problem.who:
        content["who"] = str(problem.who)
    if problem.successor:
        content["successor"] = problem.successor
    if problem.mistakes:
        content["errors"] = [_mistake(name, message) for name, message in problem.mistakes]
    return current_app.json.dumps(content)


def _mistake(name: str, message: Any) -> dict[str, str]:
    """A place in a body is told by a JSON pointer (RFC 6901), a parameter by its name."""
    return {"pointer" if name.startswith("#") else "field": name, "message": str(message)}


def _page(problem: Problem) -> str:
    if isinstance(request.routing_exception, SecurityError):
        return plain_page(problem)  # under a foreign name no address of ours can be made
    try:
        general = 500 if problem.status >= 500 else 400
        names: list[Any] = [f"errors/{status}.html" for status in (problem.status, general)]
        return render_template(names, **{field.name: getattr(problem, field.name) for field in fields(problem)})
    except TemplateNotFound:
        return plain_page(problem)
    except (
        TemplateError,
        DBAPIError,
        OSError,
        RuntimeError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        # the page about the fault met the same fault: say it without the house around it
        log.error("error page failed", exc_info=error, reference=problem.reference)
        return plain_page(problem)


def _retry_after(error: HTTPException) -> int | None:
    value = getattr(error, "retry_after", None)
    return value if isinstance(value, int) else 60 if error.code == 429 else 30 if error.code == 503 else None
