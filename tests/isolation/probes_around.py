"""Probes that go round the session, or turn it."""

from sqlalchemy import delete, func, select, text

from stelsel.tenancy import Tenant
from tests.isolation.laboratory import SECRET, Bench
from tests.isolation.probing import THEIRS, probe, written
from tests.isolation.tables import LABELS, Event, Venue


@probe
def text_statement(bench: Bench) -> object:
    return bench.session.execute(text("select title from probe_event")).all()


@probe
def from_statement(bench: Bench) -> object:
    statement = select(Event).from_statement(text("select * from probe_event"))
    return [event.title for event in bench.session.scalars(statement)]


@probe
def from_statement_of_the_orm(bench: Bench) -> object:
    statement = select(Event).from_statement(select(Event))
    return [event.title for event in bench.session.scalars(statement)]


@probe
def connection_of_the_session(bench: Bench) -> object:
    return bench.session.connection().execute(text("select title from probe_event")).all()


@probe
def orm_statement_on_the_connection(bench: Bench) -> object:
    return bench.session.connection().execute(select(Event.title)).all()


@probe
def driver_sql(bench: Bench) -> object:
    return bench.session.connection().exec_driver_sql("select title from probe_event").all()


@probe
def driver_sql_behind_a_savepoint(bench: Bench) -> object:
    if bench.setting.database == "sqlite":  # the driver takes one statement at a time
        return driver_sql(bench)
    with written(bench):
        bench.session.connection().exec_driver_sql("SAVEPOINT a; UPDATE probe_event SET title = 'x'")
    return None


@probe
def core_select(bench: Bench) -> object:
    return bench.session.execute(select(Event.__table__)).all()


@probe
def core_delete(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(delete(Event.__table__))  # type: ignore[arg-type]  # a table, as a hurried hand would
    return None


@probe
def unmapped_table(bench: Bench) -> object:
    return bench.session.execute(select(LABELS.c.label)).all()


@probe
def pooled_connection_without_tenant(bench: Bench) -> object:
    bench.session.scalars(select(Event)).all()
    bench.session.close()
    with bench.scope.session.get_bind().connect() as connection:  # type: ignore[union-attr]  # an engine
        return connection.execute(text("select title from probe_event")).all()


@probe
def table_inside_an_orm_statement(bench: Bench) -> object:
    inner = select(func.max(Event.__table__.c.title)).where(Event.__table__.c.title.like(f"{SECRET}%"))
    return bench.session.execute(select(Tenant.id, inner.scalar_subquery())).all()


@probe
def unmapped_table_inside_an_orm_statement(bench: Bench) -> object:
    return bench.session.execute(select(Tenant.id, LABELS.c.label).join(LABELS, LABELS.c.tenant_id == Tenant.id)).all()


@probe
def text_inside_an_orm_statement(bench: Bench) -> object:
    return bench.session.execute(
        select(Tenant.id, text("(select max(title) from probe_event where title like 'geheim%')"))
    ).all()


@probe
def dml_inside_a_select(bench: Bench) -> object:
    """PostgreSQL changes rows inside a WITH. SQLite cannot: there the plain statement on the table is tried."""
    if bench.setting.database == "sqlite":
        return core_delete(bench)
    gone = delete(Event).where(Event.id == THEIRS).returning(Event.title, Event.kind).cte()
    with written(bench):
        return bench.session.execute(select(Venue.id, gone.c.title).where(gone.c.kind == Venue.kind)).all()


@probe
def identity_map_after_a_switch(bench: Bench) -> object:
    with bench.elsewhere() as there:
        kept = there.session.get_one(Event, (bench.other, THEIRS))
        bench.switch(there.session, bench.own)
        there.session.commit()
        found = there.session.get(Event, (bench.other, THEIRS))
        return [found and found.title, kept.kind]


@probe
def switch_inside_a_transaction(bench: Bench) -> object:
    with bench.elsewhere() as there:
        there.session.scalars(select(Venue)).all()
        bench.switch(there.session, bench.own)
        return there.session.execute(text("select title from probe_event")).all()
