"""The probes. Each tries to get at Venlo's rows from Katwijk's scope, in one way that a program could.

A probe gives back what it read, or writes and commits. It *leaks* when Venlo's secret is in what it read, when a row
of Venlo changed, or when a row of Katwijk holds or points at something of Venlo (`test_probes.outcome`).
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import and_, delete, exists, func, insert, literal, select, text, union_all, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, joinedload, make_transient_to_detached, selectinload, subqueryload

from stelsel import audit
from stelsel.audit import AuditEntry
from stelsel.clock import now
from stelsel.tenancy import Hat, Tenant
from tests.isolation.laboratory import EVENTS, SECRET, VENUES, Bench
from tests.isolation.tables import LABELS, Event, Loose, Venue

Probe = Callable[[Bench], object]

PROBES: dict[str, Probe] = {}
THEIRS = EVENTS["other"][0]
OURS = EVENTS["own"][0]


def probe(function: Probe) -> Probe:
    PROBES[function.__name__] = function
    return function


def told(count: int | None, own: int) -> str:
    """A number that is more than our own tells of the other's rows."""
    return SECRET if (count or 0) > own else ""


@contextmanager
def written(bench: Bench) -> Iterator[None]:
    yield
    bench.session.commit()


# -- reading -------------------------------------------------------------------------------------------------------


@probe
def select_rows(bench: Bench) -> object:
    return [event.title for event in bench.session.scalars(select(Event))]


@probe
def select_columns(bench: Bench) -> object:
    return bench.session.execute(select(Event.title)).all()


@probe
def legacy_query(bench: Bench) -> object:
    return [event.title for event in bench.session.query(Event)]


@probe
def count(bench: Bench) -> object:
    return told(bench.session.scalar(select(func.count()).select_from(Event)), 3)


@probe
def count_of_subquery(bench: Bench) -> object:
    return told(bench.session.scalar(select(func.count()).select_from(select(Event).subquery())), 3)


@probe
def aggregate(bench: Bench) -> object:
    return bench.session.scalar(select(func.max(Event.title)).where(Event.title.like(f"{SECRET}%")))


@probe
def alias(bench: Bench) -> object:
    other = aliased(Event)
    return bench.session.execute(select(other.title)).all()


@probe
def self_join(bench: Bench) -> object:
    other = aliased(Event)
    return bench.session.execute(select(other.title).join_from(Event, other, Event.kind == other.kind)).all()


@probe
def join(bench: Bench) -> object:
    return bench.session.execute(select(Venue.name).join_from(Event, Venue, Event.kind == Venue.kind)).all()


@probe
def outer_join(bench: Bench) -> object:
    return bench.session.execute(
        select(Event.id, Venue.name).join_from(Event, Venue, Event.kind == Venue.kind, isouter=True)
    ).all()


@probe
def join_from_the_network(bench: Bench) -> object:
    return bench.session.execute(select(Tenant.id, Event.title).join(Event, Event.tenant_id == Tenant.id)).all()


@probe
def relationship_join(bench: Bench) -> object:
    return bench.session.execute(select(Venue.name).select_from(Event).join(Event.neighbours)).all()


@probe
def subquery(bench: Bench) -> object:
    inner = select(Event).subquery()
    return bench.session.execute(select(Venue.id, inner.c.title).join(inner, inner.c.kind == Venue.kind)).all()


@probe
def alias_of_subquery(bench: Bench) -> object:
    other = aliased(Event, select(Event).subquery())
    return [event.title for event in bench.session.scalars(select(other))]


@probe
def scalar_subquery(bench: Bench) -> object:
    inner = select(func.max(Event.title)).where(Event.title.like(f"{SECRET}%")).scalar_subquery()
    return bench.session.execute(select(Tenant.id, inner)).all()


@probe
def common_table_expression(bench: Bench) -> object:
    inner = select(Event).cte()
    return bench.session.execute(select(Venue.id, inner.c.title).join(inner, inner.c.kind == Venue.kind)).all()


@probe
def recursive_expression(bench: Bench) -> object:
    first = select(Event.title, Event.kind).where(Event.id == OURS).cte(recursive=True)
    both = first.union(select(Event.title, Event.kind).join(first, first.c.kind == Event.kind))
    return bench.session.execute(select(Venue.id, both.c.title).join(both, both.c.kind == Venue.kind)).all()


@probe
def union_at_the_top(bench: Bench) -> object:
    return bench.session.execute(union_all(select(Event.title), select(Event.word))).all()


@probe
def union_inside(bench: Bench) -> object:
    both = union_all(select(Event.title, Event.kind), select(Event.word, Event.kind)).subquery()
    return bench.session.execute(select(Venue.id, both.c.title).join(both, both.c.kind == Venue.kind)).all()


@probe
def exists_row(bench: Bench) -> object:
    found = bench.session.execute(select(Tenant.id).where(exists().where(Event.id == THEIRS))).all()
    return SECRET if found else ""


@probe
def in_subquery(bench: Bench) -> object:
    found = bench.session.scalars(select(Tenant.id).where(literal(THEIRS).in_(select(Event.id)))).all()
    return SECRET if found else ""


@probe
def lateral(bench: Bench) -> object:
    inner = select(Event.title).where(Event.kind == Venue.kind).lateral()
    if bench.setting.database == "sqlite":  # no LATERAL there: the same question as a plain subquery
        plain = select(Event.title, Event.kind).subquery()
        return bench.session.execute(select(Venue.id, plain.c.title).where(plain.c.kind == Venue.kind)).all()
    return bench.session.execute(select(Venue.id, inner.c.title)).all()


@probe
def lazy_load(bench: Bench) -> object:
    event = bench.session.scalars(select(Event).where(Event.tenant_id == bench.own).limit(1)).one()
    return [venue.name for venue in event.neighbours]


@probe
def joined_load(bench: Bench) -> object:
    events = bench.session.scalars(select(Event).options(joinedload(Event.neighbours))).unique()
    return [venue.name for event in events for venue in event.neighbours]


@probe
def selectin_load(bench: Bench) -> object:
    events = bench.session.scalars(select(Event).options(selectinload(Event.neighbours))).all()
    return [venue.name for event in events for venue in event.neighbours]


@probe
def subquery_load(bench: Bench) -> object:
    events = bench.session.scalars(select(Event).options(subqueryload(Event.neighbours))).all()
    return [venue.name for event in events for venue in event.neighbours]


@probe
def get(bench: Bench) -> object:
    found = bench.session.get(Event, (bench.other, THEIRS))
    return found and found.title


@probe
def get_one_for_update(bench: Bench) -> object:
    return bench.session.get_one(Event, (bench.other, THEIRS), with_for_update=True).title


@probe
def autocomplete(bench: Bench) -> object:
    return bench.session.scalars(select(Event.word).where(Event.word.ilike("%woord%")).order_by(Event.word)).all()


@probe
def export(bench: Bench) -> object:
    """Row by row, in blocks, as a file is made."""
    rows = bench.session.scalars(select(Event).order_by(Event.title).execution_options(yield_per=2))
    return [event.title for event in rows]


@probe
def refresh_of_a_made_up_object(bench: Bench) -> object:
    event = Event(tenant_id=bench.other, id=THEIRS, title="", word="")
    make_transient_to_detached(event)
    bench.session.add(event)
    bench.session.refresh(event)
    return event.title


@probe
def audit_trail(bench: Bench) -> object:
    with bench.laboratory.behind() as connection:
        connection.execute(insert(AuditEntry), _entry(bench))
    return [entry.why for entry in bench.session.scalars(select(AuditEntry))]


def _entry(bench: Bench) -> dict[str, Any]:
    """A line of Venlo's trail."""
    ids = {"tenant_id": bench.other, "id": THEIRS, "user_id": None}
    words = {"why": SECRET, "deed": "probe", "object_kind": "probe", "object_id": "", "before": "", "hash": ""}
    return {**ids, **words, "seq": 1, "at": now(), "hat": Hat.SYSTEM, "detail": {}}


# -- writing through objects ---------------------------------------------------------------------------------------


@probe
def add_to_another(bench: Bench) -> object:
    with written(bench):
        bench.session.add(Event(tenant_id=bench.other, title="x", word="x"))
    return None


@probe
def move_to_another(bench: Bench) -> object:
    with written(bench):
        event = bench.session.get_one(Event, (bench.own, OURS))
        event.tenant_id, event.venue_id = bench.other, None
    return None


@probe
def merge(bench: Bench) -> object:
    with written(bench):
        bench.session.merge(Event(tenant_id=bench.other, id=THEIRS, title="x", word="x"))
    return None


@probe
def merge_without_looking(bench: Bench) -> object:
    with bench.elsewhere() as there:
        theirs = there.session.get_one(Event, (bench.other, THEIRS))
    with written(bench):
        bench.session.merge(theirs, load=False).title = "x"
    return None


@probe
def object_of_another_session(bench: Bench) -> object:
    with bench.elsewhere() as there:
        theirs = there.session.get_one(Event, (bench.other, THEIRS))
    bench.session.add(theirs)
    found = bench.session.get(Event, (bench.other, THEIRS))
    return found and found.title


@probe
def change_a_made_up_object(bench: Bench) -> object:
    event = Event(tenant_id=bench.other, id=THEIRS, title="", word="")
    make_transient_to_detached(event)
    with written(bench):
        bench.session.add(event)
        event.title = "x"
    return None


@probe
def delete_a_made_up_object(bench: Bench) -> object:
    event = Event(tenant_id=bench.other, id=THEIRS, title="", word="")
    make_transient_to_detached(event)
    with written(bench):
        bench.session.add(event)
        bench.session.delete(event)
    return None


@probe
def point_at_a_foreign_parent(bench: Bench) -> object:
    """The composite key holds it; where that is off, a table without one shows what it holds."""
    with written(bench):
        if bench.setting.keys:
            bench.session.add(Event(tenant_id=bench.own, title="x", word="x", venue_id=VENUES["other"][0]))
        else:
            bench.session.add(Loose(tenant_id=bench.own, word="x", venue_id=VENUES["other"][0]))
    return None


@probe
def unique_key_that_tells(bench: Bench) -> object:
    """A key that begins with the tenant tells nothing; one that forgets it says that the word is taken."""
    word = f"{SECRET}-woord-0"
    event = Event(tenant_id=bench.own, word=word, title="x")
    bench.session.add(event if bench.setting.keys else Loose(tenant_id=bench.own, word=word))
    try:
        bench.session.flush()
    except IntegrityError as error:
        return str(error)
    finally:
        bench.session.rollback()
    return None


@probe
def audit_in_the_name_of_another(bench: Bench) -> object:
    if not bench.setting.orm:  # `record` asks the scope, which refuses by itself
        with written(bench):
            bench.session.add(AuditEntry(**_entry(bench)))
        return None
    with written(bench):
        audit.record(bench.scope, "probe.written", bench.session.get_one(Tenant, bench.own), tenant_id=bench.other)
    return None


@probe
def name_of_another_library(bench: Bench) -> object:
    """The table of tenants is the network's; a library changes its own line only."""
    with written(bench):
        bench.session.get_one(Tenant, bench.other).name = "x"
    return None


# -- writing with statements ---------------------------------------------------------------------------------------


@probe
def update_where(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(update(Event).where(Event.id == THEIRS).values(title="x"))
    return None


@probe
def update_everything(bench: Bench) -> object:
    with written(bench):
        bench.session.query(Event).update({"title": "x"})
    return None


@probe
def update_the_tenant_column(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(update(Event).where(Event.id == OURS).values(tenant_id=bench.other, venue_id=None))
    return None


@probe
def update_the_tenant_column_in_order(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(
            update(Event)
            .where(Event.id == OURS)
            .ordered_values((Event.tenant_id, bench.other), (Event.venue_id, None))
            .execution_options(synchronize_session=False)
        )
    return None


@probe
def update_the_tenant_column_by_parameter(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(
            update(Event).where(Event.id == OURS).execution_options(synchronize_session=False),
            {"tenant_id": bench.other, "venue_id": None},
        )
    return None


@probe
def update_from_another(bench: Bench) -> object:
    """UPDATE ... FROM copies what the other has into our own row."""
    theirs = aliased(Event)
    with written(bench):
        bench.session.execute(
            update(Event)
            .where(Event.id == OURS, theirs.id == THEIRS)
            .values(title=theirs.title)
            .execution_options(synchronize_session=False)
        )
    return None


@probe
def update_from_a_subquery(bench: Bench) -> object:
    inner = select(Event.title).where(Event.title.like(f"{SECRET}%")).limit(1).scalar_subquery()
    with written(bench):
        bench.session.execute(
            update(Venue)
            .where(Venue.id == VENUES["own"][0])
            .values(name=inner)
            .execution_options(synchronize_session=False)
        )
    return None


@probe
def update_the_network_from_another(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(
            update(Tenant)
            .where(Tenant.id == bench.own, Event.id == THEIRS)
            .values(website=Event.title)
            .execution_options(synchronize_session=False)
        )
    return None


@probe
def update_another_library(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(update(Tenant).where(Tenant.id == bench.other).values(website="x"))
    return None


@probe
def update_returning(bench: Bench) -> object:
    statement = update(Event).values(kind=1).returning(Event.title).execution_options(synchronize_session=False)
    return bench.session.execute(statement).all()


@probe
def update_by_keys(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(update(Event), [{"tenant_id": bench.other, "id": THEIRS, "title": "x"}])
    return None


@probe
def update_core_only(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(
            update(Event)
            .where(Event.id == THEIRS)
            .values(title="x")
            .execution_options(dml_strategy="core_only", synchronize_session=False)
        )
    return None


@probe
def delete_where(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(delete(Event).where(Event.id == THEIRS))
    return None


@probe
def delete_core_only(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(
            delete(Event)
            .where(Event.id == THEIRS)
            .execution_options(dml_strategy="core_only", synchronize_session=False)
        )
    return None


@probe
def delete_with_another(bench: Bench) -> object:
    """Whether our row goes tells whether the other's is there. SQLite has no DELETE ... USING: a subquery there."""
    condition = (
        Event.kind.in_(select(Venue.kind).where(Venue.id == VENUES["other"][0]))
        if bench.setting.database == "sqlite"
        else and_(Venue.id == VENUES["other"][0], Venue.kind == Event.kind)
    )
    statement = delete(Event).where(Event.id == OURS, condition)
    gone = bench.session.execute(statement.execution_options(synchronize_session=False))
    return told(gone.rowcount, 0)  # type: ignore[attr-defined]  # a cursor's result, for DELETE


@probe
def insert_executemany(bench: Bench) -> object:
    rows = [{"tenant_id": bench.other, "id": uuid.uuid4(), "title": "x", "word": str(n)} for n in range(3)]
    with written(bench):
        bench.session.execute(insert(Event), rows)
    return None


@probe
def insert_from_select(bench: Bench) -> object:
    with written(bench):
        bench.session.execute(
            insert(Venue).from_select(
                ["tenant_id", "id", "name", "kind"],
                select(literal(bench.own), Event.id, Event.title, Event.kind).where(Event.id == THEIRS),
            )
        )
    return None


@probe
def insert_returning_of_others(bench: Bench) -> object:
    """A harmless insert whose RETURNING asks the other's rows."""
    inner = select(func.max(Event.title)).where(Event.title.like(f"{SECRET}%")).scalar_subquery()
    row = {"tenant_id": bench.own, "id": uuid.uuid4(), "name": "x", "kind": 2}
    if bench.setting.database == "sqlite":  # no subquery in RETURNING there: as a value
        return bench.session.execute(insert(Venue).values({**row, "name": inner}).returning(Venue.name)).all()
    return bench.session.execute(insert(Venue).values(row).returning(inner)).all()


@probe
def bulk_insert_mappings(bench: Bench) -> object:
    row = {"tenant_id": bench.other, "id": uuid.uuid4(), "title": "x", "word": "x"}
    with written(bench):
        bench.session.bulk_insert_mappings(Event.__mapper__, [row])
    return None


@probe
def bulk_update_mappings(bench: Bench) -> object:
    with written(bench):
        bench.session.bulk_update_mappings(Event.__mapper__, [{"tenant_id": bench.other, "id": THEIRS, "title": "x"}])
    return None


@probe
def bulk_save_objects(bench: Bench) -> object:
    with written(bench):
        bench.session.bulk_save_objects([Event(tenant_id=bench.other, title="x", word="x")])
    return None


@probe
def upsert_onto_another(bench: Bench) -> object:
    dialect = postgresql if bench.setting.database == "postgresql" else sqlite
    statement = dialect.insert(Event).values(tenant_id=bench.other, id=THEIRS, title="x", word="x", kind=1)
    with written(bench):
        bench.session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_={"title": "x"}))
    return None


@probe
def scope_insert_many(bench: Bench) -> object:
    row = {"tenant_id": bench.other, "title": "x", "word": "x", "kind": 1}
    if not bench.setting.orm:
        row["id"] = uuid.uuid4()
        with written(bench):
            bench.session.execute(insert(Event), [row])
        return None
    with written(bench):
        bench.scope.insert_many(Event, [row])
    return None


@probe
def scope_upsert(bench: Bench) -> object:
    if not bench.setting.orm:
        return upsert_onto_another(bench)
    with written(bench):
        bench.scope.upsert(Event, {"tenant_id": bench.other, "id": THEIRS}, put={"title": "x", "word": "x"})
    return None


@probe
def scope_upsert_moves_a_row(bench: Bench) -> object:
    if not bench.setting.orm:
        return update_the_tenant_column(bench)
    with written(bench):
        bench.scope.upsert(Event, {"id": OURS}, put={"title": "x", "word": "x", "tenant_id": bench.other})
    return None


# -- round the session ---------------------------------------------------------------------------------------------


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


# -- the scope turned ----------------------------------------------------------------------------------------------


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


__all__ = ["PROBES", "Probe"]
