"""Addresses to type over from paper: `/b/katwijk/a/k7m4xq` leads to an activity, and its QR code is a coarse one.

The code is worked out of the activity's identifier and stands nowhere; in one library two are as good as never equal.
"""

import hashlib
import uuid

from sqlalchemy import select

from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, ActivityState

LENGTH = 6
LETTERS = "23456789bcdfghjkmnpqrstvwxz"
"""Without those that look alike (0 and o, 1 and l), and without vowels: no code is a word."""


def code(activity_id: uuid.UUID) -> str:
    """Six letters and digits."""
    number = int.from_bytes(hashlib.sha256(activity_id.bytes).digest())
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH))


def activity_id(scope: Scope, typed: str) -> uuid.UUID:
    """The activity of a code, published or stopped. Raises NotFound."""
    told = select(Activity.id).where(Activity.state != ActivityState.DRAFT).order_by(Activity.id)
    for found in scope.session.scalars(told):
        if code(found) == typed.lower():
            return found
    raise NotFound
