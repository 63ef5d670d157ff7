"""The first page of a library's workroom: what waits, whether the space is ready, and what happens today.

It stands beside the rooms that it looks into, so that none of them has to know the others.
"""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.workroom import views

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    menu.add(app, "work", menu.Entry(_("Start"), "", "house", Permission.TENANT_HOME, order=0))
