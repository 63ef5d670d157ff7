"""What the tests of deploy/ ask for."""

from tests.registrations.conftest import make_session

__all__ = ["make_session"]
