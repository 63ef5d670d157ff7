"""Somebody with a password."""

import pytest

from stelsel.identity.models import User
from tests.identity.desk import give_password
from tests.support.scopes import Scopes


@pytest.fixture
def account(scopes: Scopes) -> User:
    """The editor of Katwijk, with a password."""
    return give_password(scopes)
