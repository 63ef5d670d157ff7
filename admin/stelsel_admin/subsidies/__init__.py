"""Subsidies: schemes, applications, assessment, decisions and the ledger (docs/decisions/0010-subsidies.md)."""

from flask import Flask

from stelsel_admin.subsidies.decisions import service as decisions
from stelsel_admin.subsidies.filing import service as filing

__all__ = ["decisions", "filing", "init_app"]


def init_app(app: Flask) -> None:
    """Routes, menu entries, command and jobs of this room."""
