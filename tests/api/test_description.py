"""The description is true: valid, by the Dutch rules for interfaces, and what the answers are."""

import json
import os
import re
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import validate

from stelsel import clock as now
from stelsel_tenants.api.fields import camel
from stelsel_tenants.api.pages import EXAMPLE
from tests.api.programs import Program, offered
from tests.site import shelf
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

ROOT = Path(__file__).parents[2]
RULES = ROOT.parent / "shared" / "api-design-rules" / "adr-linter.yaml"
"""The rules of the Dutch government, where a copy of them lies beside the project."""

pytestmark = pytest.mark.only_on("sqlite")  # what is described is the same on every database


@pytest.fixture
def document(program: Program) -> dict[str, Any]:
    found: dict[str, Any] = program.get("/openapi.json").get_json()
    return found


def test_it_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    validate(document)


def test_it_keeps_the_dutch_rules_for_interfaces(document: dict[str, Any], tmp_path: Path) -> None:
    rules = Path(os.environ.get("STELSEL_API_RULES", RULES))
    if not rules.exists():
        pytest.skip(f"the rules are not at {rules}: name them in STELSEL_API_RULES")
    public = document | {"servers": [{"url": "https://stelsel.example/api/v1"}]}  # the rules ask for https
    described = tmp_path / "openapi.json"
    described.write_text(json.dumps(public), "utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [str(ROOT / "node_modules" / ".bin" / "spectral"), "lint", "--fail-severity=warn", "-r", str(rules)]
    told = subprocess.run(
        [*command, str(described)], check=False, capture_output=True, text=True, env={**os.environ, "PATH": path}
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_route_is_described_and_nothing_else(app: Flask, document: dict[str, Any]) -> None:
    routes = {
        (
            re.sub("<(?:uuid:)?([a-z_]+)>", lambda part: f"{{{camel(part[1])}}}", rule.rule)[len("/api/v1") :],
            method.lower(),
        )
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, operations in document["paths"].items() for method in operations}
    assert described == routes
    names = [one["operationId"] for operations in document["paths"].values() for one in operations.values()]
    assert len(names) == len(set(names))


def test_it_speaks_two_languages(program: Program) -> None:
    dutch, english = (program.get("/openapi.json", headers={"Accept-Language": one}).get_json() for one in ("nl", "en"))
    assert dutch["paths"]["/sessions"]["get"]["summary"].startswith("Momenten")
    assert english["paths"]["/sessions"]["get"]["summary"].startswith("Sessions")


def test_developers_find_everything_on_one_page(client: PageClient, document: dict[str, Any]) -> None:
    page = client.get("/ontwikkelaars").text
    for path, operations in document["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}".replace("&", "&amp;") in page
    assert "For developers" in client.get("/ontwikkelaars?taal=en").text


def test_twenty_lines_show_the_consultation_hours_of_tomorrow(program: Program, scopes: Scopes, clock: Clock) -> None:
    """The example of the page, run as it stands: only the network and the day are the test's."""
    offered(scopes, title="Hulp bij uw aangifte", concept_slug="belastinghulp", lines=(shelf.WEDNESDAYS,))
    offered(scopes, title="Taalcafé", lines=(shelf.WEDNESDAYS,), room="Elders")
    said = EXAMPLE.read_text("utf-8")
    assert len([line for line in said.splitlines() if line.strip()]) <= 20

    def urlopen(address: str) -> StringIO:
        answer = program.get(address.partition("/api/v1")[2])
        assert answer.status_code == 200, answer.text
        return StringIO(answer.text)

    told = run(said, "2225", urlopen)
    assert [line.split("  ")[:2] for line in told] == [["10:00", "Hulp bij uw aangifte"]]
    assert now.today().isoformat() == "2026-12-01"


def run(said: str, postcode: str, urlopen: Any) -> list[str]:
    """What the example prints on the test's day."""
    import datetime as dt
    from unittest.mock import patch

    class Day(dt.date):
        @classmethod
        def today(cls) -> dt.date:  # type: ignore[override]  # a plain day will do
            return now.today()

    printed: list[str] = []
    with (
        patch("urllib.request.urlopen", urlopen),
        patch("datetime.date", Day),
        patch.object(sys, "argv", ["tomorrow.py", postcode]),
        patch.dict(os.environ, {"TZ": "Europe/Amsterdam"}),
    ):
        time.tzset()
        exec(compile(said, str(EXAMPLE), "exec"), {"print": printed.append, "__name__": "__main__"})  # noqa: S102 - ours
    time.tzset()
    return printed
