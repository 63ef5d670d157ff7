"""A library's public pages: home, agenda, activities, branches, partners, contact, and the preview for its staff."""

from flask import Flask

from stelsel_tenants.site.library import preview, unknown, views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(preview.bp)
    unknown.init_app(app)
