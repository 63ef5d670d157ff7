"""The guard by itself: what a scope may, what it stamps, what it tells the unit of work, and when it ends."""

import gc
import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import DBAPIError, InvalidRequestError, ProgrammingError, SQLAlchemyError
from sqlalchemy.orm import aliased

from stelsel.db import after_commit, engine, unit_of_work
from stelsel.db.work import NestedWork
from stelsel.errors import Refused
from stelsel.identity.models import Membership, User
from stelsel.tenancy import OutOfScope, Scope, Tenant, guard
from tests.isolation.laboratory import ACTOR, BOTH, EVENTS, ORGANISATION, OWN, SECRET, SQLITE, VENUES, Laboratory
from tests.isolation.tables import Event, Note, Venue
from tests.isolation.test_probes import Laboratories
from tests.support.scopes import Scopes

OURS = EVENTS["own"][0]


@pytest.fixture
def laboratory(laboratories: Laboratories, database_name: str) -> Iterator[Laboratory]:
    """Both guards, fresh rows, an open application."""
    made = laboratories(database_name)
    made.fill()
    with made.guarded(BOTH if database_name == "postgresql" else SQLITE):
        yield made


def member(laboratory: Laboratory, *, reading: bool = False) -> Scope:
    return Scope.member(ACTOR, Scopes(laboratory.app).tenant("katwijk"), reading=reading)


def revision(laboratory: Laboratory, tenant_id: int) -> int:
    with laboratory.behind() as connection:
        found = connection.exec_driver_sql(f"SELECT revision FROM tenant WHERE id = {tenant_id}").scalar_one()
        return int(found)


def refuse(scope: Scope, row: Event, *, promise: Callable[[], None] = lambda: None) -> None:
    """A unit of work that wrote and promised, and then came to nothing."""

    def work() -> None:
        with unit_of_work(scope):
            after_commit(scope, promise)
            scope.session.add(row)
            scope.session.flush()
            raise Refused

    with pytest.raises(Refused):
        work()


# -- reading ---------------------------------------------------------------------------------------------------------


def test_a_reading_scope_changes_nothing(laboratory: Laboratory) -> None:
    with member(laboratory, reading=True) as scope:
        scope.session.get_one(Event, (laboratory.own, OURS)).title = "x"
        with pytest.raises(OutOfScope, match="only reads"):
            scope.session.flush()
        scope.session.rollback()
        with pytest.raises(OutOfScope, match="only reads"):
            scope.session.execute(update(Event).values(title="x"))
        with pytest.raises(OutOfScope, match="only reads"):
            scope.insert_many(Venue, [{"name": "x"}])


def test_a_statement_that_is_kept_answers_each_scope_from_its_own_rows(laboratory: Laboratory) -> None:
    """Judged once for a reach, and anew for another: in turn, so that each comes after the other."""
    kept = select(Event.tenant_id, Event.id).where(Event.id == bindparam("asked"))
    found = []
    for tenant_id in (laboratory.own, laboratory.other, laboratory.own, laboratory.other):
        with Scope.system(tenant_id, why="test", reading=True) as scope:
            answers = [scope.session.execute(kept, {"asked": one}).all() for one in EVENTS["own"] + EVENTS["other"]]
            found.append([tuple(row) for answer in answers for row in answer])
    mine = [(laboratory.own, one) for one in EVENTS["own"]]
    theirs = [(laboratory.other, one) for one in EVENTS["other"]]
    assert found == [mine, theirs, mine, theirs]
    for _again in range(2):
        with Scope.identity(why="test") as scope, pytest.raises(OutOfScope, match="may not read Event"):
            scope.session.execute(kept, {"asked": OURS})


def test_a_statement_that_nobody_keeps_is_forgotten(laboratory: Laboratory) -> None:
    with member(laboratory, reading=True) as scope:
        kept = select(Event.title)
        scope.session.execute(kept).all()
        before = len(guard.PASSED)
        for limit in range(1, 50):
            scope.session.execute(select(Event.title).limit(limit)).all()
    gc.collect()
    assert kept in guard.PASSED
    assert len(guard.PASSED) <= before


@pytest.mark.parametrize("role", ["app", "national", "identity"])
def test_the_database_itself_refuses_to_write_in_a_reading_transaction(laboratory: Laboratory, role: str) -> None:
    """With the guard away: `PRAGMA query_only` and `BEGIN READ ONLY`; and the connection writes again when asked to."""
    statement = f"UPDATE tenant SET revision = 7 WHERE id = {laboratory.own}"
    sanctioned = {"stelsel_sanctioned": True}
    for _ in range(3):  # the same pooled connection, in turn
        with engine("national", reading=True).connect() as connection, pytest.raises(DBAPIError) as refused:
            connection.exec_driver_sql(statement, execution_options=sanctioned)
        assert "read" in str(refused.value.orig)
        with engine("national", reading=False).begin() as connection:
            connection.exec_driver_sql(statement, execution_options=sanctioned)
    assert revision(laboratory, laboratory.own) == 7
    with engine(role, reading=True).connect() as connection, pytest.raises(DBAPIError):  # type: ignore[arg-type]
        connection.exec_driver_sql("DELETE FROM tenant", execution_options=sanctioned)


def test_a_closed_scope_gives_no_other_session(laboratory: Laboratory) -> None:
    """A body that streams after its request has a tenant no more (SECURITY, trap 21)."""
    with member(laboratory) as scope:
        session = scope.session
        rows = session.scalars(select(Event).execution_options(yield_per=1))
        next(iter(rows))
    with pytest.raises(OutOfScope, match="closed"):
        scope.session.scalars(select(Event))
    with pytest.raises(InvalidRequestError):
        session.scalars(select(Event))
    with pytest.raises(SQLAlchemyError):
        rows.all()


def test_a_scope_never_turns(laboratory: Laboratory) -> None:
    with member(laboratory) as scope:
        for name, value in {"tenant_ids": (laboratory.other,), "role": "national", "reading": True}.items():
            with pytest.raises(OutOfScope, match="never changes"):
                setattr(scope, name, value)
        with pytest.raises(AttributeError):
            scope.session.reach = scope.session.reach  # type: ignore[misc]  # that it cannot is the point


def test_a_scope_that_names_nobody_is_not_opened(laboratory: Laboratory) -> None:
    for scope in (Scope.between(ACTOR, why="nobody"), Scope(actor=ACTOR, role="app", why="nobody")):
        with scope, pytest.raises(OutOfScope, match="for whom"):
            scope.session.scalars(select(Event))
    assert laboratory.own


def test_a_partner_sees_its_own_rows_in_every_library(laboratory: Laboratory) -> None:
    """Through an alias, too: the condition is on the alias and not on the table behind it."""
    other = aliased(Event)
    with Scope.partner(ACTOR, ORGANISATION) as scope:
        direct = set(scope.session.scalars(select(Event.title)))
        through = set(scope.session.scalars(select(other.title)))
        joined = scope.session.execute(select(Event.id, other.title).join(other, other.kind == Event.kind)).all()
        assert direct == through == {title for _, title in joined} == {f"{OWN}-titel-{n}" for n in range(3)}
        with pytest.raises(OutOfScope, match="may not read Venue"):
            scope.session.scalars(select(Venue))
        with pytest.raises(OutOfScope, match="may not add"):
            scope.insert_many(Event, [{"tenant_id": laboratory.own, "title": "x", "word": "x"}])


def test_a_table_that_a_role_does_not_read_is_empty_in_a_join(laboratory: Laboratory) -> None:
    """SQLite has no grants: the guard keeps memberships out of a library's joins. PostgreSQL refuses the statement."""
    with member(laboratory) as scope:
        with pytest.raises(OutOfScope, match="may not read Membership"):
            scope.session.scalars(select(Membership))
        hidden = select(Tenant.id).where(select(Membership.id).exists())
        if scope.session.get_bind().dialect.name == "sqlite":
            assert scope.session.scalars(hidden).all() == []
        else:
            with pytest.raises(ProgrammingError, match="permission denied"):
                scope.session.scalars(hidden)


def test_a_role_that_reads_some_columns_names_them(laboratory: Laboratory) -> None:
    with member(laboratory) as scope:
        assert scope.session.execute(select(User.id, User.name)).all()
        for statement in (select(User), select(User.password), select(aliased(User))):
            with pytest.raises(OutOfScope, match="reads only"):
                scope.session.execute(statement)


# -- stamping --------------------------------------------------------------------------------------------------------


def test_new_rows_get_the_tenant(laboratory: Laboratory) -> None:
    with member(laboratory) as scope, unit_of_work(scope):
        scope.session.add(Event(title="een", word="een"))
        assert scope.insert_many(Event, [{"title": "twee", "word": "twee", "kind": 1}]) == 1
        assert scope.insert_many(Event, []) == 0
        scope.upsert(Event, {"word": "drie"}, first={"title": "drie", "kind": 1})
        scope.upsert(Event, {"word": "drie"}, put={"title": "vier"}, add={"kind": 2})
    with member(laboratory, reading=True) as scope:
        new = {word: (tenant, title, kind) for tenant, word, title, kind in scope.session.execute(
            select(Event.tenant_id, Event.word, Event.title, Event.kind).where(Event.word.in_(["een", "twee", "drie"]))
        )}  # fmt: skip
    own = laboratory.own
    assert new == {"een": (own, "een", 1), "twee": (own, "twee", 1), "drie": (own, "vier", 3)}


def test_between_tenants_a_new_row_says_whose_it_is(laboratory: Laboratory) -> None:
    with Scope.between(ACTOR, laboratory.own, laboratory.other, why="probe") as scope:
        scope.session.add(Event(title="x", word="x"))
        with pytest.raises(OutOfScope, match="must say whose"):
            scope.session.flush()
        scope.session.rollback()
        scope.session.get_one(Event, (laboratory.own, OURS)).tenant_id = laboratory.other
        with pytest.raises(OutOfScope, match="never changes its tenant"):
            scope.session.flush()
        scope.session.rollback()
        titles = " ".join(scope.session.scalars(select(Event.title)))
        assert OWN in titles
        assert SECRET in titles
        third = Scopes(laboratory.app).tenant("den-haag").id
        with pytest.raises(OutOfScope, match="not in this scope"):
            scope.insert_many(Event, [{"tenant_id": third, "title": "x", "word": "x"}])


def test_an_upsert_changes_no_column_that_the_role_may_not(laboratory: Laboratory) -> None:
    with member(laboratory) as scope:
        with pytest.raises(OutOfScope, match="never changes its tenant"):
            scope.upsert(Event, {"word": "x"}, put={"tenant_id": laboratory.other})
        with pytest.raises(OutOfScope, match="may not"):
            scope.upsert(Note, {"seq": 1}, put={"text": "x"})
        scope.upsert(Note, {"seq": 1}, first={"text": "eerste"})


# -- the unit of work ------------------------------------------------------------------------------------------------


def test_unfinished_work_is_seen(laboratory: Laboratory) -> None:
    def change(scope: Scope) -> None:
        scope.session.get_one(Event, (laboratory.own, OURS)).title = "x"

    def flushed(scope: Scope) -> None:
        change(scope)
        scope.session.flush()

    deeds: dict[str, Callable[[Scope], object]] = {
        "an object that was changed": change,
        "one that was flushed": flushed,
        "a new one": lambda scope: scope.session.add(Event(title="x", word="x")),
        "a statement": lambda scope: scope.session.execute(update(Event).values(kind=1)),
        "rows in bulk": lambda scope: scope.insert_many(Event, [{"title": "x", "word": "x", "kind": 1}]),
        "an upsert": lambda scope: scope.upsert(Event, {"word": "x"}, first={"title": "x", "kind": 1}),
        "a delete": lambda scope: scope.session.delete(scope.session.get_one(Event, (laboratory.own, OURS))),
    }
    for name, deed in deeds.items():
        with member(laboratory) as scope:
            deed(scope)
            assert scope.session.is_unfinished, name
            scope.session.rollback()
            assert not scope.session.is_unfinished, name


def test_looking_is_not_unfinished_work(laboratory: Laboratory) -> None:
    with member(laboratory) as scope:
        event = scope.session.get_one(Event, (laboratory.own, OURS))
        event.title = event.title
        scope.session.scalars(select(Event)).all()
        assert not scope.session.is_unfinished


def test_published_changes_count_once_a_unit_of_work(laboratory: Laboratory) -> None:
    own, other = laboratory.own, laboratory.other
    before = revision(laboratory, own), revision(laboratory, other)
    with member(laboratory) as scope, unit_of_work(scope):
        scope.session.add(Event(title="x", word="x"))
        scope.session.flush()
        scope.session.get_one(Event, (own, OURS)).title = "x"
        scope.session.execute(update(Event).where(Event.word == "x").values(kind=2))
        scope.insert_many(Event, [{"title": "y", "word": "y", "kind": 1}])
    assert (revision(laboratory, own), revision(laboratory, other)) == (before[0] + 1, before[1])


def test_what_is_not_published_or_not_kept_counts_for_nothing(laboratory: Laboratory) -> None:
    before = revision(laboratory, laboratory.own)
    with member(laboratory) as scope, unit_of_work(scope):
        scope.session.get_one(Venue, (laboratory.own, VENUES["own"][0])).kind = 9
        event = scope.session.get_one(Event, (laboratory.own, OURS))
        event.title = event.title
    with member(laboratory) as scope:
        refuse(scope, Event(title="x", word="x"))
    with member(laboratory) as scope, unit_of_work(scope):
        scope.session.scalars(select(Event)).all()
    assert revision(laboratory, laboratory.own) == before


def test_savepoints_count_with_the_whole(laboratory: Laboratory) -> None:
    """Kept or undone: what was published before, in and after a savepoint is one change; only undone work is none."""
    before = revision(laboratory, laboratory.own)
    with member(laboratory) as scope, unit_of_work(scope):
        scope.session.add(Event(title="x", word="x1"))
        with scope.session.begin_nested():
            scope.session.add(Event(title="x", word="x2"))
        scope.session.add(Event(title="x", word="x3"))
        scope.session.flush()
        scope.session.begin_nested().rollback()
        assert scope.session.is_unfinished
    assert revision(laboratory, laboratory.own) == before + 1
    with member(laboratory) as scope, unit_of_work(scope):
        with scope.session.begin_nested() as savepoint:
            scope.session.add(Event(title="x", word="x4"))
            scope.session.flush()
            savepoint.rollback()
        assert not scope.session.is_unfinished
    assert revision(laboratory, laboratory.own) == before + 1
    with laboratory.behind() as connection:
        words = set(connection.exec_driver_sql("SELECT word FROM probe_event WHERE title = 'x'").scalars())
    assert words == {"x1", "x2", "x3"}


def test_what_was_promised_for_afterwards_comes_only_after_the_commit(laboratory: Laboratory) -> None:
    seen: list[object] = []

    def look() -> None:
        with laboratory.behind() as connection:
            seen.append(connection.exec_driver_sql("SELECT count(*) FROM probe_event WHERE word = 'x'").scalar_one())

    with member(laboratory) as scope:
        with unit_of_work(scope):
            after_commit(scope, look)
            after_commit(scope, lambda: seen.append("second"))
            scope.session.add(Event(title="x", word="x"))
            scope.session.flush()
            assert seen == []
        assert seen == [1, "second"]
        refuse(scope, Event(title="y", word="y"), promise=look)
        with unit_of_work(scope):
            pass
    assert seen == [1, "second"]


def test_a_unit_of_work_inside_another_is_refused(laboratory: Laboratory) -> None:
    with member(laboratory) as scope:
        with pytest.raises(NestedWork):
            _nested(scope)
        with unit_of_work(scope):
            assert scope.session.scalar(select(Event.id).where(Event.word == "x")) is None, "nothing of it was kept"


def _nested(scope: Scope) -> None:
    with unit_of_work(scope):
        scope.session.add(Event(title="x", word="x"))
        with unit_of_work(scope):
            pass


def test_the_same_word_at_another_library_is_nobodys_business(laboratory: Laboratory) -> None:
    with member(laboratory) as scope:
        with unit_of_work(scope):
            scope.session.add(Event(id=uuid.uuid4(), title="x", word=f"{SECRET}-woord-0"))
        with pytest.raises(Refused) as refused, unit_of_work(scope):
            scope.session.add(Event(title="x", word=f"{OWN}-woord-0"))
        assert SECRET not in str(refused.value.message)
