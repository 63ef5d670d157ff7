"""Probes that write with statements."""

import uuid

from sqlalchemy import and_, delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from stelsel.tenancy import Tenant
from tests.isolation.laboratory import SECRET, VENUES, Bench
from tests.isolation.probing import OURS, THEIRS, probe, told, written
from tests.isolation.tables import Event, Venue


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
