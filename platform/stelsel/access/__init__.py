"""Who may do what: permissions, roles, and the one decorator that asks."""

from flask import Flask

from stelsel.access import cli
from stelsel.access.permissions import GRANTS, ROLE_NAMES, Permission, RoleName
from stelsel.access.person import Person, Place
from stelsel.access.requires import SignInNeeded, carry_organisation, require_endpoint, requires, unmarked

__all__ = [
    "GRANTS",
    "ROLE_NAMES",
    "Permission",
    "Person",
    "Place",
    "RoleName",
    "SignInNeeded",
    "init_app",
    "require_endpoint",
    "requires",
    "unmarked",
]


def init_app(app: Flask) -> None:
    app.cli.add_command(cli.commands)
    app.url_defaults(carry_organisation)
