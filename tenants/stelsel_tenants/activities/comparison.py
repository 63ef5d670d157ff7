"""Two tabs: what was typed here beside what somebody else saved meanwhile, field by field."""

import uuid
from collections.abc import Mapping

from stelsel.i18n import _, language
from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import queries
from stelsel_tenants.activities.forms import ActivityForm
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.sentence import sentence
from stelsel_tenants.libraries.comparison import Difference, fields


def differences(scope: Scope, form: ActivityForm, activity_id: uuid.UUID) -> list[Difference]:
    """The fields that differ. The form gets the saved version's number, so that saving again is a choice."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), populate_existing=True)
    form.version.data = str(activity.version)
    return between(form, form.offer(), offers.of(activity), dict(queries.branches(scope, closed=True)))


def between(form: ActivityForm, one: Offer, other: Offer, branches: Mapping[uuid.UUID, str]) -> list[Difference]:
    """What two offers say otherwise, each field by its label in the form; the schedule as its sentence."""
    shown = fields(form, one, other, offers.PLAIN)
    if one.schedule != other.schedule:
        when = [sentence(each.schedule, language=language(), branches=branches) for each in (one, other)]
        shown.append(Difference(_("Wanneer"), *when))
    return shown
