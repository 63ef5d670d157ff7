"""What a program with a key may write, by address: by the commands that the workroom gives, with their refusals."""

import uuid
from typing import Any

from flask import Response, request

from stelsel.access import Permission, requires
from stelsel.errors import Conflict, NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import one_date, service
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.activities.one_date import Wish
from stelsel_tenants.api import bodies, offers, once
from stelsel_tenants.api.door import PREFIX, route, told
from stelsel_tenants.api.once import Answer
from stelsel_tenants.registrations import counting

OWN = "own"
"""The group of these operations in the description."""
AT = "/libraries/<slug>"


class NoVersion(Refused):
    message = _("Zeg welke versie u hebt gelezen: stuur de ETag mee als If-Match.")
    status = 428


class OtherVersion(Conflict):
    message = _("Iemand anders heeft dit intussen veranderd. Lees het opnieuw en probeer het dan nog eens.")
    status = 412


@route(f"{AT}/activities", OWN, method="POST")
@requires(Permission.KEY_ACTIVITIES)
@told(
    bodies.OwnActivity,
    _("Maak een activiteit, als concept dat nog niemand ziet"),
    sends=bodies.ActivityBody,
    status=201,
)
def plan_activity(scope: Scope, body: dict[str, Any]) -> Response:
    def deed() -> Answer:
        activity = service.plan(scope, offers.made(scope, body))
        there = f"{PREFIX}/libraries/{scope.library.slug}/activities/{activity.id}"
        made = _activity(scope, activity)
        return Answer(made.body, 201, {**made.headers, "Location": there})

    return once.done(scope, deed)


@route(f"{AT}/activities/<uuid:activity_id>", OWN)
@requires(Permission.KEY_ACTIVITIES)
@told(bodies.OwnActivity, _("Een eigen activiteit, ook als concept"))
def own_activity(scope: Scope, activity_id: uuid.UUID) -> Response:
    return _activity(scope, scope.session.get_one(Activity, (scope.tenant_id, activity_id))).response()


@route(f"{AT}/activities/<uuid:activity_id>", OWN, method="PUT")
@requires(Permission.KEY_ACTIVITIES)
@told(
    bodies.OwnActivity,
    _("Verander een activiteit; wie is aangemeld, krijgt bericht als tijd of plaats anders wordt"),
    sends=bodies.ActivityBody,
)
def revise_activity(scope: Scope, body: dict[str, Any], activity_id: uuid.UUID) -> Response:
    def deed() -> Answer:
        activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
        if _tag(activity) not in request.if_match:
            raise OtherVersion
        offer = offers.made(scope, body, leader=activity.leader)
        return _activity(scope, service.revise(scope, activity_id, offer, version=activity.version))

    if not request.if_match:
        raise NoVersion
    return once.done(scope, deed)


@route(f"{AT}/activities/<uuid:activity_id>/publication", OWN, method="PUT")
@requires(Permission.KEY_PUBLISH)
@told(bodies.OwnActivity, _("Publiceer een activiteit"))
def publish_activity(scope: Scope, activity_id: uuid.UUID) -> Response:
    return once.done(scope, lambda: _activity(scope, service.publish(scope, activity_id)))


@route(f"{AT}/activities/<uuid:activity_id>/publication", OWN, method="DELETE")
@requires(Permission.KEY_PUBLISH)
@told(bodies.OwnActivity, _("Trek een activiteit in: komende momenten vervallen"))
def withdraw_activity(scope: Scope, activity_id: uuid.UUID) -> Response:
    return once.done(scope, lambda: _activity(scope, service.withdraw(scope, activity_id)))


@route(f"{AT}/sessions/<uuid:session_id>/cancellation", OWN, method="PUT")
@requires(Permission.KEY_ACTIVITIES)
@told(bodies.OwnSession, _("Zeg één moment af: het blijft zichtbaar, met de reden"), sends=bodies.CancelBody)
def cancel_session(scope: Scope, body: dict[str, Any], session_id: uuid.UUID) -> Response:
    return once.done(scope, lambda: _session(service.cancel(scope, session_id, reason=body["reason"])))


@route(f"{AT}/sessions/<uuid:session_id>/cancellation", OWN, method="DELETE")
@requires(Permission.KEY_ACTIVITIES)
@told(bodies.OwnSession, _("Laat een afgezegd moment toch doorgaan"))
def bring_back_session(scope: Scope, session_id: uuid.UUID) -> Response:
    return once.done(scope, lambda: _session(one_date.bring_back(scope, session_id)))


@route(f"{AT}/sessions/<uuid:session_id>/moment", OWN, method="PUT")
@requires(Permission.KEY_ACTIVITIES)
@told(bodies.OwnSession, _("Verplaats één moment"), sends=bodies.MomentBody)
def move_session(scope: Scope, body: dict[str, Any], session_id: uuid.UUID) -> Response:
    def deed() -> Answer:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id))
        when = body["day"], body["begins"], body["ends"]
        wish = Wish(*when, body["branch_id"] or session.branch_id, body["room"], session.leader)
        return _session(one_date.change(scope, session_id, wish, outside_hours=body["outside_hours"]))

    return once.done(scope, deed)


@route(f"{AT}/sessions/<uuid:session_id>/count", OWN, method="PUT")
@requires(Permission.KEY_COUNTS)
@told(bodies.OwnSession, _("Vertel hoeveel mensen er waren; opnieuw tellen verbetert"), sends=bodies.CountBody)
def count_session(scope: Scope, body: dict[str, Any], session_id: uuid.UUID) -> Response:
    """A partner counts its own sessions and no others."""

    def deed() -> Answer:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id))
        if scope.organisation_id is not None and session.organisation_id != scope.organisation_id:
            raise NotFound
        return _session(counting.count(scope, session_id, **body))

    return once.done(scope, deed)


def _activity(scope: Scope, activity: Activity) -> Answer:
    scope.session.flush()
    return Answer(offers.told(scope, activity), headers={"ETag": f'"{_tag(activity)}"'})


def _tag(activity: Activity) -> str:
    return f"v{activity.version}"


def _session(session: Session) -> Answer:
    return Answer(bodies.OwnSession().dump(session))
