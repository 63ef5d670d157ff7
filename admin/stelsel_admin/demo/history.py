"""A year at a library: what was held was counted, sometimes by more than had signed up; then the agenda rolls on."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select, update

from stelsel import clock
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, TenantRef
from stelsel_admin.demo import plans
from stelsel_admin.demo.accounts import FULL
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Activity, Entry, Frequency, Session, SessionState
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line, on_dates
from stelsel_tenants.figures import service as figures
from stelsel_tenants.libraries.models import Branch, BranchKind
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.registrations import counting, retention
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.models import Attendance, Channel, Registration, RegistrationState
from stelsel_tenants.registrations.service import Person
from stelsel_tenants.registrations.times import free as free_times

WHY = "demo"
CHECKED = 0.8
LEFT_UNCOUNTED = timedelta(days=3)
NAMES = ("Achmed", "Anja", "Bilal", "Carla", "Dewi", "Els", "Fatma", "Gerrit", "Hilde", "Ivan", "Joke", "Karim", "Lena")
WAITING = 3
SHOWED_UP = (0.68, 0.98)
"""Of those who signed up, where the desk ticks names: the least and the most of them that came."""
HELPERS = {"belastinghulp": 2, "toeslagen": 1, "taalcafe": 2, "klik-en-tik": 1, "walkentalk": 1}
"""Volunteers at a session."""
FAIR = ("katwijk", 70, 104, 80)
"""The job fair of the story: 70 signed up, 104 came, where there were 80 places."""


def live(tenant: TenantRef, planned: list[plans.Planned], today: date) -> None:
    """Count the year that was, roll the agenda on, and let some people sign up for what comes."""
    crowd = {one.concept: one.crowd for one in planned}
    with clock.frozen(clock.at(today, time(7))):
        if tenant.slug == FAIR[0]:
            _fair(tenant, today)
        _count(tenant, crowd, today)
        if tenant.slug in FULL:
            _close(tenant)
            _share(tenant, today)
            _add_lately(tenant, today)
        _roll(tenant)
        _look_again(tenant, today)
        if tenant.slug in FULL:
            _sign_up(tenant)


def _count(tenant: TenantRef, crowd: dict[str, int], today: date) -> None:
    draw, ticks = plans.random(tenant.slug, "counts"), plans.random(tenant.slug, "ticks")
    with Scope.system(tenant, why=WHY) as scope, unit_of_work(scope):
        held = scope.session.scalars(
            select(Session)
            .where(Session.state == SessionState.PLANNED, Session.ends_at < clock.start_of(today))
            .order_by(Session.starts_at, Session.id)
        ).all()
        for session in held:
            recent = session.ends_at > clock.start_of(today) - LEFT_UNCOUNTED
            if recent and draw.random() < 0.5:
                continue
            usual = crowd.get(session.concept_slug, 5)
            came = max(0, round(draw.gauss(usual, usual / 3)))
            if session.capacity is not None:
                _had_signed_up(scope, session, min(session.capacity, max(1, round(came * draw.uniform(0.6, 1.1)))))
                if tenant.slug in FULL:
                    _ticked(scope, session, min(came, round(session.taken * ticks.uniform(*SHOWED_UP))))
            with clock.frozen(session.ends_at):
                counting.count(scope, session.id, present=came, turned_away=1 if draw.random() < 0.03 else 0)


def _close(tenant: TenantRef) -> None:
    """The desk wrote down who helped, where there are volunteers."""
    with Scope.system(tenant, why=WHY) as scope, unit_of_work(scope):
        held = select(Session).where(Session.state == SessionState.HELD, Session.concept_slug.in_(HELPERS))
        for session in scope.session.scalars(held.order_by(Session.starts_at, Session.id)).all():
            helpers = HELPERS[session.concept_slug]
            minutes = helpers * int((session.ends_at - session.starts_at).total_seconds()) // 60
            with clock.frozen(session.ends_at):
                counting.close(scope, session.id, volunteers=helpers, volunteer_minutes=minutes)


def _share(tenant: TenantRef, today: date) -> None:
    """The library lets the national body count its years along."""
    with Scope.system(tenant, why=WHY) as scope, unit_of_work(scope):
        for year in (today.year - 1, today.year):
            figures.share(scope, year)


def _ticked(scope: Scope, session: Session, came: int) -> None:
    """Names that the desk ticked: the first `came` of those who signed up."""
    people = select(Registration.id).where(Registration.session_id == session.id).order_by(Registration.number)
    rows = [
        {"id": uuid.uuid4(), "registration_id": one, "session_id": session.id, "came": place < came, "seats": 1}
        for place, one in enumerate(scope.session.scalars(people))
    ]
    scope.insert_many(Attendance, rows)
    session.registered_present = came


def _had_signed_up(scope: Scope, session: Session, number: int) -> None:
    """Sign-ups of long ago, as they are after two weeks: the number, and no names."""
    forgotten = min(session.ends_at + retention.term(scope) + timedelta(hours=8), clock.now())
    scope.insert_many(
        Registration,
        [_erased(session, session.starts_at - timedelta(days=day), day, forgotten) for day in range(1, number + 1)],
    )
    scope.session.execute(
        update(Session)
        .where(Session.id == session.id)
        .values(taken=number)
        .execution_options(synchronize_session=False)
    )
    scope.session.refresh(session)


def _erased(session: Session, signed_up_at: datetime, number: int, erased_at: datetime) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "activity_id": session.activity_id,
        "session_id": session.id,
        "seats": 1,
        "state": RegistrationState.CONFIRMED,
        "channel": Channel.WEB,
        "language": "nl",
        "number": number,
        "again": False,
        "seated_at": signed_up_at,
        "is_member": False,
        "signed_up_at": signed_up_at,
        "erased_at": erased_at,
    }


def _roll(tenant: TenantRef) -> None:
    with Scope.system(tenant, why=WHY) as scope, unit_of_work(scope):
        for activity_id in scope.session.scalars(select(Activity.id).order_by(Activity.title, Activity.id)).all():
            activities.roll(scope, activity_id)


def _look_again(tenant: TenantRef, today: date) -> None:
    """Most partnerships were looked at in the last months; some wait for somebody to do it."""
    draw = plans.random(tenant.slug, "checks")
    with Scope.system(tenant, why=WHY) as scope, unit_of_work(scope):
        for partnership_id in scope.session.scalars(select(Partnership.id).order_by(Partnership.id)).all():
            if draw.random() < CHECKED:
                with clock.frozen(clock.at(today - timedelta(days=draw.randint(1, 60)), time(10))):
                    partners.confirm(scope, partnership_id)


def _sign_up(tenant: TenantRef) -> None:
    """Some made-up people for the next sessions of each activity that takes sign-ups; the first has a waiting list."""
    draw = plans.random(tenant.slug, "people")
    with Scope.system(tenant, why=WHY) as scope, unit_of_work(scope):
        coming = scope.session.execute(
            select(Session)
            .where(Session.capacity.is_not(None), Session.starts_at > clock.now())
            .order_by(Session.starts_at, Session.id)
            .limit(8)
        )
        for place, session in enumerate(coming.scalars().all()):
            room = session.capacity or 0
            people = room + WAITING if place == 0 else min(room, draw.randint(2, 8))
            for name in draw.sample(NAMES, min(people, len(NAMES))):
                times = free_times(scope, session.id)
                phone = f"+3161234{draw.randint(0, 9999):04}"
                person = Person(name, phone=phone, slot_at=draw.choice(times) if times else None)
                registrations.sign_up(scope, session.id, person, request_key=f"demo {session.id} {name}", at_desk=True)


def _add_lately(tenant: TenantRef, today: date) -> None:
    """Something that was not there in the week before: who asked what is new around a place is told of it."""
    friday = today - timedelta(days=today.weekday() + 3)
    with (
        clock.frozen(clock.at(friday, time(15))),
        Scope.system(tenant, why=WHY) as scope,
        unit_of_work(scope),
    ):
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.kind == BranchKind.MAIN)).one()
        offer = Offer(
            "Leeskring in eenvoudige taal",
            branch_id,
            "leeskring",
            summary="Samen een kort boek lezen en erover praten. U hoeft het niet thuis gelezen te hebben.",
            room="Leeszaal",
            lines=(Line(Frequency.WEEKLY, time(15), time(16, 30), since=today, weekdays=(4,)),),
            outside_hours=True,
        )
        activities.publish(scope, activities.plan(scope, offer, is_example=True).id)


def _fair(tenant: TenantRef, today: date) -> None:
    """Walk&Talk's job fair of three weeks ago, where more people came than had signed up."""
    _slug, signed_up, came, places = FAIR
    day = today - timedelta(days=21)
    with (
        clock.frozen(clock.at(day - timedelta(days=30), time(9))),
        Scope.system(tenant, why=WHY) as scope,
        unit_of_work(scope),
    ):
        walk = scope.session.scalars(select(Activity).where(Activity.concept_slug == "walkentalk")).first()
        if walk is None:
            return
        line = on_dates(time(13, 30), time(16), day)
        offer = Offer(
            "Walk&Talk banenmarkt",
            walk.branch_id,
            "walkentalk",
            walk.organisation_id,
            summary="Werkgevers uit de streek en mensen die werk zoeken.",
            room="Grote zaal",
            entry=Entry.SIGN_UP,
            capacity=places,
            lines=(line,),
            outside_hours=True,
        )
        fair = activities.publish(scope, activities.plan(scope, offer, is_example=True).id)
        session = scope.session.scalars(select(Session).where(Session.activity_id == fair.id)).one()
        _had_signed_up(scope, session, signed_up)
        with clock.frozen(session.ends_at):
            counting.count(scope, session.id, present=came)
