"""Probes that read."""

from sqlalchemy import exists, func, insert, literal, select, union_all
from sqlalchemy.orm import aliased, joinedload, make_transient_to_detached, selectinload, subqueryload

from stelsel.audit import AuditEntry
from stelsel.tenancy import Tenant
from tests.isolation.laboratory import SECRET, Bench
from tests.isolation.probing import OURS, THEIRS, entry, probe, told
from tests.isolation.tables import Event, Venue


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
        connection.execute(insert(AuditEntry), entry(bench))
    return [entry.why for entry in bench.session.scalars(select(AuditEntry))]
