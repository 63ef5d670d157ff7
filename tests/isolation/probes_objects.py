"""Probes that write through objects."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import make_transient_to_detached

from stelsel import audit
from stelsel.audit import AuditEntry
from stelsel.tenancy import Tenant
from tests.isolation.laboratory import SECRET, VENUES, Bench
from tests.isolation.probing import OURS, THEIRS, entry, probe, written
from tests.isolation.tables import Event, Loose


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
            bench.session.add(AuditEntry(**entry(bench)))
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
