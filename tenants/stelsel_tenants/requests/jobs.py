"""What happens to requests by itself: who asked is told, libraries and partners hear of many, and all of it ends."""

import uuid

from sqlalchemy import and_, delete, select

from stelsel import clock, jobs
from stelsel.access.current import national_tenant
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.requests import many, service, telling
from stelsel_tenants.requests.models import ActivityRequest, RequestAnswer, RequestAsker

TOGETHER = 50
"""Askers in one unit of work: what a machine that dies does again, and for how long SQLite keeps others waiting."""

_ASKED = and_(ActivityRequest.tenant_id == RequestAsker.tenant_id, ActivityRequest.id == RequestAsker.request_id)


@jobs.job("requests.tell")
def tell(tenant_id: int, *, answer_id: uuid.UUID) -> None:
    """Whose request was answered gets the one letter, and is forgotten; an address that nobody confirmed goes too."""
    with Scope.system(tenant_id, why="requests.tell", reading=True) as scope:
        answer = scope.session.get(RequestAnswer, (tenant_id, answer_id))
    national = national_tenant()
    while answer is not None:
        with Scope.system(national, why="requests.tell") as scope, unit_of_work(scope):
            askers = _met(scope, answer)
            for asker in askers:
                if asker.confirmed_at is not None:
                    telling.met(scope, asker, answer)
                service.forget(scope, asker)
        if not askers:
            return


@jobs.job("requests.many", network=True)
def tell_of_many(_tenant_id: None, *, demand_id: uuid.UUID) -> None:
    """Library and partners hear that many ask for the same in one place."""
    many.tell(demand_id)


@jobs.every("40 2 * * *", "requests.forget")
def forget(_tenant_id: None) -> None:
    """What is half a year old is asked for no more, and who waited for it is told so and forgotten; an address that
    nobody confirmed goes after three days (SECURITY P-33)."""
    national = national_tenant()
    while True:
        with Scope.system(national, why="requests.forget") as scope, unit_of_work(scope):
            askers = _over(scope)
            for asker in askers:
                if asker.confirmed_at is not None:
                    telling.erased(scope, asker)
                service.forget(scope, asker)
            if not askers:
                old = ActivityRequest.asked_at < clock.now() - service.KEPT
                scope.session.execute(delete(ActivityRequest).where(old))
                return


def _met(scope: Scope, answer: RequestAnswer) -> list[RequestAsker]:
    """Askers of requests that were answered, some at a time."""
    wanted = (
        select(RequestAsker)
        .join(ActivityRequest, _ASKED)
        .where(RequestAsker.demand_id == answer.demand_id, ActivityRequest.met_at.is_not(None))
        .order_by(RequestAsker.id)
        .limit(TOGETHER)
    )
    return list(scope.session.scalars(wanted.with_for_update(of=RequestAsker)))


def _over(scope: Scope) -> list[RequestAsker]:
    """Askers whose term has ended, some at a time."""
    moment = clock.now()
    unconfirmed = and_(RequestAsker.confirmed_at.is_(None), RequestAsker.asked_at < moment - service.UNCONFIRMED_KEPT)
    wanted = (
        select(RequestAsker)
        .join(ActivityRequest, _ASKED)
        .where((ActivityRequest.asked_at < moment - service.KEPT) | unconfirmed)
        .order_by(RequestAsker.id)
        .limit(TOGETHER)
    )
    return list(scope.session.scalars(wanted.with_for_update(of=RequestAsker)))
