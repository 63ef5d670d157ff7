"""Who did what, when, for whom: append-only and chained; the ends of the chains are signed outside the database."""

from flask import Flask

from stelsel.audit import jobs
from stelsel.audit.cli import commands
from stelsel.audit.models import AuditEntry, AuditHead
from stelsel.audit.service import Broken, record, record_nationally, verify

__all__ = ["AuditEntry", "AuditHead", "Broken", "init_app", "jobs", "record", "record_nationally", "verify"]


def init_app(app: Flask) -> None:
    app.cli.add_command(commands)
