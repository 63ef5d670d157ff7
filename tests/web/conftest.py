"""The pages alone, without database, tenant or session."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from stelsel.web import build_assets
from tests.web import bare
from tests.web.html import Html


@pytest.fixture(scope="session")
def pages() -> Flask:
    build_assets.build()
    return bare.create()


@pytest.fixture
def dutch(pages: Flask) -> Iterator[Flask]:
    with pages.test_request_context("/?taal=nl"):
        yield pages


@pytest.fixture
def english(pages: Flask) -> Iterator[Flask]:
    with pages.test_request_context("/?taal=en"):
        yield pages


@pytest.fixture
def fetch(pages: Flask) -> Callable[[str], Html]:
    def get(path: str) -> Html:
        response = pages.test_client().get(path, headers={"Accept-Language": "nl"})
        assert response.status_code == 200, response.text
        return Html(response.text)

    return get
