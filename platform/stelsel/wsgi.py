"""What a web server runs: the application behind its kept pages and its tenant hosts."""

import sys

from flask import Flask

from stelsel import logs
from stelsel.app import create_app
from stelsel.tenancy.hosts import TenantHosts
from stelsel.web.kept import KeptPages


def wrap(app: Flask) -> TenantHosts:
    """The whole stack in front of an application."""
    return TenantHosts(KeptPages(app), app.extensions["stelsel.settings"])


def application() -> TenantHosts:
    """Made on call, so that importing this module opens nothing: gunicorn "stelsel.wsgi:application()"."""
    logs.configure(json=not sys.stderr.isatty())
    return wrap(create_app())
