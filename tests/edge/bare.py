"""An application that is edge and nothing else: each part of it, with routes that do what bad input hopes for."""

import enum
from typing import Any

from flask import Flask, jsonify, render_template_string, request, session
from flask.typing import ResponseReturnValue
from pydantic import SecretStr
from sqlalchemy.exc import IntegrityError, OperationalError

from stelsel import errors, i18n, logs
from stelsel.config import Settings
from stelsel.web import assets, converters, markdown, page, security
from stelsel.web import errors as pages
from stelsel.web import format as formatting
from stelsel.web.forms import (
    Choice,
    Choices,
    Clock,
    Colour,
    Day,
    EmailText,
    Euros,
    Form,
    LongText,
    PhoneText,
    Picture,
    Postcode,
    ShortText,
    WholeNumber,
    Yes,
)
from stelsel.web.query import Query

ROW_VALUE = "jan.de.vries@voorbeeld.nl"


class Kind(enum.StrEnum):
    TAX = "belasting"
    DIGID = "digid"


KINDS = [(Kind.TAX, "Belasting"), (Kind.DIGID, "DigiD")]


class EveryField(Form):
    """One of each, under Dutch names."""

    title = ShortText("Titel", name="titel", max=40, hint="Zoals op de poster")
    story = LongText("Verhaal", name="verhaal", required=False)
    mail = EmailText("E-mail", name="email", required=False)
    phone = PhoneText("Telefoon", name="telefoon", required=False)
    postcode = Postcode("Postcode", required=False)
    seats = WholeNumber("Plaatsen", name="plaatsen", min=1, max=500, required=False)
    cost = Euros("Kosten", name="kosten", required=False)
    day = Day("Dag", name="dag", required=False)
    begin = Clock("Begin", required=False)
    colour = Colour("Kleur", name="kleur", required=False)
    kind = Choice("Soort", name="soort", choices=KINDS, required=False)
    kinds = Choices("Soorten", name="soorten", choices=KINDS)
    agreed = Yes("Akkoord", name="akkoord")
    logo = Picture("Logo")


class Taken(errors.Conflict):
    field = "title"
    message = "Deze titel is al gebruikt."


FORM = (
    '{% from "components/alert.html" import error_summary %}{% from "components/form_field.html" import form_field %}'
    "{{ error_summary(form.problems) }}<form method=post>{{ form.hidden_tag() }}"
    "{% for f in form if f.name != 'csrf_token' %}{{ form_field(f) }}{% endfor %}</form>"
)


def create(base_url: str = "http://stelsel.test") -> Flask:
    app = Flask("stelsel.web", static_folder=None)
    app.config.update(TESTING=True, SECRET_KEY="proef" * 8)
    app.extensions["stelsel.settings"] = Settings(base_url=base_url, secret_key=SecretStr("proef" * 8))
    logs.init_app(app)
    security.init_app(app)
    for module in (converters, i18n, assets, formatting, page, markdown, pages):
        module.init_app(app)
    written: list[Any] = []
    app.extensions["written"] = written
    _routes(app, written)
    return app


def _routes(app: Flask, written: list[Any]) -> None:
    def form() -> ResponseReturnValue:
        shown = EveryField()
        if shown.validate_on_submit():
            if shown.title.data == "bezet":
                shown.show(Taken())
            else:
                written.append(shown.data)
                return "bewaard"
        return render_template_string(FORM, form=shown), shown.status

    def button() -> str:
        written.append("knop")
        return "gedaan"

    kept_button = security.by_origin(lambda: button())
    app.add_url_rule("/formulier", view_func=form, methods=["GET", "POST"], endpoint="form")
    app.add_url_rule("/knop", view_func=button, methods=["POST"], endpoint="button")
    app.add_url_rule("/bewaarde-knop", view_func=kept_button, methods=["POST"], endpoint="by_origin")
    app.add_url_rule("/json", view_func=security.exempt(echo), methods=["POST"])
    app.add_url_rule("/groot", view_func=weighed, methods=["POST"])
    app.add_url_rule("/fout/<name>", view_func=raising)
    app.add_url_rule("/api/fout/<name>", view_func=raising, endpoint="api_raising")
    app.add_url_rule("/nummer/<int:value>", view_func=said, endpoint="number")
    app.add_url_rule("/ding/<uuid:value>", view_func=said, endpoint="thing")
    app.add_url_rule("/b/<slug:value>/", view_func=said, endpoint="slug")
    app.add_url_rule("/woord/<value>", view_func=said, endpoint="word")
    app.add_url_rule("/insluiten", view_func=framed)
    app.add_url_rule("/beheer", view_func=security.csp_nonce, endpoint="nonce")
    app.add_url_rule("/vraag", view_func=asked)
    app.add_url_rule("/openbaar", view_func=public)
    app.add_url_rule("/gekeken", view_func=peeked)


def said(value: object) -> str:
    return str(value)


def raising(name: str) -> ResponseReturnValue:
    raise FAULTS[name]


def framed() -> str:
    security.allow_framing(["https://www.bieb.nl"])
    return "agenda"


def asked() -> ResponseReturnValue:
    query = Query()
    read = [query.page(), query.day("dag"), query.choice("soort", Kind), query.text("zoek"), query.month("maand")]
    if request.args.get("streng"):
        query.refuse_mistakes()
    return jsonify([None if value is None else str(value) for value in read])


def public() -> ResponseReturnValue:
    return "openbaar", {"Cache-Control": "public, max-age=60"}


def peeked() -> ResponseReturnValue:
    return str(session.get("wie")), {"Cache-Control": "public, max-age=60"}


@security.by_origin
@security.takes_uploads(2)
def weighed() -> str:
    return str(len(request.get_data()))


def echo() -> ResponseReturnValue:
    return jsonify(request.get_json())


class Sqlite(Exception):
    """What sqlite3 raises, with its code."""

    def __init__(self, code: int, message: str = f"near {ROW_VALUE}") -> None:
        super().__init__(message)
        self.sqlite_errorcode = code


def _operational(code: int) -> OperationalError:
    return OperationalError("UPDATE x SET y = ?", {"y": ROW_VALUE}, Sqlite(code))


FAULTS: dict[str, Exception] = {
    "geweigerd": errors.Refused("Dat mag niet.", field="title"),
    "conflict": errors.Conflict(),
    "weg": errors.Gone(successor="/b/venlo/", successor_name="Bibliotheek Venlo"),
    "rol": errors.Forbidden(who="beheerder"),
    "onbekend": errors.NotFound(),
    "vaak": errors.TooMany(retry_after=90),
    "storing": errors.Unavailable(),
    "slot": _operational(5),
    "vol": _operational(13),
    "schijf": OSError(28, "No space left on device", f"/x/{ROW_VALUE}"),
    "bestand": FileNotFoundError(2, "No such file", f"/x/{ROW_VALUE}"),
    "alleen-lezen": _operational(8),
    "dubbel": IntegrityError("INSERT", {"y": ROW_VALUE}, Sqlite(2067, "UNIQUE constraint failed: x.y")),
    "fout": RuntimeError(f"geheim {ROW_VALUE}"),
    "sleutel": KeyError(ROW_VALUE),
}
