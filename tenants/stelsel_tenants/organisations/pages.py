"""The page on which somebody keeps the facts of an organisation, for each kind of keeper: the organisation itself, the
library that brought it in, the national body. Their rooms give the address, the shell and the keeper."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.libraries.comparison import Difference
from stelsel_tenants.organisations import facts as telling
from stelsel_tenants.organisations import keeping, queries, words
from stelsel_tenants.organisations.facts import Facts
from stelsel_tenants.organisations.forms import FactsForm, LogoForm
from stelsel_tenants.organisations.keeping import Keeper
from stelsel_tenants.organisations.models import ContactRole
from stelsel_tenants.organisations.queries import Page


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the page stands and what it is dressed in. `back` leads away; it may be this page itself."""

    template: str
    facts: str
    logo: str
    no_logo: str
    back: str


def facts(scope: Scope, organisation_id: uuid.UUID, keeper: Keeper, doors: Doors, **more: Any) -> ResponseReturnValue:
    """Show the facts, and keep what was sent."""
    with keeping.opened(scope, reading=True) as people:
        page = queries.page(people, organisation_id, keeper)
    form = FactsForm.of(page.facts, page.areas, page.version)
    differences: list[Difference] = []
    if form.validate_on_submit():
        try:
            with keeping.opened(scope) as people, unit_of_work(people):
                keeping.keep(people, organisation_id, _told(people, form), keeper=keeper, version=form.seen)
        except keeping.Changed as refusal:
            form.show(refusal)
            page = _again(scope, organisation_id, keeper, form)
            differences = _differences(form, page)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard. Alle bibliotheken die met deze organisatie werken, tonen dit."))
            return redirect(doors.back, 303)
    return _shown(page, form, LogoForm(formdata=None), doors, differences=differences, **more)


def logo(scope: Scope, organisation_id: uuid.UUID, keeper: Keeper, doors: Doors, **more: Any) -> ResponseReturnValue:
    """Take in a logo."""
    form = LogoForm()
    if form.validate_on_submit():
        try:
            with keeping.opened(scope) as people, unit_of_work(people):
                keeping.show_logo(people, organisation_id, form.logo.data, alt=form.alt.data, keeper=keeper)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Het logo is bewaard."))
            return redirect(doors.facts, 303)
    with keeping.opened(scope, reading=True) as people:
        page = queries.page(people, organisation_id, keeper)
    return _shown(page, FactsForm.of(page.facts, page.areas, page.version, sent=False), form, doors, **more)


def no_logo(scope: Scope, organisation_id: uuid.UUID, keeper: Keeper, doors: Doors) -> ResponseReturnValue:
    with keeping.opened(scope) as people, unit_of_work(people):
        keeping.drop_logo(people, organisation_id, keeper=keeper)
    flash(_("Het logo is weg."))
    return redirect(doors.facts, 303)


def _told(scope: Scope, form: FactsForm) -> Facts:
    """What was filled in. Raises Refused where a line is no municipality and no province."""
    towns, provinces, unknown = telling.read_areas(scope, form.areas.data or ())
    if unknown:
        numbers = ", ".join(map(str, unknown))
        raise Refused(
            _("Deze regel is geen gemeente en geen provincie die wij kennen: regel %(numbers)s.", numbers=numbers),
            field="areas",
        )
    return form.told(towns, provinces)


def _again(scope: Scope, organisation_id: uuid.UUID, keeper: Keeper, form: FactsForm) -> Page:
    """What was saved meanwhile; the form gets its number, so that saving again is a choice."""
    with keeping.opened(scope, reading=True) as people:
        page = queries.page(people, organisation_id, keeper)
    form.version.data = str(page.version)
    return page


def _differences(form: FactsForm, page: Page) -> list[Difference]:
    told = form.told(page.facts.municipalities, page.facts.provinces)
    mine = queries.lines(told, form.areas.data or (), {}, {})
    return [
        Difference(str(one.label), one.value, theirs.value)
        for one, theirs in zip(mine, page.lines, strict=True)
        if one.value != theirs.value
    ]


def _shown(page: Page, form: FactsForm, logo_form: LogoForm, doors: Doors, **more: Any) -> ResponseReturnValue:
    contacts = [(role, words.ROLES[role], form[role.value]) for role in ContactRole]
    values = {"organisation": page, "form": form, "logo_form": logo_form, "doors": doors, "contacts": contacts}
    status = max(form.status, logo_form.status)
    return render_template(doors.template, **{"differences": [], **values, **more}), status
