"""Marks that only this installation can make: what they are made of cannot be read from them, nor tried out elsewhere.

Passwords and the ends of the audit trail have ways of their own (`identity`, `audit.signed`).
"""

import hashlib
import hmac

from flask import current_app

from stelsel.config import Settings


def keyed(said: bytes) -> bytes:
    """32 bytes: HMAC-SHA-256 with the installation's secret (RFC 2104). `said` begins with what the mark is for, so
    that no mark serves for anything else."""
    settings: Settings = current_app.extensions["stelsel.settings"]
    return hmac.digest(settings.secret().encode(), said, hashlib.sha256)
