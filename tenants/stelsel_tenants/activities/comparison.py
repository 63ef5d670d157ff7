"""Two tabs: what was typed here beside what somebody else saved meanwhile, field by field."""

import uuid
from dataclasses import dataclass
from typing import Any

from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.forms import ActivityForm
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.sentence import sentence


@dataclass(frozen=True, slots=True)
class Difference:
    label: Any
    mine: str
    theirs: str


def differences(scope: Scope, form: ActivityForm, activity_id: uuid.UUID) -> list[Difference]:
    """The fields that differ. The form gets the saved version's number, so that saving again is a choice."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), populate_existing=True)
    form.version.data = str(activity.version)
    mine, theirs = form.offer(), offers.of(activity)
    fields = [
        (form[name].label.text, getattr(mine, name), getattr(theirs, name)) for name in (*offers.PLAIN, "capacity")
    ]
    shown = [
        Difference(label, _word(form, name, one), _word(form, name, other))
        for (label, one, other), name in zip(fields, (*offers.PLAIN, "capacity"), strict=True)
        if one != other
    ]
    if (mine.lines, mine.exceptions) != (theirs.lines, theirs.exceptions):
        shown.append(Difference(_("Wanneer"), _when(mine), _when(theirs)))
    return shown


def _word(form: ActivityForm, name: str, value: Any) -> str:
    """A choice by its label, anything else as it is typed."""
    choices = dict(getattr(form[name], "choices", None) or [])
    return str(choices.get(value, value if value is not None else ""))


def _when(offer: Offer) -> str:
    days = ", ".join(f"{one.day:%d-%m-%Y}" for one in offer.exceptions)
    return sentence(offer.lines) + (f" ({days})" if days else "")
