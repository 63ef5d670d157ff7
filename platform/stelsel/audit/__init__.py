"""Who did what, when, for whom: append-only and chained."""

from stelsel.audit.models import AuditEntry, AuditHead
from stelsel.audit.service import Broken, record, verify

__all__ = ["AuditEntry", "AuditHead", "Broken", "record", "verify"]
