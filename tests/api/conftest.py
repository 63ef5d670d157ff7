"""What tests of the interface may ask for."""

import pytest
from flask import Flask

from stelsel.keys.meter import Meter
from tests.api.programs import Program


@pytest.fixture
def program(app: Flask) -> Program:
    """Anybody's program. Nobody asked anything yet in this minute."""
    app.extensions["stelsel.meter"] = Meter()
    return Program(app)
