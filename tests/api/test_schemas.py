"""Whatever the description allows, and whatever it does not: the answers are those that it names, and never a fault."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode

from stelsel.keys.meter import Meter, Policy
from tests.api.programs import library_key, offered
from tests.site import shelf
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

PLENTY = Policy("anybody", quota=10**9, handful=10**9)
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
SAYS_NO = [400, 401, 403, 404, 409, 410, 412, 422, 428]
"""What is of the right shape may still break a rule, name what is not there, or hold a text that no text may hold."""
CONFIG = {"checks": {"positive_data_acceptance": {"expected-statuses": [200, 201, *SAYS_NO]}}}


@dataclass(frozen=True, slots=True)
class Network:
    """Something to read and to write. `parts` are the parts of addresses that lead there."""

    app: Flask
    key: str
    parts: dict[str, str]


@pytest.fixture
def network(app: Flask, scopes: Scopes, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Network:
    """Nobody is slowed."""
    app.extensions["stelsel.meter"] = Meter()
    monkeypatch.setattr("stelsel_tenants.api.door.ANYBODY", PLENTY)
    monkeypatch.setattr("stelsel_tenants.api.door.WITH_KEY", PLENTY)
    offered(scopes, "venlo", "Aangifte", concept_slug="belastinghulp")
    activity_id = offered(scopes)
    with scopes.reading() as scope:
        session_id = shelf.sessions(scope, activity_id)[0].id
    parts = {"slug": "katwijk", "activityId": str(activity_id), "sessionId": str(session_id)}
    return Network(app, library_key(scopes), parts)


def judged(network: Network, examples: int, *, own: bool) -> Iterator[str]:
    """Ask every operation, rightly and wrongly, and hold the answers against the description. Yields what was asked."""
    config = SchemathesisConfig.from_dict(CONFIG)
    described: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", network.app, config=config)
    bears = {"Authorization": f"Bearer {network.key}"} if own else {}
    quiet = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for found in described.get_all_operations():
        operation = found.ok()
        if ("own" in operation.definition.raw["tags"]) is not own:
            continue
        for mode in MODES:
            options: dict[str, Any] = {"path_parameters": network.parts} if own and "{" in operation.path else {}

            @quiet
            @given(case=operation.as_strategy(mode, **options))
            def ask(case: Any) -> None:
                case.call_and_validate(headers=bears)

            ask()
            yield operation.label


@pytest.mark.only_on("sqlite")  # what reaches PostgreSQL has passed the same fields
def test_what_everybody_may_ask_is_answered_as_described(network: Network) -> None:
    assert len(set(judged(network, 5, own=False))) == 15


@pytest.mark.only_on("sqlite")  # as above
def test_what_a_key_may_write_is_answered_as_described(network: Network) -> None:
    assert len(set(judged(network, 6, own=True))) == 9


@pytest.mark.long
@pytest.mark.parametrize("own", [False, True])
def test_a_great_many_questions_are_answered_as_described(network: Network, own: bool) -> None:
    assert set(judged(network, 200, own=own))
