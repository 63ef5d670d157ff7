"""The web in one call, in the order in which its parts must come."""

from flask import Flask

from stelsel.config import Settings
from stelsel.web import assets, charts, converters, errors, markdown, menu, page, security, views
from stelsel.web import format as formatting


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["stelsel.settings"]
    app.config["BASE_URL"] = settings.base_url.rstrip("/")
    security.init_app(app)
    for part in (errors, converters, assets, formatting, markdown, page, charts, menu, views):
        part.init_app(app)
