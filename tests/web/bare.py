"""An application with nothing but the page: the shells and components need no database, session or tenant."""

from flask import Flask, Response, abort, render_template, render_template_string

from stelsel import i18n
from stelsel.config import Settings
from stelsel.web import assets, charts, page, theme
from stelsel.web import format as formatting
from stelsel.web.gallery import render_gallery

SAMPLE = (
    '{% extends "shell/" ~ shell ~ ".html" %}{% block title %}Proef{% endblock %}'
    '{% block description %}Een "proef" & meer.{% endblock %}'
    "{% block content %}<h1>Proef</h1>{% endblock %}"
)
LIBRARY = page.Library("katwijk", "Bibliotheek Katwijk", theme=theme.palette("#0077a8").name)
MENU = (
    page.NavEntry("Start", "/b/katwijk/beheer/", "house"),
    page.NavEntry("Agenda", "/b/katwijk/beheer/agenda", "calendar-days", badge=12, key="agenda"),
    page.NavEntry("Cijfers", "/b/katwijk/beheer/cijfers", "euro", heading="Verantwoorden"),
)

PLACES = (
    page.NavEntry("Bibliotheek Katwijk", "/b/katwijk/beheer/", current=True),
    page.NavEntry("Bibliotheek Venlo", "/b/venlo/beheer/"),
)


def create() -> Flask:
    """The application, with a page per shell, the gallery, the error pages and the libraries' colours."""
    app = Flask("stelsel.web", static_folder=None)
    app.config.update(TESTING=True, SECRET_KEY="proef")
    app.extensions["stelsel.settings"] = Settings(base_url="https://stelsel.test", demo=True)
    i18n.init_app(app)
    for module in (assets, formatting, page, charts):
        module.init_app(app)
    app.add_url_rule("/onderdelen", view_func=render_gallery)
    app.add_url_rule("/t/<name>.css", view_func=sheet)
    app.add_url_rule("/shell/<shell>", view_func=sample)
    app.add_url_rule("/b/katwijk/beheer/agenda", view_func=lambda: sample("work"), endpoint="work")
    app.add_url_rule("/b/katwijk/agenda", view_func=lambda: sample("library"), endpoint="agenda")
    app.add_url_rule("/fout/<int:code>", view_func=broken)
    return app


def sheet(name: str) -> Response:
    return Response(theme.style_sheet(name) or abort(404), mimetype="text/css")


def sample(shell: str) -> str:
    if shell in ("library", "work", "desk"):
        page.update(tenant=LIBRARY)
    if shell in ("work", "national", "partner"):
        page.update(nav=MENU, person="Noor de Vries", places=PLACES)
    return render_template_string(SAMPLE, shell=shell)


def broken(code: int) -> str:
    known = {"reference": f"{code}-7K3F", "retry_after": 90, "who": "Vraag het aan de beheerder."}
    return render_template(
        f"errors/{code}.html",
        successor="/b/venlo/",
        successor_name="Bibliotheek Venlo",
        nearby=[("Bibliotheek Katwijk", "/b/katwijk/")],
        **known,
    )
