"""One of many who sign the same grant at once; see `tests.support.race`."""

import time
import uuid

from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel.errors import Refused
from stelsel_admin.subsidies.decisions import service as decisions
from tests.subsidies.stage import Stage

MOST, PAUSE = 60, 0.02


def grant(app: Flask, case_id: str, slug: str) -> str:
    """ "granted", "already" where it had been signed, or the name of the refusal; a busy database is asked again."""
    stage = Stage(app)
    for attempt in range(MOST):
        try:
            with stage.between("beslisser", slug) as scope:
                made = decisions.grant(scope, uuid.UUID(case_id), motivation="Voldoet.")
                outcome = "already" if made is None else "granted"
        except Refused as refusal:
            return type(refusal).__name__
        except (OperationalError, PoolTimeout):
            time.sleep(PAUSE * (attempt % 5 + 1))
        else:
            return outcome
    return "gave up"
