"""The agenda in other people's sites: a page for a frame, a list without script, oEmbed, and who may frame it."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.site.embed import oembed, views, workroom


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(oembed.bp)
    app.register_blueprint(workroom.bp)
    entry = menu.Entry(_("Schermen en insluiten"), "schermen", "monitor", Permission.TENANT_PUBLISH, order=60)
    menu.add(app, "work", entry)
