"""A question as the desk sends it, and what is known of it afterwards."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select

from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.questions.models import HelpQuestion
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

Form = dict[str, str]


@pytest.fixture
def branch_id(scopes: Scopes) -> str:
    with scopes.reading() as scope:
        return str(scope.session.scalars(select(Branch.id)).one())


@pytest.fixture
def question(branch_id: str, clock: Clock) -> Callable[..., Form]:
    """What a question about DigiD of a quarter of an hour sends; answers may be given by name."""

    def make(**answers: str) -> Form:
        usual = {"onderwerp": "digid", "minuten": "15", "kanaal": "desk", "vestiging": branch_id}
        return usual | {"tik": str(uuid.uuid4()), "bezoek": str(uuid.uuid4())} | answers

    return make


@pytest.fixture
def kept(scopes: Scopes) -> Callable[[], list[HelpQuestion]]:
    """All questions of Katwijk, by topic."""

    def look() -> list[HelpQuestion]:
        with scopes.reading() as scope:
            found = list(scope.session.scalars(select(HelpQuestion).order_by(HelpQuestion.topic)))
            scope.session.expunge_all()
            return found

    return look
