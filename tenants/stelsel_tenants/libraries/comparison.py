"""Two tabs: what was typed here beside what somebody else saved meanwhile, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stelsel.i18n import _
from stelsel.web.choices import Choices, Offering
from stelsel.web.forms import Form
from stelsel_tenants.libraries import branch as branch_facts
from stelsel_tenants.libraries import hours as opening
from stelsel_tenants.libraries.branch import ACCESS, BranchFacts
from stelsel_tenants.libraries.hours import Hours
from stelsel_tenants.libraries.profile import OF_TENANT, OWN, ProfileFacts


@dataclass(frozen=True, slots=True)
class Difference:
    label: Any
    mine: str
    theirs: str


def of_profile(form: Form, mine: ProfileFacts, theirs: ProfileFacts) -> list[Difference]:
    return fields(form, mine, theirs, (*OF_TENANT, *OWN))


def of_branch(form: Form, mine: BranchFacts, theirs: BranchFacts) -> list[Difference]:
    """The fields that differ; opening hours are one line, in words."""
    found = fields(form, mine, theirs, (*branch_facts.PLAIN, "place", "postcode", "lat", "lon"))
    for name in ACCESS:
        one, other = mine.access.get(name), theirs.access.get(name)
        if one != other:
            found.append(Difference(form[name].label.text, _word(form, name, one), _word(form, name, other)))
    if mine.hours != theirs.hours:
        found.append(Difference(_("Openingstijden"), _when(mine.hours), _when(theirs.hours)))
    return found


def fields(form: Form, mine: Any, theirs: Any, names: Iterable[str]) -> list[Difference]:
    """The fields of these names that differ, each with its label in the form."""
    pairs = ((name, getattr(mine, name), getattr(theirs, name)) for name in names)
    return [
        Difference(form[name].label.text, _word(form, name, one), _word(form, name, other))
        for name, one, other in pairs
        if one != other
    ]


def _word(form: Form, name: str, value: Any) -> str:
    """A choice by its label, several by all of theirs, a number as it is typed, anything else as it is."""
    if value is None:
        return ""
    field: Any = form[name]
    if isinstance(field, Choices):
        return ", ".join(str(label) for answer, label in field.choices if answer in value)
    if isinstance(field, Offering):
        return str(dict(field.choices).get(value, value))
    return str(field.show(value))


def _when(hours: Hours) -> str:
    week = "; ".join(f"{days} {times}" for days, times in opening.week_in_words(hours))
    dates = ", ".join(f"{one.day:%d-%m-%Y}" for one in hours.specials)
    return f"{week} ({dates})" if dates else week
