"""Who knocks, how, and with how much: hosts, methods, sizes, tokens, origins, headers."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from stelsel.web.security import allow_framing, safe_next, valid_origin
from tests.edge import bare, hostile

FORM = "application/x-www-form-urlencoded"
PATHS = ["/formulier", "/openbaar", "/nergens", "/fout/fout", "/fout/slot", "/nummer/" + "9" * 30, "/api/fout/weg"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_bears_the_headers(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not re.search(r"unsafe|https?:|\*|data:|nonce", headers["Content-Security-Policy"])
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert not {"Server", "X-Powered-By", "Strict-Transport-Security"} & set(headers.keys())
    assert "charset=utf-8" in headers["Content-Type"] or "json" in headers["Content-Type"]


def test_https_is_remembered_on_an_https_base_only() -> None:
    answer = bare.create("https://stelsel.test").test_client().get("/formulier", base_url="https://stelsel.test")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Domain" not in cookie


def test_one_page_may_be_framed_by_named_sites_and_sends_no_form(visitor: FlaskClient) -> None:
    headers = visitor.get("/insluiten").headers
    assert "frame-ancestors https://www.bieb.nl" in headers["Content-Security-Policy"]
    assert "form-action 'none'" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers
    assert "frame-ancestors 'none'" in visitor.get("/formulier").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "origin",
    [
        "http://x.nl",
        "https://x.nl/",
        "https://x.nl; script-src *",
        "https://*.nl",
        "*",
        "https://x.nl y",
        "https://x.nl\n",
        "'self'",
        "",
    ],
)
def test_no_origin_adds_a_directive(edge: Flask, origin: str) -> None:
    assert not valid_origin(origin)
    with edge.test_request_context("/"), pytest.raises(ValueError, match="https"):
        allow_framing(["https://x.nl", origin])


def test_a_nonce_is_new_each_time_and_kept_by_nobody(visitor: FlaskClient) -> None:
    first, second = visitor.get("/beheer"), visitor.get("/beheer")
    assert first.text != second.text
    assert f"'nonce-{first.text}'" in first.headers["Content-Security-Policy"]
    assert first.headers["Cache-Control"] == "no-store"


def test_what_read_a_session_is_kept_by_nobody(visitor: FlaskClient) -> None:
    assert visitor.get("/openbaar").headers["Cache-Control"] == "public, max-age=60"
    assert "Vary" not in visitor.get("/openbaar").headers
    assert visitor.get("/gekeken").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["evil.example", "stelsel.test.evil.example", "xstelsel.test", "stelsel.test@evil", "10.0.0.1", "a b"]
)
def test_an_unknown_host_is_refused(visitor: FlaskClient, host: str) -> None:
    answer = visitor.get("/openbaar", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


@pytest.mark.parametrize(
    "host", ["stelsel.test", "stelsel.test:8111", "katwijk.stelsel.test", "localhost:8111", "127.0.0.1"]
)
def test_our_own_hosts_are_known(visitor: FlaskClient, host: str) -> None:
    assert visitor.get("/openbaar", headers={"Host": host}).status_code == 200


def test_loopback_is_no_host_of_a_public_site() -> None:
    app = bare.create("https://stelsel.example")
    assert app.config["TRUSTED_HOSTS"] == ["stelsel.example", ".stelsel.example"]


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Forwarded-Server", "Forwarded", "X-Original-URL", "X-HTTP-Method-Override"]
)
def test_a_forwarded_header_changes_nothing(visitor: FlaskClient, name: str) -> None:
    answer = visitor.get("/openbaar", headers={name: "evil.example"})
    assert answer.status_code == 200
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "FOO"])
def test_methods_nobody_needs_are_refused(visitor: FlaskClient, method: str) -> None:
    answer = visitor.open("/openbaar", method=method, headers={"X-Secret": "geheim"})
    assert answer.status_code == 405
    assert "geheim" not in answer.text


def test_a_method_that_an_address_lacks_names_those_it_has(visitor: FlaskClient) -> None:
    answer = visitor.put("/json")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_body_is_bounded_and_an_upload_less_so(visitor: FlaskClient) -> None:
    mebibyte = 1024 * 1024
    assert (
        visitor.post("/json", data=b'"' + b"x" * (mebibyte - 2) + b'"', content_type="application/json").status_code
        == 200
    )
    assert (
        visitor.post("/json", data=b'"' + b"x" * (mebibyte - 1) + b'"', content_type="application/json").status_code
        == 413
    )
    assert visitor.post("/groot", data=b"x" * mebibyte * 2, content_type="text/plain").status_code == 200
    assert visitor.post("/groot", data=b"x" * (mebibyte * 2 + 1), content_type="text/plain").status_code == 413


def test_five_megabytes_of_text_are_refused(visitor: FlaskClient) -> None:
    assert visitor.post("/formulier", data={"titel": "x" * 5_000_000}).status_code == 413


@pytest.mark.parametrize(("fields", "status"), [(999, 422), (1_001, 413), (100_000, 413)])
def test_fields_are_counted_however_they_are_sent(visitor: FlaskClient, fields: int, status: int) -> None:
    assert visitor.post("/formulier", data="&".join(["a=1"] * fields), content_type=FORM).status_code == status
    if fields < 5_000:
        parts = {f"a{number}": "1" for number in range(fields)}
        assert visitor.post("/formulier", data=parts, content_type="multipart/form-data").status_code == status


@pytest.mark.parametrize("body", [b"titel=\xff", b"\xc3\x28=1", b"titel=\xed\xa0\x80"])
def test_a_body_that_is_no_text_is_refused(visitor: FlaskClient, body: bytes) -> None:
    assert visitor.post("/formulier", data=body, content_type=FORM).status_code == 400


@pytest.mark.parametrize("body", hostile.JSON)
def test_json_that_means_two_things_or_none_is_refused(visitor: FlaskClient, body: str) -> None:
    answer = visitor.post("/json", data=body.encode("utf-8", "surrogatepass"), content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("body", [b'{"a": "\xff"}', b"\xff\xfe[\x00]\x00", b"\x00"])
def test_json_in_another_encoding_is_refused(visitor: FlaskClient, body: bytes) -> None:
    assert visitor.post("/json", data=body, content_type="application/json").status_code == 400


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text().map(lambda word: word.replace("\x00", "")),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text().map(lambda word: word.replace("\x00", "")), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_plain_json_comes_back_as_it_went(edge: Flask, value: object) -> None:
    answer = edge.test_client().post("/json", data=json.dumps(value), content_type="application/json")
    assert answer.get_json() == value


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(edge: Flask, body: bytes) -> None:
    for content_type in ("application/json", FORM, "multipart/form-data; boundary=x", "text/plain"):
        assert edge.test_client().post("/json", data=body, content_type=content_type).status_code in {
            200,
            400,
            413,
            415,
        }


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-CSRFToken": "verzonnen"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_nothing_forged_is_done(edge: Flask, visitor: FlaskClient, headers: dict[str, str]) -> None:
    assert visitor.post("/knop", headers=headers).status_code == 400
    assert edge.extensions["written"] == []


def test_a_token_of_our_own_page_is_enough_and_another_visitors_is_not(edge: Flask, visitor: FlaskClient) -> None:
    token = _token(visitor)
    assert edge.test_client().post("/knop", headers={"X-CSRFToken": token}).status_code == 400
    assert visitor.post("/knop", headers={"X-CSRFToken": token, "Origin": "https://evil.example"}).status_code == 400
    assert visitor.post("/knop", headers={"X-CSRFToken": token, "Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert edge.extensions["written"] == []
    assert (
        visitor.post(
            "/knop", headers={"X-CSRFToken": token, "Origin": "http://stelsel.test"}, base_url="http://stelsel.test"
        ).status_code
        == 200
    )
    assert edge.extensions["written"] == ["knop"]


def test_a_form_from_elsewhere_is_not_filled_in_for_them(visitor: FlaskClient) -> None:
    answer = visitor.post("/formulier", data={"titel": "van een ander"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "van een ander" not in answer.text


def test_a_form_in_a_kept_page_is_checked_by_where_it_comes_from(edge: Flask, visitor: FlaskClient) -> None:
    assert visitor.post("/bewaarde-knop", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert visitor.post("/bewaarde-knop", headers={"Origin": "https://evil.example"}).status_code == 400
    assert edge.extensions["written"] == []
    assert visitor.post("/bewaarde-knop", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("target", hostile.FOREIGN)
def test_nobody_is_sent_elsewhere(target: str) -> None:
    assert safe_next(target) is None


@pytest.mark.parametrize(
    "target",
    ["/", "/b/katwijk/beheer/", "/zoeken?bij=2225&soort=belasting", "/b/x/#vandaag", "/zoeken?bij=%27s-Gravenhage"],
)
def test_paths_of_ours_are_ours(target: str) -> None:
    assert safe_next(target) == target


@given(st.text(max_size=60))
def test_what_is_let_through_stays_on_this_host(target: str) -> None:
    kept = safe_next(target)
    assert kept is None or re.fullmatch(r"/(?![/\\])[\x21-\x7e]*", kept)


def _token(visitor: FlaskClient) -> str:
    found = re.search(
        r'name="csrf_token"[^>]*value="([^"]+)"', visitor.get("/formulier", base_url="http://stelsel.test").text
    )
    assert found
    return found[1]
