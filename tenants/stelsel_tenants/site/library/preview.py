"""The activity's page before it is published, for who works on it."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.site import channels, places
from stelsel_tenants.site.library import links, maps, offer

bp = Blueprint("preview", __name__, url_prefix="/b/<slug>/beheer/activiteiten", template_folder="../templates")
bp.context_processor(links.given)


@bp.get("/<uuid:activity_id>/voorbeeld")
@requires(Permission.TENANT_ACTIVITIES)
def activity(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    state = scope.session.get_one(Activity, (scope.tenant_id, activity_id)).state
    shown = offer.draft(scope, activity_id)
    return render_template(
        "site/preview.html",
        about=places.about(scope),
        channels=channels.of(scope, activity_id),
        state=state,
        map=maps.of(scope, [shown.place]),
        shown=shown,
        today=clock.today(),
    )
