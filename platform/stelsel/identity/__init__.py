"""People: sign-in, sessions, memberships, invitations."""

from flask import Flask

from stelsel.access import ROLE_NAMES, Permission
from stelsel.i18n import _
from stelsel.identity import account, cookie, links_views, loader, models, needed, people, security, service, views
from stelsel.identity.cli import people as commands
from stelsel.identity.security import COOKIE_KEY
from stelsel.web import menu

__all__ = ["COOKIE_KEY", "init_app", "models", "service"]


def init_app(app: Flask) -> None:
    cookie.init_app(app)
    security.init_app(app)
    loader.init_app(app)
    needed.init_app(app)
    for blueprint in (views.bp, links_views.bp, account.bp, people.bp):
        app.register_blueprint(blueprint)
    entry = menu.Entry(_("Mensen en rechten"), "mensen/", "key-round", Permission.TENANT_PEOPLE, 90, _("Inrichten"))
    menu.add(app, "work", entry)
    app.jinja_env.globals["role_names"] = ROLE_NAMES
    app.cli.add_command(commands)
