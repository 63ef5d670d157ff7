"""The bare edge, once with http and once with https as its base."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.edge import bare


@pytest.fixture(scope="module")
def edge() -> Flask:
    return bare.create()


@pytest.fixture
def visitor(edge: Flask) -> FlaskClient:
    edge.extensions["written"].clear()
    return edge.test_client()


@pytest.fixture
def in_dutch(edge: Flask) -> Iterator[None]:
    """Messages are lazy: reading one needs a request."""
    with edge.test_request_context("/"):
        yield
