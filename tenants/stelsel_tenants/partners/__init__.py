"""The local partner network: which organisation works with which library, on what."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.keys.events import works_at
from stelsel.tenancy import Scope
from stelsel.web import menu
from stelsel_tenants.partners import organisation_views, queries, views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(organisation_views.bp)
    work = menu.Entry(
        _("Partners"), "partners/", "heart-handshake", Permission.TENANT_PARTNERS, order=50, badge=queries.to_check
    )
    menu.add(app, "work", work)


@works_at.connect
def works(scope: Scope, *, slug: str) -> bool:
    """May a key of this organisation do anything at that library now?"""
    return queries.works_with(scope, slug) is not None
