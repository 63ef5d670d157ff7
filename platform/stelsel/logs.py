"""Logs for whoever runs the house: what happened, where, how long it took. Nothing about whom (SECURITY P-34).

Three rules hold it: an event is a fixed word with named facts; facts and messages are scrubbed of whatever looks
like an address, a number or a token; of an exception the kind and the places in the code are told, never its
message, because databases put row values there.
"""

import logging
import re
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from flask import Flask, Response, g, request

FRAMES = 30

_ADDRESS = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,255}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_DIGITS = re.compile(r"(?<![\w-])\+?\d(?:[ .()-]?\d){7,}(?![\w-])")
_TOKEN = re.compile(r"(?<![\w/-])(?![0-9a-f-]{36}\b)(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}(?![\w-])")

# What a fact may not be called; a room that wants to tell about a person logs the id.
_PERSONAL = re.compile(r"name|naam|mail|phone|telefoon|address|adres|token|password|secret|iban|cookie|body|form", re.I)
_OWN = frozenset({"event", "level", "timestamp", "logger", "request_id", "reference", "endpoint", "method", "error"})


def scrub(text: str) -> str:
    """The text without mail addresses, account and telephone numbers, tokens."""
    text = _ADDRESS.sub("[address]", text)
    text = _IBAN.sub("[iban]", text)
    text = _DIGITS.sub("[number]", text)
    return _TOKEN.sub("[token]", text)


def _scrub_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    for key, value in event.items():
        if key not in _OWN and _PERSONAL.search(key):
            event[key] = "[left out]"
        elif isinstance(value, str) and key not in {"timestamp", "request_id", "reference"}:
            event[key] = scrub(value)
        elif not isinstance(value, bool | int | float | list | str | None):
            event[key] = type(value).__name__
    return event


def _tell_exception(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = " from ".join(type(one).__name__ for one in _chain(error))
        event["frames"] = list(_frames(error.__traceback__))[-FRAMES:]
    return event


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", "?")
        yield f"{module}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next


def configure(*, json: bool | None = None, stream: TextIO | None = None) -> None:
    """Set up structlog and the standard library's loggers alike: one JSON object a line, or lines for a person.

    Unless it is said, a terminal gets the lines and everything else the objects.
    """
    if json is None:
        json = not sys.stderr.isatty()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_exception,
    ]
    # tracebacks were told above; the renderers' own would print the message of the exception
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _scrub_event, renderer],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # these put addresses of pages, and so private links, into their lines; `request` below says what is needed
    for talkative in ("werkzeug", "gunicorn.access"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def reference() -> str:
    """What a person reads out to us when something went wrong: "7F3A-92C1". It finds the request in the logs."""
    short = request_id()[:8].upper()
    return f"{short[:4]}-{short[4:]}"


def request_id() -> str:
    """The id of the request at hand; made here, never taken from outside."""
    if "request_id" not in g:
        g.request_id = uuid.uuid4().hex
    return str(g.request_id)


def init_app(app: Flask) -> None:
    """Give each request an id, and tell of each how it ended: by endpoint, as addresses may hold private links."""
    log = structlog.stdlib.get_logger("stelsel.request")

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id())

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        log.info(
            "request",
            method=request.method if request.method.isalpha() else "?",
            endpoint=request.endpoint or "-",
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
        )
        return response
