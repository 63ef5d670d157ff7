"""The published rows are those of the facts, whatever was done, and hold nothing that is not published."""

import uuid
from datetime import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel import clock as now
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, ActivityState, Entry, Session
from stelsel_tenants.libraries.events import branch_changed, library_changed
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact, OpeningException
from stelsel_tenants.site import nightly, projection
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.feeds import entries
from stelsel_tenants.site.feeds.entries import Entry as Told
from stelsel_tenants.site.models import PublishedBranch, PublishedSession
from tests.site import shelf
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

MOST = 5
"""Activities and branches in a walk: examples share one database, which must not grow from one to the next."""
NAMES = frozenset(
    {"plan", "publish", "withdraw", "revise", "retitle", "cancel"}
    | {"branch", "close", "reopen", "hours", "seats", "day", "rename"}
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(NAMES)),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=14,
)


def rows(scope: Scope, model: type[Any] = PublishedSession) -> list[Any]:
    return list(scope.session.scalars(select(model).order_by(model.id)))


@settings(max_examples=20)
@given(steps=STEPS)
def test_after_any_walk_the_rows_are_those_of_a_rebuild(
    steps: list[tuple[str, int]], scopes: Scopes, clock: Clock
) -> None:
    clock.set(now.at(shelf.FROM, time(10)))
    with scopes.work() as scope:
        projection.rebuild(scope)
        told = heard(scope)
    for step, number in steps:
        if step == "day":
            clock.forward(days=number)
            with scopes.work() as scope:
                projection.rebuild(scope)
                told = follows(told, heard(scope))
            continue
        with scopes.work() as scope:
            try:
                WALK[step](scope, number)
            except Refused:
                scope.session.rollback()
        with scopes.reading() as scope:
            assert projection.drift(scope) == [], step
            drafts = set(scope.session.scalars(select(Activity.id).where(Activity.state != ActivityState.PUBLISHED)))
            assert not drafts & {row.activity_id for row in rows(scope)}
            told = follows(told, heard(scope))
    with scopes.work() as scope:
        assert projection.rebuild(scope) == 0


def heard(scope: Scope) -> dict[uuid.UUID, Told]:
    """What a calendar takes in."""
    return {one.id: one for one in entries.entries(scope, Wanted())}


def follows(before: dict[uuid.UUID, Told], after: dict[uuid.UUID, Told]) -> dict[uuid.UUID, Told]:
    """Nothing that is to come leaves a calendar without a word, and what differs has a higher SEQUENCE."""
    for key, old in before.items():
        new = after.get(key)
        if new is None:
            assert old.starts_at <= now.now(), "it was to come, and nobody is told that it will not"
        elif (new.starts_at, new.ends_at, new.is_off) != (old.starts_at, old.ends_at, old.is_off):
            assert new.sequence > old.sequence
        else:
            assert new.sequence >= old.sequence
    return after


def _one(scope: Scope, number: int, *states: ActivityState) -> Activity | None:
    found = select(Activity).order_by(Activity.created_at, Activity.id)
    rows = [one for one in scope.session.scalars(found) if not states or one.state in states]
    return rows[number % len(rows)] if rows else None


def _branch(scope: Scope, number: int) -> Branch:
    found = list(scope.session.scalars(select(Branch).order_by(Branch.id)))
    return found[number % len(found)]


def _plan(scope: Scope, number: int) -> None:
    if len(list(scope.session.scalars(select(Activity.id)))) >= MOST:
        return
    signs_up = {"entry": Entry.SIGN_UP, "capacity": number + 1} if number % 2 else {}
    shelf.planned(scope, f"Activiteit {number}", branch_id=_branch(scope, number).id, **signs_up)


def _publish(scope: Scope, number: int) -> None:
    if one := _one(scope, number):
        service.publish(scope, one.id)


def _withdraw(scope: Scope, number: int) -> None:
    if one := _one(scope, number):
        service.withdraw(scope, one.id)


def _revise(scope: Scope, number: int) -> None:
    if one := _one(scope, number):
        changes: dict[str, Any] = {"lines": (shelf.WEDNESDAYS,)} if number % 2 else {"branch_id": _branch(scope, 1).id}
        offer = offers.of(one)
        plain = {name: getattr(offer, name) for name in offer.__dataclass_fields__}
        service.revise(scope, one.id, offers.Offer(**(plain | changes)), version=one.version)


def _retitle(scope: Scope, number: int) -> None:
    if one := _one(scope, number):
        offer = offers.of(one)
        plain = {name: getattr(offer, name) for name in offer.__dataclass_fields__}
        service.revise(scope, one.id, offers.Offer(**(plain | {"title": f"Anders {number}"})), version=one.version)


def _cancel(scope: Scope, number: int) -> None:
    one = _one(scope, number, ActivityState.PUBLISHED)
    found = shelf.sessions(scope, one.id) if one else []
    if found:
        service.cancel(scope, found[number % len(found)].id, reason="Ziek")


def _new_branch(scope: Scope, number: int) -> None:
    if len(list(scope.session.scalars(select(Branch.id)))) >= MOST:
        return
    main = shelf.main_branch(scope)
    spot: dict[str, Any] = {"municipality_code": main.municipality_code, "lat": main.lat, "lon": main.lon}
    branch = Branch(name=f"Servicepunt {number}", kind=BranchKind.SERVICE_POINT, place="Rijnsburg", **spot)
    scope.session.add(branch)
    scope.session.flush()
    branch_changed.send(scope, branch_ids={branch.id})


def _close(scope: Scope, number: int) -> None:
    branch = _branch(scope, number)
    branch.closed_on = now.today()
    branch_changed.send(scope, branch_ids={branch.id})


def _reopen(scope: Scope, number: int) -> None:
    branch = _branch(scope, number)
    branch.closed_on, branch.wheelchair = None, Fact.YES
    branch_changed.send(scope, branch_ids={branch.id})


def _hours(scope: Scope, number: int) -> None:
    branch = _branch(scope, number)
    branch.hours.clear()
    scope.session.flush()
    shelf.opened(scope)
    scope.session.add(OpeningException(branch_id=branch.id, day=now.today(), reason=str(uuid.uuid4())[:8]))
    for old in scope.session.scalars(select(OpeningException).where(OpeningException.branch_id == branch.id)):
        scope.session.delete(old)
    branch_changed.send(scope, branch_ids={branch.id})


def _seats(scope: Scope, number: int) -> None:
    one = scope.session.scalars(
        select(Session).where(Session.capacity > Session.taken).order_by(Session.starts_at, Session.id).limit(1)
    ).first()
    if one is not None:
        shelf.give_out(scope, one.id)


def _rename(scope: Scope, number: int) -> None:
    library_changed.send(scope)


WALK = {
    "plan": _plan,
    "publish": _publish,
    "withdraw": _withdraw,
    "revise": _revise,
    "retitle": _retitle,
    "cancel": _cancel,
    "branch": _new_branch,
    "close": _close,
    "reopen": _reopen,
    "hours": _hours,
    "seats": _seats,
    "rename": _rename,
}


def test_a_change_by_hand_is_found_and_mended(scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.published(scope)
    with scopes.work() as scope:
        rows(scope)[0].title = "Iets anders"
        scope.session.delete(rows(scope)[1])
    with scopes.reading() as scope:
        assert [one.what for one in projection.drift(scope)] == ["missing", "other values"]

    with scopes.work() as scope:
        assert projection.rebuild(scope) == 2
    with scopes.reading() as scope:
        assert projection.drift(scope) == []


def test_a_draft_is_nowhere_and_a_withdrawn_activity_no_more(scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        activity = shelf.planned(scope)
        assert rows(scope) == []
        service.publish(scope, activity.id)
        assert {row.title for row in rows(scope)} == {"Taalcafé"}
        service.withdraw(scope, activity.id)
        assert rows(scope) == []


def test_what_is_undone_was_never_published(scopes: Scopes, clock: Clock) -> None:
    class Broken(Exception):
        pass

    def publish_and_break() -> None:
        with scopes.work() as scope:
            shelf.published(scope)
            raise Broken

    with pytest.raises(Broken):
        publish_and_break()
    with scopes.reading() as scope:
        assert rows(scope) == []


def test_seats_left_follow_the_sign_ups(scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        activity_id = shelf.published(scope, entry=Entry.SIGN_UP, capacity=2)
        session_id = shelf.sessions(scope, activity_id)[0].id
    for left in (1, 0, 0):
        with scopes.work() as scope:
            shelf.give_out(scope, session_id)
        with scopes.reading() as scope:
            row = scope.session.get_one(PublishedSession, (scope.tenant_id, session_id))
            assert row.left_over == left, "more people than seats is nought left, never less"


def test_a_window_of_sixty_days_back(scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.published(scope)
        first = min(row.starts_at for row in rows(scope))
    clock.forward(days=62)
    with scopes.work() as scope:
        projection.rebuild(scope)
    with scopes.reading() as scope:
        kept = [row.starts_at for row in rows(scope)]
        assert min(kept) > first
        assert min(kept) < now.now()


def test_each_library_has_its_own_rows_and_the_network_sees_all(scopes: Scopes, clock: Clock) -> None:
    for slug in ("katwijk", "venlo"):
        with scopes.work(slug) as scope:
            shelf.published(scope, f"Taalcafé van {slug}")
    with scopes.reading("venlo") as scope:
        assert {row.title for row in rows(scope)} == {"Taalcafé van venlo"}
        assert {row.library_slug for row in rows(scope, PublishedBranch)} == {"venlo"}


def test_work_of_the_night(scopes: Scopes, clock: Clock, run_jobs: Any) -> None:
    with scopes.work() as scope:
        shelf.published(scope)
    clock.forward(days=70)
    with scopes.app.app_context():
        nightly.midnight(None)
    assert run_jobs() >= 5
    with scopes.reading() as scope:
        assert projection.drift(scope) == []
        assert all(row.starts_at >= now.now().replace(month=12, year=2026, day=12) for row in rows(scope))


def test_commands_tell_and_mend(scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.published(scope)
    runner = scopes.app.test_cli_runner()
    assert runner.invoke(args=["projection", "rebuild"]).exit_code == 0
    assert "equal" in runner.invoke(args=["projection", "verify"]).output
    with scopes.work() as scope:
        rows(scope)[0].title = "Iets anders"
    said = runner.invoke(args=["projection", "verify"])
    assert said.exit_code == 1
    assert "katwijk: published_session" in said.output
    assert runner.invoke(args=["projection", "rebuild"]).output.startswith("1 row")
    assert runner.invoke(args=["projection", "verify"]).exit_code == 0
