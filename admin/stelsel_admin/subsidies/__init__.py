"""Subsidies: schemes, applications, assessment, decisions and the ledger (docs/decisions/0010-subsidies.md)."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_admin.subsidies import jobs
from stelsel_admin.subsidies.assessment.views import bp as assessment_bp
from stelsel_admin.subsidies.cases import doors
from stelsel_admin.subsidies.cli import subsidies as commands
from stelsel_admin.subsidies.conflicts.views import bp as conflicts_bp
from stelsel_admin.subsidies.decisions.views import bp as decisions_bp
from stelsel_admin.subsidies.desk.views import bp as desk_bp
from stelsel_admin.subsidies.filing.views import bp as filing_bp
from stelsel_admin.subsidies.schemes.views import bp as schemes_bp

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Routes, menu entries, commands and jobs of this room."""
    for blueprint in (schemes_bp, filing_bp, desk_bp, conflicts_bp, assessment_bp, decisions_bp):
        app.register_blueprint(blueprint)
    doors.init_app(app)
    app.cli.add_command(commands)
    own = menu.Entry(_("Subsidies"), "subsidies/", "euro", Permission.TENANT_SUBSIDY_READ, order=70)
    cases = menu.Entry(_("Subsidies"), "/subsidies/behandelen/", "euro", Permission.SCHEME_READ, order=60)
    menu.add(app, "work", own)
    menu.add(app, "national", cases)
