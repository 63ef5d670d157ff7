"""What a web server runs: the application behind its kept pages and its tenant hosts."""

from flask import Flask

from stelsel import logs
from stelsel.app import create_app
from stelsel.db.budget import Budgeted
from stelsel.tenancy.hosts import TenantHosts
from stelsel.web.kept import KeptPages


def wrap(app: Flask) -> TenantHosts:
    """The whole stack in front of an application."""
    return TenantHosts(Budgeted(KeptPages(app)), app.extensions["stelsel.settings"])


def application(app: Flask | None = None) -> TenantHosts:
    """Made on call, so that importing this module opens nothing: gunicorn "stelsel.wsgi:application()"."""
    logs.configure()
    return wrap(app or create_app())
