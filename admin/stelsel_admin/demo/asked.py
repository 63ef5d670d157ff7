"""A year of questions at the desk of a library: DigiD first, and from January to April much about taxes."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from stelsel.db import unit_of_work
from stelsel.geo import holidays
from stelsel.tenancy import Scope, TenantRef
from stelsel_admin.demo import plans
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import queries as partners
from stelsel_tenants.questions import words
from stelsel_tenants.questions.events import Counted, questions_changed
from stelsel_tenants.questions.models import Body, Channel, Half, HelpQuestion, Topic

WHY = "demo"
SUNDAY = 7
A_DAY = (1, 7)
"""Visits to all branches together, on a day that is open."""
WEIGHTS = {
    Topic.DIGID: 30,
    Topic.DEVICE: 18,
    Topic.BENEFITS: 8,
    Topic.TAX: 6,
    Topic.LETTER: 9,
    Topic.MESSAGES: 7,
    Topic.MUNICIPAL: 6,
    Topic.WORK: 5,
    Topic.PENSION: 4,
    Topic.STUDY: 2,
    Topic.DRIVING: 4,
    Topic.CARE: 4,
    Topic.HOUSING: 3,
    Topic.MONEY: 3,
    Topic.COURSE: 5,
    Topic.LIBRARY: 8,
    Topic.OTHER: 4,
}
SEASONS = {1: {Topic.TAX: 3, Topic.BENEFITS: 2}, 2: {Topic.TAX: 4}, 3: {Topic.TAX: 7}, 4: {Topic.TAX: 6}}
"""By month: how many times as often as else."""
SENT_ON = {Topic.MONEY: 0.7, Topic.TAX: 0.35, Topic.WORK: 0.3, Topic.MUNICIPAL: 0.4, Topic.COURSE: 0.5}


def ask(tenant: TenantRef, begin: date, today: date) -> None:
    """Write down what was asked from `begin` to yesterday."""
    with Scope.system(tenant, why=WHY) as scope, unit_of_work(scope):
        branches = list(scope.session.scalars(select(Branch.id).order_by(Branch.name, Branch.id)))
        helpers = [key for key, _name in partners.choices(scope)]
        draw = plans.random(tenant.slug, "questions")
        closed = {holiday.day for holiday in holidays.between(begin, today) if holiday.closed}
        days = (begin + timedelta(days=number) for number in range((today - begin).days))
        open_days = [day for day in days if day not in closed and day.isoweekday() != SUNDAY]
        rows = [row for day in open_days for row in _day(draw, day, branches, helpers)]
        scope.insert_many(HelpQuestion, rows)
        counted = [Counted(row["branch_id"], row["kind"], row["body"], row["day"].replace(day=1)) for row in rows]
        questions_changed.send(scope, before=[], after=counted)


def _day(draw: Random, day: date, branches: list[uuid.UUID], helpers: list[uuid.UUID]) -> Iterator[dict[str, Any]]:
    more = SEASONS.get(day.month, {})
    weights = [weight * more.get(topic, 1) for topic, weight in WEIGHTS.items()]
    busier = sum(weights) / sum(WEIGHTS.values())
    for _visit in range(round(draw.randint(*A_DAY) * busier)):
        visit = {
            "visit_id": _id(draw),
            "branch_id": draw.choices(branches, [3, *(1 for _other in branches[1:])])[0],
            "day": day,
            "half": draw.choices(list(Half), (5, 5, 1))[0],
            "channel": draw.choices(list(Channel), (84, 9, 3, 4))[0],
        }
        for _question in range(draw.choices((1, 2, 3), (78, 17, 5))[0]):
            topic = draw.choices(list(WEIGHTS), weights)[0]
            yield visit | _question_about(draw, topic, helpers)


def _question_about(draw: Random, topic: Topic, helpers: list[uuid.UUID]) -> dict[str, Any]:
    body = words.USUAL_BODIES.get(topic)
    partner, other = None, None
    if draw.random() < SENT_ON.get(topic, 0.12):
        if helpers and draw.random() < 0.6:
            partner = draw.choice(helpers)
        else:
            other = body or Body.MUNICIPALITY
    return {
        "id": _id(draw),
        "topic": topic,
        "kind": words.usual_kind(topic),
        "body": body,
        "minutes": draw.choices((5, 15, 30, 60), (30, 45, 20, 5))[0],
        "referred_body": other,
        "referred_organisation_id": partner,
        "session_id": None,
        "recorded_at": None,
    }


def _id(draw: Random) -> uuid.UUID:
    return uuid.UUID(int=draw.getrandbits(128), version=4)
