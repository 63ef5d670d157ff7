"""The application factory: the one place, beside the command line, that knows the whole house."""

from flask import Flask

from stelsel import access, audit, geo, health, i18n, identity, jobs, keys, logs, mail
from stelsel.access import Permission, require_endpoint, unmarked
from stelsel.config import Settings
from stelsel.db import engines
from stelsel.tenancy import guard
from stelsel.web import composition as web
from stelsel_admin import backoffice, dashboards, demo, departure, network, subsidies
from stelsel_admin import organisations as national_organisations
from stelsel_admin import requests as national_requests
from stelsel_tenants import (
    across,
    activities,
    api,
    figures,
    finder,
    libraries,
    newsletters,
    organisations,
    partners,
    questions,
    referrals,
    registrations,
    requests,
    site,
    sources,
    workroom,
)

ROOMS = (
    logs,
    access,
    audit,
    health,
    i18n,
    web,
    identity,
    jobs,
    mail,
    keys,
    libraries,
    activities,
    sources,
    registrations,
    organisations,
    partners,
    across,
    questions,
    requests,
    referrals,
    figures,
    site,
    newsletters,
    finder,
    api,
    workroom,
    geo,
    subsidies,
    dashboards,
    national_requests,
    network,
    national_organisations,
    departure,
    backoffice,
    demo,
)


class UnmarkedRoute(RuntimeError):
    """A route that does not say who may use it: the application does not start."""


def create_app(settings: Settings | None = None) -> Flask:
    """A new application. Raises pydantic.ValidationError for unsafe settings, UnmarkedRoute for an open door."""
    settings = settings or Settings()
    app = Flask("stelsel", static_folder=None, template_folder="web/templates")
    app.config["SECRET_KEY"] = settings.secret()
    app.extensions["stelsel.settings"] = settings
    engines.configure(app, settings)
    with app.app_context():
        for engine in engines.db.engines.values():
            guard.watch(engine)
    for room in ROOMS:
        room.init_app(app)
    require_endpoint(app, "static", Permission.OPEN_MACHINE)
    if doors := unmarked(app):
        raise UnmarkedRoute(f"these routes do not say who may use them: {', '.join(sorted(doors))}")
    return app
