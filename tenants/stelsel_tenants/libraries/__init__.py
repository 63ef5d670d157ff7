"""A library's own space: how it presents itself, its branches, and when they are open."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.importing.command import group
from stelsel.web import menu
from stelsel_tenants.libraries import branch_views, cli, profile_views, room_views
from stelsel_tenants.libraries.forms import LogoForm, WebAddress

__all__ = ["LogoForm", "WebAddress", "init_app", "room_views"]


SETTING_UP = _("Inrichten")
ENTRIES = (
    menu.Entry(_("Vestigingen"), "vestigingen/", "map-pin", Permission.TENANT_BRANCHES, 80, SETTING_UP),
    menu.Entry(_("Naam, kleur en logo"), "profiel", "palette", Permission.TENANT_PROFILE, 81, SETTING_UP),
)


def init_app(app: Flask) -> None:
    app.register_blueprint(branch_views.bp)
    app.register_blueprint(profile_views.bp)
    menu.add(app, "work", *ENTRIES)
    for command in cli.IMPORTS:
        group(app, "import", "Read files of others, with a report per row.").add_command(command)
