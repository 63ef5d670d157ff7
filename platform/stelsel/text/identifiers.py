"""Identifiers that come in as text."""

import uuid
from typing import Any

LONGEST = 36


def identifier(typed: Any) -> uuid.UUID | None:
    """The UUID that was sent, or None where there is none or it is junk."""
    try:
        return uuid.UUID(typed) if isinstance(typed, str) and len(typed) <= LONGEST else None
    except ValueError:
        return None
