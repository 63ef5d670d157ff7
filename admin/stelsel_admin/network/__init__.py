"""The network itself: which libraries are in it, how they come, go and come back."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_admin.network import deeds
from stelsel_admin.network.views import bp

__all__ = ["init_app"]

LIBRARIES = menu.Entry(_("Bibliotheken"), "/landelijk/bibliotheken", "library", Permission.NATIONAL_NETWORK, order=20)
MAILBOX = menu.Entry(_("Postbus"), "/landelijk/postbus/", "mail", Permission.NATIONAL_MAILBOX, order=90)


def init_app(app: Flask) -> None:
    """Routes and menu entries; `deeds` listens from here on. The mailbox is shown where there is one."""
    _listening = deeds
    app.register_blueprint(bp)
    menu.add(app, "national", LIBRARIES)
    if not app.extensions["stelsel.settings"].is_public:
        menu.add(app, "national", MAILBOX)
