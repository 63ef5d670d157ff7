"""Two tabs: what was typed here beside what somebody else saved meanwhile, field by field."""

import uuid

from stelsel.i18n import _, language
from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import queries
from stelsel_tenants.activities.forms import ActivityForm
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.activities.sentence import sentence
from stelsel_tenants.libraries.comparison import Difference, fields


def differences(scope: Scope, form: ActivityForm, activity_id: uuid.UUID) -> list[Difference]:
    """The fields that differ. The form gets the saved version's number, so that saving again is a choice."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), populate_existing=True)
    form.version.data = str(activity.version)
    mine, theirs = form.offer(), offers.of(activity)
    shown = fields(form, mine, theirs, offers.PLAIN)
    if mine.schedule != theirs.schedule:
        names = dict(queries.branches(scope, closed=True))
        when = [sentence(one.schedule, language=language(), branches=names) for one in (mine, theirs)]
        shown.append(Difference(_("Wanneer"), *when))
    return shown
