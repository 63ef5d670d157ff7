"""What a register that takes everything over is told: in order, deletions too, and nothing twice or never."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel import clock as now
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, Entry
from stelsel_tenants.libraries.events import branch_changed
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import ending
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side
from stelsel_tenants.site import projection, tombstones
from stelsel_tenants.site.models import PublishedActivity, PublishedBranch, PublishedSession, Tombstone
from tests.api.programs import Program, offered
from tests.partners.deals import TERMS
from tests.site import shelf
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes


class Register:
    """Somebody's own copy, kept by asking for what changed."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.since = ""
        self.rows: dict[tuple[str, str], dict[str, Any]] = {}

    def follow(self, limit: int = 100) -> list[dict[str, Any]]:
        """Ask for what changed, page after page; do what is told; remember how far it went."""
        there: str | None = f"/changes?limit={limit}" + (f"&modifiedSince={quote(self.since)}" if self.since else "")
        told: list[dict[str, Any]] = []
        while there:
            page = self.program.get(there).get_json()
            told += page["items"]
            self.since = page["until"]
            there = page["next"] and page["next"].partition("/api/v1")[2]
        for one in told:
            self.rows.pop((one["kind"], one["id"]), None)
            if not one["deleted"]:
                path = one["href"].partition("/api/v1")[2]
                self.rows[one["kind"], one["id"]] = self.program.get(path).get_json()
        return told


@pytest.fixture(autouse=True)
def _morning(clock: Clock) -> None:
    """It is Tuesday 1 December 2026, ten o'clock."""


def test_a_register_follows_what_comes_and_goes(program: Program, scopes: Scopes, clock: Clock) -> None:
    register = Register(program)
    activity_id = str(offered(scopes))
    with scopes.work() as scope:
        partners.begin(scope, shelf.organisation(scope), TERMS)
    assert register.follow() == [], "what is a moment old may not be all of it"
    clock.forward(minutes=2)
    told = register.follow()
    assert [(one["changedAt"], one["kind"]) for one in told] == sorted((one["changedAt"], one["kind"]) for one in told)
    assert {one["kind"] for one in told} == {"activity", "branch", "partnership", "session"}
    assert register.rows["activity", activity_id]["title"] == "Taalcafé"
    clock.forward(minutes=2)
    assert register.follow() == []

    with scopes.work() as scope:
        activity = scope.session.scalars(select(PublishedActivity.id)).one()
        service.withdraw(scope, activity)
        partnership = scope.session.scalars(select(Partnership.id)).one()
        ending.end(scope, partnership, by=Side.LIBRARY, last_day=None)
        branch = shelf.main_branch(scope)
        branch.closed_on = now.today()
        branch_changed.send(scope, branch_ids={branch.id})
    clock.forward(minutes=2)
    gone = register.follow()
    assert {(one["kind"], one["deleted"], one["href"]) for one in gone} == {
        (kind, True, None) for kind in ("activity", "branch", "partnership", "session")
    }
    assert register.rows == {}


def test_what_comes_back_is_no_longer_gone(program: Program, scopes: Scopes, clock: Clock) -> None:
    register = Register(program)
    activity_id = offered(scopes)
    with scopes.work() as scope:
        service.withdraw(scope, activity_id)
    clock.forward(minutes=2)
    assert {one["deleted"] for one in register.follow() if one["kind"] != "branch"} == {True}
    with scopes.work() as scope:
        service.publish(scope, activity_id)
    clock.forward(minutes=2)
    assert {one["deleted"] for one in register.follow()} == {False}
    assert ("activity", str(activity_id)) in register.rows


def test_a_proposal_that_nobody_accepted_is_not_told(program: Program, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.partner(scope)
        scope.session.scalars(select(Partnership)).one().state = PartnershipState.INVITED
    clock.forward(minutes=2)
    assert Register(program).follow() == []


def test_one_kind_can_be_asked(program: Program, scopes: Scopes, clock: Clock) -> None:
    offered(scopes)
    clock.forward(minutes=2)
    assert {one["kind"] for one in program.items("/changes?kind=branch")} == {"branch"}


def test_who_stayed_away_too_long_begins_anew(program: Program) -> None:
    long_ago = (now.now() - tombstones.KEPT - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = program.get(f"/changes?modifiedSince={long_ago}")
    assert answer.status_code == 400
    assert [one["field"] for one in answer.get_json()["errors"]] == ["modifiedSince"]


def test_seats_that_come_and_go_are_no_change(program: Program, scopes: Scopes, clock: Clock) -> None:
    activity_id = offered(scopes, entry=Entry.SIGN_UP, capacity=9)
    clock.forward(minutes=2)
    register = Register(program)
    register.follow()
    with scopes.work() as scope:
        shelf.give_out(scope, shelf.sessions(scope, activity_id)[0].id)
    clock.forward(minutes=2)
    assert register.follow() == []


def test_a_session_that_grew_old_is_not_told_as_gone(scopes: Scopes, clock: Clock) -> None:
    offered(scopes)
    clock.forward(days=70)
    with scopes.work() as scope:
        projection.rebuild(scope)
        kept = scope.session.scalars(select(PublishedSession.starts_at).order_by(PublishedSession.starts_at)).first()
        assert kept is not None
        assert kept > now.now() - timedelta(days=61)
        assert list(scope.session.scalars(select(Tombstone))) == []


def test_tombstones_are_forgotten_after_a_year(scopes: Scopes, clock: Clock) -> None:
    activity_id = offered(scopes)
    with scopes.work() as scope:
        service.withdraw(scope, activity_id)
        assert list(scope.session.scalars(select(Tombstone))) != []
    clock.forward(days=400)
    with scopes.work() as scope:
        projection.rebuild(scope)
        assert list(scope.session.scalars(select(Tombstone))) == []


STEPS = st.lists(
    st.sampled_from(["offer", "withdraw", "publish", "close", "open", "retitle", "ask", "rest"]), max_size=9
)


@settings(max_examples=12)
@given(steps=STEPS, limit=st.integers(1, 7))
def test_a_copy_is_what_stands_whatever_happened(
    steps: list[str], limit: int, program: Program, scopes: Scopes, clock: Clock
) -> None:
    """However the asking falls between the deeds: in the end it holds what is published, and nothing else."""
    register = Register(program)
    for step in [*steps, "rest"]:
        if step == "ask":
            register.follow(limit)
        elif step == "rest":
            clock.forward(minutes=2)
        else:
            _do(step, scopes)
    register.follow(limit)
    with scopes.reading() as scope:
        stands = {
            (kind, str(key))
            for kind, model in (
                ("activity", PublishedActivity),
                ("branch", PublishedBranch),
                ("session", PublishedSession),
            )
            for key in scope.session.scalars(select(model.id))
        }
        named = scope.session.execute(select(PublishedActivity.id, PublishedActivity.title))
        titles = {str(key): title for key, title in named}
    assert {key for key in register.rows if key[0] != "partnership"} == stands
    assert {key: row["title"] for (kind, key), row in register.rows.items() if kind == "activity"} == titles
    program.app.extensions["stelsel.meter"].taken.clear()


def _do(step: str, scopes: Scopes) -> None:
    with scopes.work() as scope:
        branch = scope.session.scalars(select(Branch)).one()
        activity = scope.session.scalars(select(Activity).order_by(Activity.id)).first()
        if step in {"close", "open"}:
            branch.closed_on = now.today() if step == "close" else None
            branch_changed.send(scope, branch_ids={branch.id})
        elif branch.closed_on is not None:
            return
        elif step == "offer" and activity is None:
            shelf.published(scope, lines=(replace(shelf.TUESDAYS, since=now.today(), times=3),))
        elif activity is not None and step == "withdraw":
            service.withdraw(scope, activity.id)
        elif activity is not None and step == "publish":
            service.publish(scope, activity.id)
        elif activity is not None and step == "retitle":
            activity.title = f"{activity.title[:20]} anders"
            projection.activities_changed(scope, activity_ids={activity.id})
