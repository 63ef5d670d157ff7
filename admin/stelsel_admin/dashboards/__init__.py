"""What the national body sees of all libraries: what needs attention, and the figures."""

from flask import Flask

from stelsel_admin.dashboards import rollups
from stelsel_admin.dashboards.cli import stats

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Commands; `rollups` listens from here on."""
    _ = rollups
    app.cli.add_command(stats)
