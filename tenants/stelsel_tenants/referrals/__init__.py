"""Referrals: somebody is sent to where there is help and room, with a card that has a code and no name (FEATURES C13).

| part | what |
|---|---|
| `models`, `service`, `crossing` | the two rows of a referral; given, noted, passed on, between libraries |
| `codes` | six signs to read out and type over |
| `advice`, `cards`, `sheets/` | the nearest places with room; what stands on a card, and the typst that sets it |
| `noting` | typing a code, at most ten wrong ones in an hour |
| `queries`, `jobs` | how often they land; what is forgotten |
| `views`, `across_views` | in a library; a partner over all its libraries |
"""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.referrals import across_views, jobs, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(across_views.bp)
    entry = menu.Entry(_("Doorverwijzen"), "doorverwijzingen", "ticket-check", Permission.TENANT_REFERRALS, order=46)
    menu.add(app, "work", entry)
    theirs = menu.Entry(
        _("Doorverwijzingen"), "doorverwijzingen", "ticket-check", Permission.PARTNER_REFERRALS, order=30
    )
    menu.add(app, "partner", theirs)
