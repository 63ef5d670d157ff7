"""The front server, run: what it keeps, for whom, and what it keeps out (SECURITY P-9, P-10, P-20, P-37)."""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity
from tests.deploy import front as fronts
from tests.deploy.front import HOST, TOKEN, Front
from tests.support.databases import Postgresql, Sqlite
from tests.support.scopes import Scopes
from tests.support.world import PASSWORD, PEOPLE

pytestmark = [
    pytest.mark.long,
    pytest.mark.only_on("sqlite"),  # the database behind it makes no difference to what stands before it
    pytest.mark.skipif(fronts.NGINX is None, reason="needs nginx: apt-get install --yes nginx-light"),
]

SLOW = 500
"""Clients that send a byte a second (SECURITY, loads)."""
PER_ADDRESS = 50
UNKEYED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Port": "8443",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-For": "203.0.113.9",
    "X-Original-URL": "/landelijk/",
    "X-Rewrite-URL": "/landelijk/",
    "Forwarded": "host=evil.example;proto=http",
    "X-Host": "evil.example",
}


@pytest.fixture
def front(database: Sqlite | Postgresql, make_session: Callable[..., uuid.UUID], tmp_path: Path) -> Iterator[Front]:
    make_session()
    make_session(slug="venlo")
    with fronts.running(database.url, tmp_path) as serving:
        yield serving


def kept(front: Front) -> str:
    """Everything that lies in the cache."""
    files = [one for one in (front.folder / "cache").rglob("*") if one.is_file()]
    return "\n".join(one.read_bytes().decode(errors="replace") for one in files)


def sign_in(front: Front) -> str:
    """The cookie of Katwijk's editor."""
    page = front.ask("/inloggen")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token is not None
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    sent = {"email": PEOPLE["redactie_katwijk"], "password": PASSWORD, "csrf_token": token.group(1)}
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"https://{HOST}",
        "Referer": f"https://{HOST}/inloggen",
    }
    answer = front.ask("/inloggen", method="POST", headers=headers, body=urlencode(sent))
    assert answer.status == 303, answer.text[:500]
    return str(answer.headers["Set-Cookie"].partition(";")[0])


def test_libraries_languages_and_visitors_never_share_a_page(front: Front) -> None:
    katwijk, venlo = f"katwijk.{HOST}", f"venlo.{HOST}"
    for _again in range(2):  # the second time from the cache
        assert "Bibliotheek Katwijk" in front.ask("/agenda", katwijk).text
        assert "Bibliotheek Venlo" in front.ask("/agenda", venlo).text
        assert 'lang="nl"' in front.ask("/agenda", katwijk, headers={"Accept-Language": "nl"}).text
        assert 'lang="en"' in front.ask("/agenda", katwijk, headers={"Accept-Language": "en-GB,en"}).text
    assert "Bibliotheek Katwijk" in kept(front), "or this test proves nothing"

    cookie = sign_in(front)
    mine = front.ask("/b/katwijk/beheer/", headers={"Cookie": cookie})
    assert mine.status == 200
    assert "no-store" in mine.headers["Cache-Control"]
    for path in ("/b/katwijk/beheer/x.css", "/b/katwijk/beheer/activiteiten/.js", "/b/katwijk/agenda", "/"):
        front.ask(path, headers={"Cookie": cookie})
        front.ask(path)
    assert "Redactie Katwijk" not in kept(front)
    assert front.ask("/b/katwijk/beheer/").status == 303


def test_headers_outside_the_key_change_nothing(front: Front) -> None:
    for number, (name, value) in enumerate(sorted(UNKEYED.items())):
        path = f"/b/katwijk/agenda?vraag={number}"  # a page that is not in the cache yet
        poisoned = front.ask(path, headers={name: value})
        clean = front.ask(path)
        assert (poisoned.status, poisoned.body) == (clean.status, clean.body), name
        assert clean.status == 200
    assert "evil" not in kept(front)


def test_what_is_taken_down_is_gone_within_seconds(front: Front, scopes: Scopes) -> None:
    with scopes.reading() as scope:
        activity_id = scope.session.scalars(select(Activity.id)).one()
    path = f"/b/katwijk/activiteiten/{activity_id}"
    assert front.ask(path).status == 200
    with scopes.work() as scope:
        service.withdraw(scope, activity_id)
    began = time.monotonic()
    fronts.until(lambda: front.ask(path).status == 410, "the page to go")
    assert time.monotonic() - began < 60, "SECURITY P-9"


def test_while_the_application_is_away_the_public_pages_stay(front: Front) -> None:
    before = front.ask("/b/katwijk/agenda")
    front.stop()
    assert front.ask("/b/katwijk/agenda").body == before.body
    for method, path in {"GET": "/b/katwijk/beheer/", "POST": "/inloggen"}.items():
        away = front.ask(path, method=method, headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert (away.status, away.headers["Retry-After"]) == (503, "60")
        assert "even niet bereikbaar" in away.text
        assert away.headers["Cache-Control"] == "no-store"
    front.start()
    assert front.ask("/inloggen").status == 200


def test_what_is_for_this_machine_and_what_is_for_nobody(front: Front) -> None:
    assert front.ask_plainly("/b/katwijk/", "evil.example") is None
    plain = front.ask_plainly("/b/katwijk/?x=1", HOST)
    assert plain is not None
    assert (plain.status, plain.headers["Location"]) == (308, f"https://{HOST}/b/katwijk/?x=1")
    assert front.ask("/metrics").status == 404
    assert front.ask("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status == 404
    assert front.ask("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status == 200
    assert front.ask("/b/katwijk/", method="TRACE").status == 405
    assert front.ask("/inloggen", method="POST", body=b"x" * (21 * 1024 * 1024)).status == 413


def test_answers_bear_their_headers_and_files_are_kept_for_ever(front: Front) -> None:
    page = front.ask("/b/katwijk/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Server"] == "nginx"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    sheet = re.search(r'href="(/static/build/app-[^"]+[.]css)"', front.ask("/b/katwijk/").text)
    assert sheet is not None
    found = front.ask(sheet.group(1))
    assert (found.status, found.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert "immutable" in ", ".join(found.headers.get_all("Cache-Control") or [])


def test_slow_clients_hold_up_nobody(front: Front) -> None:
    """Each sends its request a byte a second; meanwhile another visitor has every page at once."""
    paths = ["/b/katwijk/", "/b/venlo/agenda", "/inloggen", "/zoeken?bij=2225"]
    request = f"GET /b/katwijk/ HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: {'s' * 100}".encode()
    with ExitStack() as stack:
        lines = [stack.enter_context(front.connect(f"127.0.1.{1 + number // PER_ADDRESS}")) for number in range(SLOW)]
        statuses = []
        for second in range(8):
            for line in lines:
                line.send(request[second : second + 1])
            statuses += [front.ask(path).status for path in paths for _again in range(5)]
        print(f"{len(lines)} slow clients, meanwhile {len(statuses)} answers: {sorted(set(statuses))}")
    assert set(statuses) == {200}


def test_one_address_has_no_more_lines_than_its_share(front: Front) -> None:
    """`limit_conn`: more open lines than a library's computers need are refused, other addresses are served."""
    with ExitStack() as stack:
        lines = [stack.enter_context(front.connect("127.0.2.1")) for _number in range(101)]
        for line in lines:
            line.send(f"GET /b/katwijk/ HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode())
        assert front.ask("/b/katwijk/", source="127.0.2.2").status == 200
