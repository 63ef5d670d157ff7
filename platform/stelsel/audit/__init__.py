"""Who did what, when, for whom: append-only and chained."""

from flask import Flask

from stelsel.audit.models import AuditEntry, AuditHead
from stelsel.audit.service import Broken, record, record_nationally, verify

__all__ = ["AuditEntry", "AuditHead", "Broken", "init_app", "record", "record_nationally", "verify"]


def init_app(app: Flask) -> None:
    from stelsel.audit.cli import commands

    app.cli.add_command(commands)
