"""The ORM guard: a session that reaches the rows of its scope and no others, on both databases.

It is pinned to one reach for life. Every ORM statement gets the tenant added, subqueries, joins and lazy loads
included; every row is stamped and checked on flush; raw SQL, Core tables and bulk statements are refused. What it
cannot see is a Core table *inside* an ORM statement: lint bans `__table__`, and on PostgreSQL row-level security
stands behind (docs/decisions/0003).
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast
from weakref import WeakKeyDictionary

from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine, event, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.orm import ORMExecuteState, SessionTransaction, UOWTransaction
from sqlalchemy.orm import Session as AnySession

from stelsel.db import Base, Owned, db, engine
from stelsel.tenancy.reach import OutOfScope, Reach, criteria, span

SANCTIONED = "stelsel_sanctioned"
PINNED = "stelsel_session"
CHUNK = 500
PASSED: WeakKeyDictionary[Any, dict[Reach, Any]] = WeakKeyDictionary()
"""Reads that were judged, with their conditions added, by whose rows they were for. Neither a statement nor what a
class allows a role ever changes, so one that is kept and asked again (by a `@cache`) needs no second judgement;
those that are made for one request go out of here with it."""
MOST_SPANS = 64
SAVEPOINT = re.compile(r"(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) \w+")


class GuardedSession(Session):
    """A session of one scope."""

    def __init__(self, reach: Reach) -> None:
        super().__init__(db, autoflush=True, expire_on_commit=False, close_resets_only=False)
        self._reach = reach
        self._criteria = criteria(reach)
        self._span = span(reach)
        self.in_flush = False

    @property
    def reach(self) -> Reach:
        """Pinned for life: a session that could turn to another tenant would answer from its memory of the first."""
        return self._reach

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **_: Any) -> Engine | Connection:
        return bind or engine(self.reach.role, reading=self.reach.reading)

    def flush(self, objects: Any = None) -> None:
        if self.new or self.deleted or any(map(self.is_modified, self.dirty)):
            self.info["wrote"] = True
        self.in_flush = True
        try:
            super().flush(objects)
        finally:
            self.in_flush = False

    def may(self, model: type[Base], letter: str) -> None:
        if letter not in model.rights(self.reach.role):
            deed = {"r": "read", "a": "add to", "w": "change", "d": "delete from"}[letter]
            raise OutOfScope(f"a {self.reach.role} scope ({self.reach.why}) may not {deed} {model.__name__}")
        if letter != "r" and self.reach.reading:
            raise OutOfScope(f"this scope only reads: {model.__name__} cannot be changed under it")

    def may_change(self, model: type[Base], names: set[str]) -> None:
        """Raises OutOfScope where the role's right to change is narrowed to other columns."""
        allowed = model.access.writes.get(self.reach.role)
        if allowed is not None and not names <= set(allowed):
            raise OutOfScope(f"a {self.reach.role} scope may only change {', '.join(allowed)} of {model.__name__}")
        if ("tenant_id" if issubclass(model, Owned) else model.tenant_column) in names:
            raise OutOfScope("a row never changes its tenant")
        if self.reach.role == "partner" and model.partner_column in names:
            raise OutOfScope("a row never changes its partner")

    def stamp(self, tenant_id: int | None) -> int:
        """The tenant a new row gets. Raises OutOfScope for another's.

        The national and identity roles have no tenant; the few tables that they may add to (audit) name one.
        """
        if not self.reach.tenant_ids and tenant_id is not None:
            return tenant_id
        if tenant_id is None:
            if len(self.reach.tenant_ids) != 1:
                raise OutOfScope("between tenants a new row must say whose it is")
            return self.reach.tenant_ids[0]
        if tenant_id not in self.reach.tenant_ids:
            raise OutOfScope(f"tenant {tenant_id} is not in this scope")
        return tenant_id

    def insert_many(self, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> int:
        self.may(model, "a")
        self._one_by_one()
        owned = issubclass(model, Owned)
        stamped = [{**row, "tenant_id": self.stamp(row.get("tenant_id"))} if owned else dict(row) for row in rows]
        if owned:
            for row in stamped:
                row.setdefault("id", uuid.uuid4())
        for start in range(0, len(stamped), CHUNK):
            with self.sanctioned():
                self.execute(insert(model), stamped[start : start + CHUNK])
        if stamped:
            self.info["wrote"] = True
            self.touched(model, {row.get("tenant_id") for row in stamped})
        return len(stamped)

    def upsert(
        self,
        model: type[Base],
        key: Mapping[str, Any],
        *,
        first: Mapping[str, Any],
        put: Mapping[str, Any],
        add: Mapping[str, int],
    ) -> None:
        self.may(model, "a")
        self._one_by_one()
        if put or add:
            self.may(model, "w")
        self.may_change(model, {*put, *add})
        key = dict(key)
        if issubclass(model, Owned):
            key["tenant_id"] = self.stamp(key.get("tenant_id"))
        columns = inspect(model).columns
        make = postgresql.insert if self.get_bind().dialect.name == "postgresql" else sqlite.insert
        extra = {"id": uuid.uuid4()} if issubclass(model, Owned) and "id" not in key else {}
        statement = make(model).values(**extra, **key, **first, **put, **add)
        changes = {**put, **{name: columns[name] + value for name, value in add.items()}}
        with self.sanctioned():
            self.execute(
                statement.on_conflict_do_update(index_elements=[columns[name] for name in key], set_=changes)
                if changes
                else statement.on_conflict_do_nothing(index_elements=[columns[name] for name in key])
            )
        self.info["wrote"] = True
        self.touched(model, {key.get("tenant_id")})

    def _one_by_one(self) -> None:
        """A partner's rows are checked as objects, on flush."""
        if self.reach.role == "partner":
            raise OutOfScope("a partner adds its rows one by one")

    @property
    def is_unfinished(self) -> bool:
        """True while there are changes that no unit of work has committed."""
        return bool(self.new or self.deleted or self.info.get("wrote") or any(map(self.is_modified, self.dirty)))

    @contextmanager
    def sanctioned(self) -> Iterator[None]:
        """Statements that this class itself has checked row by row."""
        before, self.info[SANCTIONED] = self.info.get(SANCTIONED, False), True
        try:
            yield
        finally:
            self.info[SANCTIONED] = before

    def touched(self, model: type[Base], tenant_ids: Iterable[int | None]) -> None:
        """Remember that published data changed, so that the commit bumps the revision."""
        if model.published:
            self.info.setdefault("touched", set()).update(t for t in tenant_ids if t is not None)


def _guarded(session: AnySession) -> GuardedSession:
    """The events below are GuardedSession's own; the library's signatures do not say so."""
    return cast(GuardedSession, session)


@event.listens_for(GuardedSession, "do_orm_execute")
def _statement(state: ORMExecuteState) -> None:
    session = _guarded(state.session)
    state.update_execution_options(**{SANCTIONED: True})
    if session.info.get(SANCTIONED):
        return
    passed = PASSED.get(state.statement, {})
    if (guarded := passed.get(session._span)) is not None:
        state.statement = guarded
        return
    if not state.is_orm_statement or state.is_from_statement:
        raise OutOfScope("raw SQL and Core tables do not know the tenant: use mapped classes")
    if state.is_insert:
        raise OutOfScope("bulk inserts go through scope.insert_many or scope.upsert, which stamp the tenant")
    letter = "w" if state.is_update else "d" if state.is_delete else "r"
    mappers = state.all_mappers
    for mapper in mappers:
        session.may(mapper.class_, letter)
    if letter == "r":
        # Of a plain select these are all that is read: mostly no role is held to columns there, and that is that.
        if not state.is_select or any(session.reach.role in mapper.class_.access.columns for mapper in mappers):
            _columns(session, state)
    else:
        _bulk(session, state)
    asked, state.statement = state.statement, state.statement.options(*session._criteria)
    if letter == "r":
        if len(passed) >= MOST_SPANS:
            passed.clear()
        PASSED.setdefault(asked, passed)[session._span] = state.statement


def _columns(session: GuardedSession, state: ORMExecuteState) -> None:
    """Where a role reads only some columns, a statement names them: the other database would refuse the whole row."""
    for described in getattr(state.statement, "column_descriptions", ()):
        model: Any = getattr(inspect(described["entity"], raiseerr=False), "class_", None)
        allowed = model.access.columns.get(session.reach.role) if model is not None else None
        if allowed is None:
            continue
        name = getattr(described["expr"], "key", None)
        if described["expr"] is described["entity"] or (name in inspect(model).columns and name not in allowed):
            raise OutOfScope(f"a {session.reach.role} scope reads only {', '.join(allowed)} of {model.__name__}")


def _bulk(session: GuardedSession, state: ORMExecuteState) -> None:
    """UPDATE and DELETE with a condition are fine; by a list of keys they would go round the condition."""
    statement: Any = state.statement
    parameters = state.parameters or {}
    if isinstance(parameters, list):
        raise OutOfScope("bulk updates by key do not know the tenant: change objects or use a condition")
    if {"dml_strategy"} & {*statement.get_execution_options(), *state.execution_options}:
        raise OutOfScope("with another strategy a bulk statement goes round the tenant")
    put = [*(getattr(statement, "_values", None) or {}), *parameters]
    names = {str(getattr(column, "key", column)) for column in put}
    for mapper in state.all_mappers:
        model: type[Base] = mapper.class_
        session.may_change(model, names)
        session.touched(model, session.reach.tenant_ids)
        session.info["wrote"] = True
        if model.tenant_column and session.reach.tenant_ids:
            own = inspect(model).columns[model.tenant_column]
            state.statement = statement.where(own.in_(session.reach.tenant_ids))


@event.listens_for(GuardedSession, "before_attach")
def _newcomer(plain: AnySession, row: Any) -> None:
    """An object that another session loaded would be answered from this one's memory, without a statement."""
    session = _guarded(plain)
    state = inspect(row)
    if state.key is None or not isinstance(row, Owned):
        return
    session.may(type(row), "r")
    if state.key[1][0] != row.tenant_id or not session.reach.holds(row):
        raise OutOfScope(f"this {type(row).__name__} was loaded elsewhere and is not in this scope")


@event.listens_for(GuardedSession, "before_flush")
def _rows(plain: AnySession, _context: UOWTransaction, _instances: Any) -> None:
    session = _guarded(plain)
    for row in session.new:
        session.may(type(row), "a")
        _of_the_network(session, row)
        if isinstance(row, Owned):
            row.tenant_id = session.stamp(row.tenant_id)
            session.touched(type(row), [row.tenant_id])
    for row in session.dirty:
        if session.is_modified(row):
            _changed(session, row)
    for row in session.deleted:
        session.may(type(row), "d")
        _own(session, row)


def _changed(session: GuardedSession, row: Any) -> None:
    model: type[Base] = type(row)
    session.may(model, "w")
    session.may_change(model, {one.key for one in inspect(row).attrs if one.history.has_changes()})
    _own(session, row)


def _of_the_network(session: GuardedSession, row: Any) -> None:
    """A shared row that says whose it is. Raises OutOfScope for another's, and for nobody's."""
    column = type(row).tenant_column
    if column and session.reach.tenant_ids and getattr(row, column) not in session.reach.tenant_ids:
        raise OutOfScope(f"this {type(row).__name__} is not of a tenant of this scope")
    partner = type(row).partner_column
    if session.reach.role == "partner" and (not partner or getattr(row, partner) != session.reach.organisation_id):
        raise OutOfScope(f"this {type(row).__name__} is not of the partner of this scope")


def _own(session: GuardedSession, row: Any) -> None:
    _of_the_network(session, row)
    if not isinstance(row, Owned):
        return
    key = inspect(row).identity
    for tenant_id in {row.tenant_id, key[0] if key else row.tenant_id}:
        session.stamp(tenant_id)
    session.touched(type(row), [row.tenant_id])


@event.listens_for(GuardedSession, "after_begin")
def _pin(plain: AnySession, _transaction: SessionTransaction, connection: Connection) -> None:
    session = _guarded(plain)
    connection.info[PINNED] = session
    if connection.dialect.name != "postgresql":
        return
    reach = session.reach
    connection.exec_driver_sql(
        "select set_config('app.tenant_id', %s, true), set_config('app.tenant_ids', %s, true),"
        " set_config('app.organisation_id', %s, true)",
        (
            str(reach.tenant_ids[0]) if len(reach.tenant_ids) == 1 else "",
            ",".join(map(str, reach.tenant_ids)),
            str(reach.organisation_id or ""),
        ),
        execution_options={SANCTIONED: True},
    )


def watch(engine: Engine) -> None:
    """Refuse what goes round the session: `session.connection()`, `engine.connect()`."""
    event.listen(engine, "before_cursor_execute", _cursor)


def _cursor(
    connection: Connection,
    _cursor: DBAPICursor,
    statement: str,
    _parameters: Any,
    context: ExecutionContext | None,
    _many: bool,
) -> None:
    if context is not None and context.execution_options.get(SANCTIONED):
        _compiled(context)
        return
    session = connection.info.get(PINNED)
    if isinstance(session, GuardedSession) and session.in_flush:
        return
    if SAVEPOINT.fullmatch(statement):
        return
    raise OutOfScope("this statement did not come through a scope's session")


def _compiled(context: ExecutionContext) -> None:
    """Two forms that only show once compiled, and whose other tables the condition does not reach."""
    compiled: Any = context.compiled
    if compiled is None:
        return
    if (compiled.isupdate or compiled.isdelete) and getattr(compiled.compile_state, "is_multitable", False):
        raise OutOfScope("UPDATE ... FROM and DELETE ... USING do not know the other table's tenant: use a subquery")
    if any(cte.element.is_dml for cte in compiled.ctes or ()):
        raise OutOfScope("a WITH that changes rows does not know the tenant: execute it by itself")
