"""Requests whose pages nobody judges here: `PageClient` does that elsewhere."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.client import PageClient


def ask(client: PageClient, address: str, *, method: str = "GET", token: bool = False, **options: Any) -> TestResponse:
    """The answer, whatever it is; in a context of its own, as each request has. `token`: as our own page would."""
    if token:
        options["headers"] = {**options.get("headers", {}), "X-CSRFToken": client._token()}
    with client.application.app_context():
        answer = FlaskClient.open(client, address, method=method, **options)
    answer.get_data()
    answer.close()
    return answer
