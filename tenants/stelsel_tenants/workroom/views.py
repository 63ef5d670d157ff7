"""The first page of a library's workroom."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, current, requires
from stelsel.db import unit_of_work
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.libraries import service
from stelsel_tenants.registrations import queries as registrations
from stelsel_tenants.workroom import queries, readiness
from stelsel_tenants.workroom.readiness import Known, Point, Step

bp = Blueprint("workroom", __name__, url_prefix="/b/<slug>/beheer", template_folder="templates")

NOON, EVENING = 12, 18


@bp.get("/")
@requires(Permission.TENANT_HOME)
def home(scope: Scope) -> ResponseReturnValue:
    known = queries.known(scope, [scope.library.id])[scope.library.id]
    points = readiness.points(known)
    editing = _may(scope, Permission.TENANT_ACTIVITIES)
    counting = _may(scope, Permission.TENANT_DESK)
    late = queries.uncounted(scope) if counting else []
    return render_template(
        "workroom/home.html",
        greeting=_greeting(),
        now=clock.now(),
        today=registrations.today(scope),
        late=late[: queries.MOST],
        later=len(late[queries.MOST :]),
        drafts=queries.drafts(scope) if editing else [],
        invited=queries.invited(scope) if editing else [],
        coming=queries.coming(scope),
        lines=[_line(scope, known, point, readiness.next_step(points)) for point in points],
        done=sum(point.done for point in points),
        counting=counting,
        editing=editing,
        may_tell=editing and Step.ACTIVITY in known.done and Step.AGENDA not in known.done,
    )


@bp.post("/agenda-bekeken")
@requires(Permission.TENANT_ACTIVITIES)
def agenda_seen(scope: Scope) -> ResponseReturnValue:
    with unit_of_work(scope):
        service.tick(scope, service.AGENDA_SEEN)
    flash(_("Genoteerd dat de agenda is bekeken."))
    return redirect(url_for("workroom.home", slug=scope.library.slug), 303)


def _line(scope: Scope, known: Known, point: Point, next_point: Point | None) -> dict[str, Any]:
    """A point as the checklist shows it; the way to do it only for those who may."""
    state = "done" if point.done else "next" if point is next_point else "open"
    allowed = _may(scope, point.permission)
    return {
        "title": point.title,
        "note": point.note if not point.done else "",
        "state": state,
        "url": _address(scope, known, point) if allowed and not point.done else "",
        "action": point.action,
    }


def _address(scope: Scope, known: Known, point: Point) -> str:
    slug = scope.library.slug
    if point.goes_to in {"branch", "access"}:
        anchor = "access" if point.goes_to == "access" else "opening"
        if known.main_branch_id is None:
            return url_for("branches.overview", slug=slug)
        return url_for("branches.edit", slug=slug, branch_id=known.main_branch_id, _anchor=anchor)
    return {
        "profile": url_for("profile.edit", slug=slug),
        "colour": url_for("profile.edit", slug=slug, _anchor="accent"),
        "activity": url_for("activities.new", slug=slug),
        "partner": f"/b/{slug}/beheer/partners/",
        "agenda": f"/b/{slug}/agenda",
    }[point.goes_to]


def _may(scope: Scope, permission: Permission) -> bool:
    person = current.person()
    return person is not None and person.may(permission, scope.tenant_id)


def _greeting() -> Any:
    hour = clock.now().astimezone(clock.AMSTERDAM).hour
    return _("Goedemorgen") if hour < NOON else _("Goedemiddag") if hour < EVENING else _("Goedenavond")
