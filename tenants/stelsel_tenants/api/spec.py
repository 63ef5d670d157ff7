"""The description of the interface (OpenAPI 3.1), made of what the views say, in the language of who asks.

flask-smorest collects what is read and told by each operation. What all of them share is added here: the version in
every answer, the refusals, the key.
"""

import re
from copy import deepcopy
from http import HTTPStatus
from typing import Any

from apispec import APISpec
from flask import Flask, current_app
from flask_babel import LazyString
from flask_smorest import Api

from stelsel.config import Settings
from stelsel.i18n import _, language
from stelsel.web.errors import TITLES
from stelsel_tenants.api.door import PREFIX, VERSION, bp
from stelsel_tenants.api.fields import camel
from stelsel_tenants.api.once import HEADER as IDEMPOTENCY
from stelsel_tenants.api.once import LONGEST
from stelsel_tenants.api.schemas import Problem
from stelsel_tenants.api.views import TAKING_OVER, WHAT, WHO
from stelsel_tenants.api.writing import OWN

OPENAPI = "3.1.0"
TITLE = _("Stelsel: bibliotheken en hun partners")
ABOUT = _(
    "Wat bibliotheken in Nederland met hun partners aanbieden, open voor iedereen (CC0). Schrijven gaat met een"
    " sleutel. Geen antwoord bevat gegevens van personen."
)
TAGS = {
    WHO: _("Bibliotheken, vestigingen, soorten hulp en partners"),
    WHAT: _("Activiteiten en hun momenten"),
    TAKING_OVER: _("Gegevens overnemen en bijhouden"),
    OWN: _("Zelf schrijven, met een sleutel"),
}
PROBLEM = "application/problem+json"
KEY = "key"
REFUSALS = (400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 428, 429, 503)
OF_ALL = {429, 503}
OF_A_KEY = {401, 403, 404, 409, 413, 422}
HEADERS: dict[str, dict[str, Any]] = {
    "API-Version": {"description": _("De hele versie van deze API."), "schema": {"type": "string", "example": VERSION}},
    "RateLimit": {
        "description": _("Hoeveel u nog mag vragen, en hoeveel seconden nog."),
        "schema": {"type": "string", "example": '"anybody";r=280;t=31'},
    },
    "RateLimit-Policy": {
        "description": _("Hoeveel u mag vragen, in hoeveel seconden."),
        "schema": {"type": "string", "example": '"anybody";q=300;w=60'},
    },
    "ETag": {"description": _("De versie van dit antwoord."), "schema": {"type": "string"}},
    "Link": {"description": _("Het adres van de volgende bladzijde, met rel=next."), "schema": {"type": "string"}},
    "Location": {"description": _("Waar het gemaakte staat."), "schema": {"type": "string"}},
    "Retry-After": {"description": _("Seconden tot u weer mag vragen."), "schema": {"type": "integer"}},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": _("De ETag van wat u las."),
    "schema": {"type": "string", "minLength": 1, "example": '"v3"'},
}
ONCE = {
    "name": IDEMPOTENCY,
    "in": "header",
    "description": _("Een woord naar keuze: hetzelfde verzoek ermee wordt binnen een dag één keer gedaan."),
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": r"^[!-~]+$"},
}


class Description(Api):  # type: ignore[misc]  # flask-smorest ships no types
    """flask-smorest's collector, less its own error pages and its own routes."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Refusals are answered by the house (`stelsel.web.errors`)."""

    def _register_responses(self) -> None:
        spec: APISpec = self.spec
        for status in REFUSALS:
            headers = ["API-Version", *(["Retry-After"] if status in OF_ALL else [])]
            spec.components.response(
                HTTPStatus(status).name,
                {
                    "description": TITLES.get(status, TITLES[400]),
                    "headers": {name: _header(name) for name in headers},
                    "content": {PROBLEM: {"schema": Problem}},
                },
            )


def init_app(app: Flask) -> None:
    """Register the views with what they say of themselves."""
    options = {
        "title": TITLE,
        "version": VERSION,
        "openapi_version": OPENAPI,
        "info": {"description": ABOUT, "license": {"name": "CC0-1.0", "identifier": "CC0-1.0"}},
    }
    description = Description(app, spec_kwargs=options)
    app.cli.commands.pop("openapi")  # it would print what is collected here, and not the whole
    for name, said in HEADERS.items():
        description.spec.components.header(name, said)
    description.spec.components.security_scheme(
        KEY, {"type": "http", "scheme": "bearer", "description": _("Een sleutel uit uw werkkamer: stl_...")}
    )
    description.register_blueprint(bp)
    app.extensions["stelsel.api"] = {"collected": description.spec, "ready": {}}


def described() -> dict[str, Any]:
    """The whole description, in the language of the request; put together once for each."""
    kept: dict[str, Any] = current_app.extensions["stelsel.api"]
    ready: dict[str, dict[str, Any]] = kept["ready"]
    if language() not in ready:
        ready[language()] = _written(_whole(deepcopy(kept["collected"].to_dict())))
    return ready[language()]


def _whole(document: dict[str, Any]) -> dict[str, Any]:
    base, settings = current_app.config["BASE_URL"], current_app.extensions["stelsel.settings"]
    document["info"]["contact"] = _contact(base, settings)
    document["servers"] = [{"url": f"{base}{PREFIX}"}]
    document["components"]["schemas"].pop("PaginationMetadata", None)  # of a way of paging that we have not
    document["tags"] = [{"name": name, "description": said} for name, said in TAGS.items()]
    document["paths"] = {_path(path): found for path, found in document["paths"].items()}
    for path, operations in document["paths"].items():
        shared = operations.pop("parameters", [])
        for method, operation in operations.items():
            operation["parameters"] = [*map(_named, shared), *operation.get("parameters", [])]
            _complete(path, method, operation)
    return document


def _contact(base: str, settings: Settings) -> dict[str, str]:
    return {"name": "Stelsel", "url": f"{base}/ontwikkelaars", "email": settings.api_contact}


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """What all operations share: their name, the headers of their answers, the key, the refusals."""
    operation["operationId"] = _name(path, method)
    is_own = OWN in operation["tags"]
    refusals = set(OF_ALL)
    if operation["parameters"] or "requestBody" in operation:
        refusals.add(400)
    if "{" in path:
        refusals.add(404)
    if "Id}" in path and not is_own:
        refusals.add(410)
    if is_own:
        operation["security"] = [{KEY: []}]
        refusals |= OF_A_KEY
        _of_writing(method, operation, refusals)
    if not operation["parameters"]:
        del operation["parameters"]
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            answer["headers"] = {name: _header(name) for name in _borne(path, method, operation)}
    for status in sorted(refusals):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{HTTPStatus(status).name}"}


def _of_writing(method: str, operation: dict[str, Any], refusals: set[int]) -> None:
    if method == "get":
        return
    operation["parameters"].append(ONCE)
    if "requestBody" in operation:
        refusals.add(415)
    refusals.add(400)
    if "ActivityBody" in str(operation.get("requestBody")) and method == "put":
        operation["parameters"].append(IF_MATCH)
        refusals |= {412, 428}


def _borne(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    """Headers of an answer that says yes."""
    found = ["API-Version", "RateLimit", "RateLimit-Policy"]
    if method == "get" or "OwnActivity" in str(operation["responses"]):
        found.append("ETag")
    if method == "get" and "{" not in path:
        found.append("Link")
    return [*found, "Location"] if method == "post" else found


def _header(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/headers/{name}"}


def _name(path: str, method: str) -> str:
    """`getSessions`, `putLibrariesActivitiesPublication`."""
    words = path.replace("{", "").replace("}", "").split("/")
    return method + "".join(word[:1].upper() + word[1:] for word in words)


def _path(rule: str) -> str:
    """`/branches/{branchId}` of `/api/v1/branches/{branch_id}`."""
    return re.sub(r"{(\w+)}", lambda found: f"{{{camel(found[1])}}}", rule.removeprefix(PREFIX))


def _named(parameter: dict[str, Any]) -> dict[str, Any]:
    return parameter | {"name": camel(parameter["name"])}


def _written(value: Any) -> Any:
    """Every text in the language of now."""
    if isinstance(value, dict):
        return {name: _written(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    return str(value) if isinstance(value, LazyString) else value
