"""Two libraries with secrets, and the switches of both guards.

A guard is switched off here and nowhere else: the ORM guard by taking its events away, row-level security by
connecting as a role that this test makes and that passes policies by. The product has no such setting.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.pool import NullPool

from stelsel.db import Base
from stelsel.db.engines import db
from stelsel.tenancy import Actor, GuardedSession, Hat, Scope, guard, security
from tests.isolation.tables import LABELS, METADATA, MODELS, TABLES
from tests.support.databases import asleep

SECRET = "geheim-venlo"
OWN = "eigen-katwijk"
BYPASS = "stelsel_probe_bypass"
GUARD = {
    name: getattr(guard, listener)
    for name, listener in {
        "do_orm_execute": "_statement",
        "before_flush": "_rows",
        "before_attach": "_newcomer",
    }.items()
    if hasattr(guard, listener)
}
ACTOR = Actor(Hat.MEMBER, "probe", uuid.UUID(int=7))

VENUES = {"own": [uuid.UUID(int=0x100 + n) for n in range(2)], "other": [uuid.UUID(int=0x200 + n) for n in range(2)]}
EVENTS = {"own": [uuid.UUID(int=0x300 + n) for n in range(3)], "other": [uuid.UUID(int=0x400 + n) for n in range(5)]}
NOTE = uuid.UUID(int=0x500)
ORGANISATION, OTHER_ORGANISATION = uuid.UUID(int=0x600), uuid.UUID(int=0x601)


@dataclass(frozen=True, slots=True)
class Setting:
    """Which database, and which of its guards stand."""

    database: str
    orm: bool
    rls: bool

    @property
    def keys(self) -> bool:
        """The composite keys are the third line: they are 'off' only where everything is."""
        return self.orm or self.rls

    def __str__(self) -> str:
        standing = [name for name, on in (("guard", self.orm), ("rls", self.rls)) if on]
        return f"{self.database}-{'+'.join(standing) or 'nothing'}"


SQLITE = Setting("sqlite", orm=True, rls=False)
SQLITE_OPEN = Setting("sqlite", orm=False, rls=False)
BOTH = Setting("postgresql", orm=True, rls=True)
ONLY_GUARD = Setting("postgresql", orm=True, rls=False)
ONLY_RLS = Setting("postgresql", orm=False, rls=True)
POSTGRESQL_OPEN = Setting("postgresql", orm=False, rls=False)
SETTINGS = (SQLITE, SQLITE_OPEN, BOTH, ONLY_GUARD, ONLY_RLS, POSTGRESQL_OPEN)


class Laboratory:
    """One database with the probe tables. `own` is Katwijk, who probes; `other` is Venlo, who must not be reached."""

    def __init__(self, app: Flask, url: str, own: int, other: int) -> None:
        self.app = app
        self.url = url
        self.own, self.other = own, other
        self._owner = create_engine(url, poolclass=NullPool)
        self._postgresql = self._owner.dialect.name == "postgresql"
        if not self._postgresql:  # the driver opens no transaction before a savepoint, and so would keep what is undone
            event.listen(self._owner, "connect", lambda driver, _: setattr(driver, "isolation_level", None))
            event.listen(self._owner, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        with self._owner.begin() as connection:
            METADATA.create_all(connection, tables=TABLES)
            for statement in self._guards():
                connection.exec_driver_sql(statement, execution_options={"no_parameters": True})

    def _guards(self) -> Iterator[str]:
        models: list[type[Base]] = list(MODELS)
        if not self._postgresql:
            yield from security.sqlite(models)
            return
        yield from security.postgresql(models)
        yield f"GRANT SELECT, INSERT, DELETE ON {LABELS.name} TO stelsel_app"
        yield f"ALTER TABLE {LABELS.name} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {LABELS.name} FORCE ROW LEVEL SECURITY"
        yield (
            f"CREATE POLICY app ON {LABELS.name} TO stelsel_app"
            f" USING ({security.TENANT}) WITH CHECK ({security.TENANT})"
        )
        yield (
            f"DO $$ BEGIN CREATE ROLE {BYPASS} LOGIN BYPASSRLS;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
        yield f"GRANT USAGE ON SCHEMA public TO {BYPASS}"
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {BYPASS}"
        yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {BYPASS}"

    # -- rows --------------------------------------------------------------------------------------------------

    @contextmanager
    def behind(self) -> Iterator[Connection]:
        """The owner's connection, past every guard; commits."""
        with self._owner.begin() as connection:
            yield connection

    def fill(self) -> None:
        """The same rows before every probe."""
        with self.behind() as connection:
            waking = asleep(connection)
            for table in reversed(TABLES):
                connection.execute(table.delete())
            for table in ("audit_entry", "audit_head"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
            connection.exec_driver_sql("UPDATE tenant SET website = NULL, revision = 1")
            connection.exec_driver_sql(f"UPDATE tenant SET website = '{SECRET}-site' WHERE id = {self.other}")
            for table_, rows in self._rows():
                connection.execute(METADATA.tables[table_].insert(), rows)
            for statement in waking:
                connection.exec_driver_sql(statement)

    def clear(self, tables: Iterable[Table], row_ids: Iterable[uuid.UUID]) -> None:
        """Take rows away, whatever points at them and however firmly they stand."""
        with self.behind() as connection:
            waking = asleep(connection)
            for table in tables:
                connection.execute(table.delete().where(table.c.id.in_(list(row_ids))))
            for statement in waking:
                connection.exec_driver_sql(statement)

    def _rows(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        venues, events, labels, loose = [], [], [], []
        for who, tenant_id, mark, partner in (
            ("own", self.own, OWN, ORGANISATION),
            ("other", self.other, SECRET, OTHER_ORGANISATION),
        ):
            venues += [
                {"tenant_id": tenant_id, "id": key, "name": f"{mark}-zaal-{n}", "kind": 1}
                for n, key in enumerate(VENUES[who])
            ]
            events += [
                {
                    "tenant_id": tenant_id, "id": key, "title": f"{mark}-titel-{n}", "word": f"{mark}-woord-{n}",
                    "kind": 1, "venue_id": VENUES[who][0], "organisation_id": partner,
                }
                for n, key in enumerate(EVENTS[who])
            ]  # fmt: skip
            labels += [{"tenant_id": tenant_id, "event_id": key, "label": f"{mark}-label"} for key in EVENTS[who]]
            loose += [{"tenant_id": tenant_id, "id": VENUES[who][0], "word": f"{mark}-woord-0", "venue_id": None}]
        yield "probe_venue", venues
        yield "probe_event", events
        yield "probe_label", labels
        yield "probe_loose", loose
        yield "probe_note", [{"tenant_id": self.other, "id": NOTE, "seq": 1, "text": f"{SECRET}-notitie"}]

    def others(self) -> Sequence[Any]:
        """Everything that is the other library's, as it stands in the database."""
        with self.behind() as connection:
            rows: list[Any] = [
                tuple(row)
                for table in TABLES
                for row in connection.execute(table.select().where(table.c.tenant_id == self.other))
            ]
            rows += connection.exec_driver_sql(
                f"SELECT name, website, revision FROM tenant WHERE id = {self.other}"
            ).all()
            for table in ("audit_entry", "audit_head"):
                rows += connection.exec_driver_sql(f"SELECT * FROM {table} WHERE tenant_id = {self.other}").all()
        return sorted(map(repr, rows))

    def tainted(self) -> bool:
        """True when a row of our own holds the other's secret or points at its rows."""
        with self.behind() as connection:
            own = repr(
                [
                    tuple(row)
                    for table in TABLES
                    for row in connection.execute(table.select().where(table.c.tenant_id == self.own))
                ]
            )
            sites = repr(connection.exec_driver_sql(f"SELECT website FROM tenant WHERE id = {self.own}").all())
        return SECRET in own + sites or any(repr(key) in own for key in VENUES["other"])

    # -- guards ------------------------------------------------------------------------------------------------

    @contextmanager
    def guarded(self, setting: Setting) -> Iterator[None]:
        """The application with the guards of this setting."""
        with self.app.app_context(), ExitStack() as stack:
            if setting.database == "postgresql" and not setting.rls:
                stack.enter_context(self._without_rls())
            if not setting.orm:
                stack.enter_context(self._without_guard())
            yield

    @contextmanager
    def _without_rls(self) -> Iterator[None]:
        before = self.app.extensions["stelsel.engines"]
        bypass = create_engine(make_url(self.url).set(username=BYPASS), pool_size=2)
        guard.watch(bypass)
        self.app.extensions["stelsel.engines"] = {
            key: bypass.execution_options(stelsel_reading=key[1], postgresql_readonly=key[1]) for key in before
        }
        try:
            yield
        finally:
            self.app.extensions["stelsel.engines"] = before
            bypass.dispose()

    @contextmanager
    def _without_guard(self) -> Iterator[None]:
        engines = self._engines()
        for name, listener in GUARD.items():
            event.remove(GuardedSession, name, listener)
        for engine in engines:
            event.remove(engine, "before_cursor_execute", guard._cursor)
        try:
            yield
        finally:
            for name, listener in GUARD.items():
                event.listen(GuardedSession, name, listener)
            for engine in engines:
                guard.watch(engine)

    def _engines(self) -> list[Engine]:
        found = {id(engine): engine for engine in db.engines.values()}
        for engine in self.app.extensions["stelsel.engines"].values():
            real = getattr(engine, "_proxied", engine)
            found[id(real)] = real
        return list(found.values())


@dataclass(slots=True)
class Bench:
    """What a probe works with: Katwijk's scope, with the guards of the setting."""

    laboratory: Laboratory
    setting: Setting
    scope: Scope

    @property
    def session(self) -> GuardedSession:
        return self.scope.session

    @property
    def own(self) -> int:
        return self.laboratory.own

    @property
    def other(self) -> int:
        return self.laboratory.other

    def elsewhere(self) -> Scope:
        """A scope of the other library, as another request has it."""
        return Scope.member(ACTOR, replace(self.scope.library, id=self.other))

    def switch(self, session: GuardedSession, tenant_id: int) -> None:
        """Point a session at another tenant. Without the guard it is a session like any other, and can be turned."""
        reach = replace(session.reach, tenant_ids=(tenant_id,))
        if self.setting.orm:
            session.reach = reach  # type: ignore[misc]  # the guard refuses; that is the probe
        else:
            session._reach = reach
