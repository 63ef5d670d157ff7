"""What the house says when a rule says no.

A command raises one of these. It knows nothing of pages: the web turns it into a page, a message
beside its field or a JSON problem (`stelsel.web.errors`), the command line into one line of text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import MetaData, UniqueConstraint
from sqlalchemy.exc import DBAPIError

from stelsel.i18n import _

if TYPE_CHECKING:
    from flask_babel import LazyString

    Text: TypeAlias = str | LazyString


class Refused(Exception):
    """A rule says no. `message` is for people and never repeats what they typed; `field` names the
    argument of the command, and so the field of the form, that has to change (None: the whole)."""

    field: str | None = None
    message: "Text" = _("Dit kan zo niet. Kijk na wat u hebt ingevuld.")
    status: int = 422

    def __init__(self, message: "Text | None" = None, *, field: str | None = None) -> None:
        super().__init__()
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Refused):
    """Somebody else was first, or the object is no longer in the state that the page showed."""

    message = _("Iemand anders heeft dit intussen veranderd. Ververs de pagina om het te zien.")
    status = 409


class BrokenLink(Conflict):
    """A foreign key says that what is pointed at is gone, or that what should go is still used."""

    message = _("Iets wat hierbij hoort, is er niet meer of wordt nog gebruikt. Ververs de pagina.")


class AlreadyThere(Conflict):
    """A unique key is taken and nobody gave it a better sentence in CONSTRAINTS."""

    message = _("Dit staat er al. Ververs de pagina om het te zien.")


class NotFound(Refused):
    """It does not exist, or not for you: the two are told apart by nobody. `nearby` are (name, address)
    of what may have been meant."""

    message = _("We kunnen dit niet vinden.")
    status = 404

    def __init__(self, message: "Text | None" = None, *, nearby: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.nearby = nearby


class Forbidden(Refused):
    """You know that it exists but may not. `who` says who can, so that the reader can go on."""

    message = _("U mag dit niet doen met uw rol.")
    status = 403
    who: "Text | None" = None

    def __init__(self, message: "Text | None" = None, *, who: "Text | None" = None, field: str | None = None) -> None:
        super().__init__(message, field=field)
        if who is not None:
            self.who = who


class Gone(Refused):
    """It was here and will not come back. `successor` is an address on this site, with its name."""

    message = _("Dit is gestopt.")
    status = 410

    def __init__(
        self,
        message: "Text | None" = None,
        *,
        successor: str | None = None,
        successor_name: "Text | None" = None,
    ) -> None:
        super().__init__(message)
        self.successor = successor
        self.successor_name = successor_name


class TooMany(Refused):
    """Too often in too short a time. `retry_after` is in seconds."""

    message = _("Dit is nu te vaak achter elkaar gedaan. Probeer het straks opnieuw.")
    status = 429

    def __init__(self, message: "Text | None" = None, *, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(Refused):
    """Something that we need is away: the same request may succeed later. In seconds."""

    message = _("Dit lukt nu even niet. Probeer het over een minuut opnieuw.")
    status = 503

    def __init__(self, message: "Text | None" = None, *, retry_after: int = 30) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class OutOfSpace(Unavailable):
    """The disk is full: reading goes on, writing does not."""

    message = _("We kunnen nu niets bewaren. Lezen kan wel. Probeer het later opnieuw.")


# What a constraint means to people, by the name it bears in the database (ck_<table>_<name>,
# uq_<table>_<columns>). A room fills this beside its models; a class that is a Refused is a fine value.
# Never an instance: an exception that is raised twice keeps its history.
CONSTRAINTS: dict[str, Callable[[], Refused]] = {}

_SCHEMAS: list[MetaData] = []


def learn(metadata: MetaData) -> None:
    """Let SQLite's messages, which name columns, be traced to the constraint's name."""
    if metadata not in _SCHEMAS:
        _SCHEMAS.append(metadata)


def translate(error: DBAPIError) -> Refused | None:
    """The refusal that a database error stands for, or None when it is a fault of ours.

    Only names and codes are read, so no row value can reach a page: PostgreSQL's DETAIL and
    SQLAlchemy's parameters stay where they are.
    """
    for name in _constraint_names(error):
        if name in CONSTRAINTS:
            return CONSTRAINTS[name]()
    kind = _kind(error)
    return kind() if kind is not None else None


def _constraint_names(error: DBAPIError) -> Iterator[str]:
    """Names that the violated constraint may bear; at most a few."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if name:
        yield name
        return
    text = str(error.orig)
    yield text  # a trigger's RAISE(ABORT, 'name')
    if match := re.fullmatch(r"(?:CHECK|UNIQUE) constraint failed: (?:index ')?(\w+)'?", text):
        yield match[1]
    elif match := re.fullmatch(r"UNIQUE constraint failed: ([\w., ]+)", text):
        table, columns = _columns(match[1])
        yield from _unique_names(table, columns)


def _columns(failed: str) -> tuple[str, list[str]]:
    """("t", ["a", "b"]) from "t.a, t.b"."""
    pairs = [part.rsplit(".", 1) for part in failed.split(", ")]
    return pairs[0][0], [pair[-1] for pair in pairs]


def _unique_names(table_name: str, columns: list[str]) -> Iterator[str]:
    for metadata in _SCHEMAS:
        table = metadata.tables.get(table_name)
        if table is None:
            continue
        keys = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        for key in (table.primary_key, *keys):
            if key.name and [c.name for c in key.columns] == columns:
                yield str(key.name)
        for index in table.indexes:
            if index.unique and index.name and [c.name for c in index.columns] == columns:
                yield str(index.name)


# SQLite's primary result codes: NOMEM, INTERRUPT, IOERR, CANTOPEN, PROTOCOL, and BUSY, LOCKED, FULL
# apart. READONLY is not among them: a GET that writes is our fault, not an outage.
_SQLITE_AWAY = {5, 6, 7, 9, 10, 14, 15}
_SQLITE_FULL = 13
_SQLITE_NO_ROOM_FOR_ITS_INDEX = 4874  # IOERR_SHMSIZE: the first to open the file makes the one beside it

# SQLSTATE classes and codes: connection, idle too long, rollback (deadlock), resources, lock, operator, system.
_POSTGRES_AWAY = ("08", "25P03", "40", "53", "55P03", "57", "58")
_POSTGRES_FULL = "53100"


def _kind(error: DBAPIError) -> Callable[[], Refused] | None:
    if error.connection_invalidated:
        return Unavailable
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _sqlite_kind(code)
    return _postgres_kind(error)


def _sqlite_kind(code: int) -> Callable[[], Refused] | None:
    extended = {787: BrokenLink, 1555: AlreadyThere, 2067: AlreadyThere, 2579: AlreadyThere}
    if code in extended:
        return extended[code]
    if code & 0xFF == _SQLITE_FULL or code == _SQLITE_NO_ROOM_FOR_ITS_INDEX:
        return OutOfSpace
    return Unavailable if code & 0xFF in _SQLITE_AWAY else None


def _postgres_kind(error: DBAPIError) -> Callable[[], Refused] | None:
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        # psycopg gives no state when the server was never reached or hung up in the middle
        return Unavailable if type(error).__name__ in ("OperationalError", "InterfaceError") else None
    if state == _POSTGRES_FULL:
        return OutOfSpace
    if state.startswith(_POSTGRES_AWAY):
        return Unavailable
    return {"23503": BrokenLink, "23505": AlreadyThere, "23P01": AlreadyThere}.get(state)
