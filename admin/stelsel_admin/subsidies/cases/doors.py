"""How an officer's page gets at a case, and how its button acts on it."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from stelsel.access.requires import signed_in
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel.web.forms import Form, ShownNumber
from stelsel_admin.subsidies.cases import standing
from stelsel_admin.subsidies.cases.models import Case
from stelsel_admin.subsidies.crossing import crossing
from stelsel_admin.subsidies.schemes import queries as schemes
from stelsel_admin.subsidies.schemes.queries import Published

T = TypeVar("T")


class StepForm(Form):
    """A form that knows which step of the case its page showed. Junk gets the Conflict that a page behind gets."""

    step = ShownNumber()

    @property
    def seq(self) -> int:
        return self.step.number


def init_app(app: Flask) -> None:
    app.register_error_handler(standing.StatementFirst, _statement_first)


def found(scope: Scope, case_id: uuid.UUID) -> Case:
    """The case, for whoever handles cases; nothing of its content. Raises NoResultFound."""
    return scope.session.scalars(select(Case).where(Case.id == case_id)).one()


def opened(scope: Scope, case_id: uuid.UUID) -> tuple[Case, Published]:
    """The case with its scheme, for a person who may read it. Raises StatementFirst, Conflicted, WorksForApplicant."""
    case = found(scope, case_id)
    standing.require_clear(scope, case, signed_in().id)
    return case, schemes.version(scope, case.scheme_id, case.scheme_number)


def act(scope: Scope, case_id: uuid.UUID, command: Callable[[Scope], T], *, why: str) -> T:
    """Run a command in the rows of both sides. Raises what the command raises."""
    applicant_id = found(scope, case_id).applicant_id
    with crossing(scope, applicant_id, why=why) as both:
        return command(both)


def taken(scope: Scope, case_id: uuid.UUID, form: Form, command: Callable[[Scope], object], *, why: str) -> bool:
    """Was the form sent, and its command carried out? A refusal stands in the form."""
    if not form.validate_on_submit():
        return False
    try:
        act(scope, case_id, command, why=why)
    except Refused as refusal:
        form.show(refusal)
        return False
    return True


def pressed(scope: Scope, case_id: uuid.UUID, command: Callable[..., None], *, why: str) -> ResponseReturnValue:
    """A button that asks nothing but the step that its page showed."""
    seq = StepForm().seq
    act(scope, case_id, lambda both: command(both, case_id, seq=seq), why=why)
    return to_case(case_id)


def to_case(case_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("desk.case", case_id=case_id), 303)


def _statement_first(_refusal: standing.StatementFirst) -> ResponseReturnValue:
    case_id = (request.view_args or {})["case_id"]
    return redirect(url_for("conflicts.statement", case_id=case_id), 303)
