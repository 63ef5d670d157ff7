"""What stands in an address is bounded before anything reads it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.edge import hostile

KEY = "3f2b8c1e-0d4a-4f6b-9a7e-5c2d1b0a9f8e"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nummer/0", 200),
        ("/nummer/2147483647", 200),
        ("/nummer/2147483648", 404),
        ("/nummer/1" + "0" * 30, 404),
        ("/nummer/-1", 404),
        ("/nummer/٣", 404),
        ("/nummer/1_0", 404),
        ("/nummer/1e3", 404),
        (f"/ding/{KEY}", 200),
        (f"/ding/{KEY.upper()}", 404),
        ("/ding/1", 404),
        (f"/ding/{{{KEY}}}", 404),
        ("/b/katwijk/", 200),
        ("/b/Katwijk/", 404),
        ("/b/admin/", 404),
        ("/b/x/", 404),
        ("/woord/" + "x" * 200, 200),
        ("/woord/" + "x" * 201, 404),
        ("/woord/a%00b", 404),
        ("/woord/a%0ab", 404),
        ("/woord/%E2%80%AEx", 404),
        ("/%00", 404),
    ],
)
def test_an_address_is_ours_or_is_not_there(visitor: FlaskClient, path: str, status: int) -> None:
    assert visitor.get(path).status_code == status


@pytest.mark.parametrize("path", ["/woord/%ff", "/woord/%ed%a0%80", "/%c3%28"])
def test_a_path_that_is_no_text_breaks_nothing(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code in {200, 404}


@given(st.sampled_from(["/nummer/", "/ding/", "/b/", "/woord/"]), st.binary(max_size=40))
def test_no_path_breaks_the_house(edge: Flask, begin: str, rest: bytes) -> None:
    quoted = "".join(f"%{byte:02x}" for byte in rest)
    assert edge.test_client().get(begin + quoted).status_code in {200, 308, 404}


def test_a_query_is_read_by_type(visitor: FlaskClient) -> None:
    answer = visitor.get("/vraag?pagina=3&dag=2027-03-24&soort=digid&zoek= Den  Haag &maand=2027-02&streng=1")
    assert answer.get_json() == ["3", "2027-03-24", "digid", "Den  Haag", "2027-02-01"]


@pytest.mark.parametrize(
    "query",
    [
        *(
            f"pagina={value}"
            for value in ["0", "-1", "10001", *(text for text in hostile.NUMBERS if text.strip() not in {"", "1,"})]
            if "%" not in value and "+" not in value and len(value) < 100
        ),
        *(f"dag={value}" for value in hostile.DAYS),
        "soort=geld",
        "soort=Kind.TAX",
        "zoek=%00",
        "zoek=%E2%80%AEx",
        "zoek=" + "x" * 201,
        "maand=2027-13",
        "maand=9999-01",
    ],
)
def test_junk_in_a_query_falls_back_or_is_told_as_the_view_likes(visitor: FlaskClient, query: str) -> None:
    assert visitor.get(f"/vraag?{query}").status_code == 200
    told = visitor.get(f"/vraag?{query}&streng=1", headers={"Accept": "application/json"})
    assert told.status_code == 400
    assert [mistake["field"] for mistake in told.get_json()["errors"]] == [query.split("=")[0]]


def test_all_mistakes_are_told_at_once(visitor: FlaskClient) -> None:
    told = visitor.get("/vraag?pagina=x&dag=x&soort=x&streng=1", headers={"Accept": "application/json"})
    assert [mistake["field"] for mistake in told.get_json()["errors"]] == ["pagina", "dag", "soort"]


@given(st.dictionaries(st.sampled_from(["pagina", "dag", "soort", "zoek", "maand", "taal"]), st.text(max_size=40)))
def test_no_query_breaks_a_page(edge: Flask, query: dict[str, str]) -> None:
    assert edge.test_client().get("/vraag", query_string=query).status_code == 200
