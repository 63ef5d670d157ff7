"""The database: what a table is, the engines behind it, and the unit of work."""

from stelsel.db.base import MENTIONS, ROLES, Access, Apart, Base, Owned, Role, Root, Shared, Versioned
from stelsel.db.engines import db, engine
from stelsel.db.types import Cents, Repeated, UtcDateTime
from stelsel.db.work import after_commit, unit_of_work

__all__ = [
    "MENTIONS",
    "ROLES",
    "Access",
    "Apart",
    "Base",
    "Cents",
    "Owned",
    "Repeated",
    "Role",
    "Root",
    "Shared",
    "UtcDateTime",
    "Versioned",
    "after_commit",
    "db",
    "engine",
    "unit_of_work",
]
