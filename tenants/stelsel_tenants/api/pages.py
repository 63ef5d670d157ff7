"""Pages for developers, and the description that programs read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.keys.meter import ANYBODY, WITH_KEY
from stelsel.tenancy import Scope
from stelsel.web import kept
from stelsel_tenants.api.door import PREFIX, VERSION
from stelsel_tenants.api.spec import TAGS, described

bp = Blueprint("api_pages", __name__, template_folder="templates")
EXAMPLE = Path(__file__).parent / "templates" / "api" / "tomorrow.txt"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`kind` is what it must be: "integer", "date"."""

    name: str
    kind: str
    about: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    sends: bool


@bp.get("/ontwikkelaars")
@requires(Permission.OPEN_READ)
@kept.page
def developers(_scope: Scope) -> ResponseReturnValue:
    base = current_app.config["BASE_URL"]
    return render_template(
        "api/developers.html",
        base=f"{base}{PREFIX}",
        example=EXAMPLE.read_text("utf-8").replace("https://stelsel.example", base),
        groups=_groups(described()),
        anybody=ANYBODY.quota,
        with_key=WITH_KEY.quota,
        version=VERSION,
    )


@bp.get(f"{PREFIX}/openapi.json")
@requires(Permission.OPEN_API)
@kept.page
def description(_scope: Scope) -> ResponseReturnValue:
    return jsonify(described())


def _groups(document: dict[str, Any]) -> list[tuple[Any, list[Operation]]]:
    """Operations by what they are about, in the order of their addresses."""
    found: dict[str, list[Operation]] = {name: [] for name in TAGS}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            found[operation["tags"][0]].append(_operation(path, method, operation))
    return [(TAGS[name], operations) for name, operations in found.items()]


def _operation(path: str, method: str, operation: dict[str, Any]) -> Operation:
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        parameters=tuple(_parameter(one) for one in operation.get("parameters", ()) if one["in"] != "path"),
        sends="requestBody" in operation,
    )


def _parameter(one: dict[str, Any]) -> Parameter:
    schema = one["schema"]
    kind = schema.get("format") or schema.get("type", "string")
    words = ", ".join(map(str, schema["enum"])) if "enum" in schema else ""
    return Parameter(one["name"], kind, one.get("description", "") or words, one.get("required", False))
