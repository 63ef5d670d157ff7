"""What subsidy tests may ask for."""

from typing import TYPE_CHECKING

import pytest
from flask import Flask

if TYPE_CHECKING:
    from tests.subsidies.stage import Stage
    from tests.support.fixtures import Clock


@pytest.fixture
def stage(app: Flask, clock: "Clock") -> "Stage":
    """Everybody acting through the real services, at ten o'clock on Tuesday 1 December 2026; see `stage.Stage`."""
    from tests.subsidies.stage import Stage

    made = Stage(app)
    made.areas(katwijk=66_015, venlo=103_000, den_haag=566_221)
    return made
