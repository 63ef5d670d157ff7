"""A library that leaves the network: everything of it as a file to take along, and everything of it gone."""

from flask import Flask

from stelsel_admin.departure.cli import again, tenant, were_erased

__all__ = ["again", "init_app", "were_erased"]


def init_app(app: Flask) -> None:
    app.cli.add_command(tenant)
