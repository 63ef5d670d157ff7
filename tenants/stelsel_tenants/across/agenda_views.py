"""The sessions that a partner holds, wherever: seen, called off, led by another, counted."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam, day
from stelsel.web.query import Query
from stelsel_tenants.across import people, places, queries, reach
from stelsel_tenants.across.forms import CancelForm, LeaderForm
from stelsel_tenants.across.queries import Wish
from stelsel_tenants.across.reach import organisation
from stelsel_tenants.across.views import bp
from stelsel_tenants.activities import leading
from stelsel_tenants.activities import queries as activities
from stelsel_tenants.activities import service as deeds
from stelsel_tenants.activities.models import Session
from stelsel_tenants.partners import standing
from stelsel_tenants.registrations import CountForm, counting
from stelsel_tenants.registrations import queries as registrations

WEEK = timedelta(days=7)


@bp.get("/agenda")
@requires(Permission.PARTNER_HOME)
def agenda(scope: Scope) -> ResponseReturnValue:
    query, rows = Query(), queries.libraries(scope)
    concepts = dict(activities.concepts(scope))
    monday = _monday(query.day("week"))
    wish = Wish(
        first=clock.start_of(monday or clock.today()),
        before=clock.start_of(monday + WEEK) if monday else None,
        library=query.one_of("bibliotheek", [row.slug for row in rows]),
        concept=query.one_of("soort", concepts),
    )
    found = queries.sessions(scope, wish)
    spots = places.branches([row.tenant_id for row in rows])
    page = {
        "organisation": organisation(scope),
        "uncounted": queries.uncounted(scope) if not query.args else [],
        "filters": _filters(rows, list(concepts.items()), wish, monday),
        "days": [(day, list(on)) for day, on in groupby(found, key=lambda one: amsterdam(one.starts_at).date())],
        "more": len(found) == queries.MOST,
        "branches": {place.id: place.name for here in spots.values() for place in here},
    }
    return render_template("partner/agenda.html", **page)


@bp.route("/agenda/<library>/<uuid:session_id>", methods=["GET", "POST"])
@requires(Permission.PARTNER_SESSIONS)
def moment(scope: Scope, library: str, session_id: uuid.UUID) -> ResponseReturnValue:
    """One session: who leads it."""
    shown = queries.session(scope, library, session_id)
    form = LeaderForm(people.names(scope), "" if shown.needs_leader else shown.leader)
    if form.validate_on_submit():
        name = form.leader.data or ""
        refusal = _work(scope, library, session_id, lambda at: leading.appoint(at, session_id, name))
        if refusal is None:
            flash(_("Bewaard. De bibliotheek ziet dit ook."))
            return redirect(url_for("partner.agenda"), 303)
        form.show(refusal)
    page = {"moment": shown, "organisation": organisation(scope)}
    return render_template("partner/moment.html", form=form, **page), form.status


@bp.route("/agenda/<library>/<uuid:session_id>/afzeggen", methods=["GET", "POST"])
@requires(Permission.PARTNER_SESSIONS)
def cancel(scope: Scope, library: str, session_id: uuid.UUID) -> ResponseReturnValue:
    shown, form = queries.session(scope, library, session_id), CancelForm()
    if form.validate_on_submit():
        reason = form.reason.data
        refusal = _work(scope, library, session_id, lambda at: deeds.cancel(at, session_id, reason=reason))
        if refusal is None:
            flash(_("Afgezegd. Wie zich aanmeldde, krijgt bericht. De bibliotheek ziet dit ook."))
            return redirect(url_for("partner.agenda"), 303)
        form.show(refusal)
    page = {"moment": shown, "organisation": organisation(scope)}
    return render_template("partner/cancel.html", form=form, **page), form.status


@bp.route("/tellen/<library>/<uuid:session_id>", methods=["GET", "POST"])
@requires(Permission.PARTNER_SESSIONS)
def count(scope: Scope, library: str, session_id: uuid.UUID) -> ResponseReturnValue:
    with reach.at(scope, library) as at:
        standing.see(at, session_id)
        moment = registrations.moment(at, session_id)
        form = CountForm(data={"present": moment.present, "turned_away": moment.turned_away})
        if form.validate_on_submit():
            try:
                with unit_of_work(at):
                    reach.hold(at)
                    counting.count(at, session_id, **form.counted())
            except Refused as refusal:
                form.show(refusal)
            else:
                flash(_("Bewaard. De bibliotheek ziet dit ook."))
                return redirect(url_for("partner.agenda"), 303)
        page = {"moment": moment, "library": at.library, "organisation": organisation(scope)}
        return render_template("partner/count.html", form=form, **page), form.status


def _work(scope: Scope, library: str, session_id: uuid.UUID, deed: Callable[[Scope], object]) -> Refused | None:
    """Do it to a session of one's own, inside its library; what refuses it. Raises NotFound, NotTogether."""
    with reach.at(scope, library) as at:
        try:
            with unit_of_work(at):
                reach.hold(at)
                session = at.session.get(Session, (at.tenant_id, session_id))
                if session is None or session.organisation_id != at.organisation_id:
                    raise NotFound
                deed(at)
        except NotFound:
            raise
        except Refused as refusal:
            return refusal
    return None


def _monday(asked: date | None) -> date | None:
    return asked - timedelta(days=asked.weekday()) if asked else None


def _filters(
    rows: Sequence[queries.LibraryRow], concepts: Sequence[tuple[str, str]], wish: Wish, monday: date | None
) -> list[tuple[str, Any, list[tuple[Any, Any]], Any]]:
    this = clock.today() - timedelta(days=clock.today().weekday())
    weeks = [this + number * WEEK for number in range(9)]
    weeks += [monday] if monday and monday not in weeks else []
    libraries = [(row.slug, row.name) for row in rows if row.is_active]
    return [
        (
            "week",
            _("Week"),
            [("", _("Alles vanaf vandaag")), *((f"{one}", _("vanaf %(day)s", day=day(one))) for one in sorted(weeks))],
            monday or "",
        ),
        ("bibliotheek", _("Bibliotheek"), [("", _("Alle bibliotheken")), *libraries], wish.library),
        ("soort", _("Soort"), [("", _("Alles")), *concepts], wish.concept),
    ]
