"""Addresses that people give are fetched from the open internet only, and cannot hold us up or fill us up."""

import gzip
import itertools
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from stelsel import i18n, outgoing
from stelsel.config import Settings
from stelsel.outgoing import ClosedAddress, Failed, WrongAddress, asking, wire
from stelsel.outgoing.failures import Incomplete, NoAnswer, NotTrusted, TooLarge, TooManyRedirects, TooSlow, WrongStatus
from tests.support.foreign import Foreign, Reply, answer, resolving

CERTIFICATE = Path(__file__).parent / "kalender.test.pem"
OPEN = "93.184.215.14"
HERE = "127.0.0.1"
MEBIBYTE = 1024 * 1024


@pytest.fixture
def foreign() -> Iterator[Foreign]:
    with Foreign() as server:
        yield server


@pytest.fixture(autouse=True)
def at_work(foreign: Foreign) -> Iterator[None]:
    """Inside an application that may reach `kalender.test` at the port of the server, and nothing else here."""
    with application(f"kalender.test:{foreign.port}").app_context():
        yield


def application(allow: str) -> Flask:
    app = Flask("outgoing")
    app.extensions["stelsel.settings"] = Settings(outbound_allow=allow)
    i18n.init_app(app)
    return app


def address(foreign: Foreign, path: str = "/agenda.ics") -> str:
    return f"http://kalender.test:{foreign.port}{path}"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "①②⑦.0.0.1",
        "127。0。0。1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:93.184.215.14]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::5db8:d70e]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff0e::1]",
        "[2001:db8::1]",
        "[::]",
        "0.0.0.0",  # noqa: S104 - it is what somebody typed
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.10",
        "192.88.99.1",
        "192.168.1.1",
        "224.0.0.251",
        "255.255.255.255",
    ],
)
def test_an_address_that_is_not_on_the_open_internet_is_closed(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch)
    monkeypatch.setattr(wire, "_connected", lambda *_given: pytest.fail("it was called"))

    with pytest.raises(ClosedAddress):
        outgoing.fetch(f"http://{host}/")


@pytest.mark.parametrize("host", [OPEN, "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]"])
def test_an_address_on_the_open_internet_is_called(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    resolving(monkeypatch)

    def connect(addresses: list[tuple[object, ...]], _deadline: object) -> socket.socket:
        called.extend(one[4] for one in addresses)
        raise NoAnswer

    monkeypatch.setattr(wire, "_connected", connect)
    with pytest.raises(NoAnswer):
        outgoing.fetch(f"http://{host}/")
    assert called == [(host.strip("[]"), 80)]


@pytest.mark.parametrize("addresses", [[OPEN, HERE], [HERE, OPEN], [OPEN, "fe80::1%lo"]])
def test_one_closed_address_among_those_of_a_name_closes_it(
    addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, mixed=addresses)
    monkeypatch.setattr(wire, "_connected", lambda *_given: pytest.fail("it was called"))

    with pytest.raises(ClosedAddress):
        outgoing.fetch("https://mixed.test/")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://93.184.215.14/",
        "file:///etc/passwd",
        "//93.184.215.14/",
        "kalender.test",
        "http://",
        "http://:80/",
        "http://name@93.184.215.14/",
        "http://name:word@93.184.215.14/",
        "http://93.184.215.14\\@127.0.0.1/",
        "http://93.184.215.14:99999/",
        "http://93.184.215.14/a b",
        "http://93.184.215.14/\r\nHost: x",
        "http://[fe80::1%25lo]/",
        "http://a..b/",
        "http://93.184.215.14/" + "a" * 2000,
    ],
)
def test_what_is_no_web_address_is_refused_before_it_is_looked_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = resolving(monkeypatch)

    with pytest.raises(WrongAddress):
        outgoing.fetch(url)
    assert looked_up == []


@pytest.mark.parametrize("port", [22, 25, 5432, 8080])
def test_only_the_ports_of_the_web_are_called(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch)
    with pytest.raises(ClosedAddress):
        outgoing.fetch(f"http://{OPEN}:{port}/")


def test_a_name_is_looked_up_once_and_that_address_is_called(foreign: Foreign, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = resolving(monkeypatch, kalender=[f"{HERE}|10.0.0.1"])
    foreign.says(b"BEGIN:VCALENDAR", etag='"a1"', last_modified="Tue, 01 Dec 2026 09:00:00 GMT")

    came = outgoing.fetch(address(foreign, "/é?q=Ú&b=c%20d"))

    assert (came.content, came.etag) == (b"BEGIN:VCALENDAR", '"a1"')
    assert looked_up == ["kalender.test"]
    assert foreign.asked[0].startswith("GET /%C3%A9?q=%C3%9A&b=c%20d HTTP/1.1\r\n")
    assert f"Host: kalender.test:{foreign.port}\r\n" in foreign.asked[0]
    assert "cookie" not in foreign.asked[0].casefold()


def test_a_name_that_turns_into_ours_between_two_requests_is_closed(
    foreign: Foreign, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, kalender=[HERE], turning=[f"{OPEN}|{HERE}"])
    foreign.says(status="302 Found", location="https://turning.test/")
    monkeypatch.setattr(wire, "CONNECTING", 0.3)
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: connect(self, to) if to[0] == HERE else self.close())

    with pytest.raises(Failed):  # the first time it stands for an open address, where nobody answers here
        outgoing.fetch(address(foreign))
    with pytest.raises(ClosedAddress):
        outgoing.fetch(address(foreign))


def test_what_has_not_changed_is_not_sent_again(foreign: Foreign, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, kalender=[HERE])
    foreign.says(status="304 Not Modified")

    came = outgoing.fetch(address(foreign), etag='"a1"', last_modified="Tue, 01 Dec 2026 09:00:00 GMT")

    assert came.content is None
    assert 'If-None-Match: "a1"\r\n' in foreign.asked[0]
    assert "If-Modified-Since: Tue, 01 Dec 2026 09:00:00 GMT\r\n" in foreign.asked[0]


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("http://169.254.169.254/latest/meta-data/", ClosedAddress),
        ("//localhost.test:22/", ClosedAddress),
        (f"http://{HERE}/", ClosedAddress),
        ("file:///etc/passwd", WrongAddress),
        ("/again", TooManyRedirects),
    ],
)
def test_a_redirect_is_judged_like_the_address_itself(
    location: str, problem: type[Failed], foreign: Foreign, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, kalender=[HERE], localhost=[HERE])
    foreign.says(status="302 Found", location=location)

    with pytest.raises(problem):
        outgoing.fetch(address(foreign))
    assert len(foreign.asked) == (4 if problem is TooManyRedirects else 1)


def test_three_redirects_are_followed(foreign: Foreign, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, kalender=[HERE])
    foreign.does(*[answer(status="301 Moved", location=f"/{turn}") for turn in range(3)], answer(b"here"))
    assert outgoing.fetch(address(foreign)).content == b"here"


def trickle(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _turn in itertools.count():
        line.sendall(b"x")
        time.sleep(0.02)


def trickling_head(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _turn in itertools.count():
        line.sendall(b"x")
        time.sleep(0.02)


def endless(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.sendall(b"x" * MEBIBYTE)


def endless_chunks(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        line.sendall(b"100000\r\n" + b"x" * MEBIBYTE + b"\r\n")


def gzip_bomb(line: socket.socket) -> None:
    answer(gzip.compress(b"\0" * 64 * MEBIBYTE, 1), content_encoding="gzip")(line)


BAD: dict[str, tuple[Reply, type[Failed]]] = {
    "a slow body": (trickle, TooSlow),
    "a slow head": (trickling_head, TooSlow),
    "nothing": (lambda _line: time.sleep(0.8), TooSlow),
    "an endless body": (endless, TooLarge),
    "endless chunks": (endless_chunks, TooLarge),
    "a large body": (answer(content_length=str(5 * MEBIBYTE + 1)), TooLarge),
    "a body one too large": (answer(b"x" * (5 * MEBIBYTE + 1), content_length=""), TooLarge),
    "a gzip bomb": (gzip_bomb, TooLarge),
    "a wrong length": (answer(b"short", content_length="500"), Incomplete),
    "half a gzip": (answer(gzip.compress(b"cut off" * 90)[:-9], content_encoding="gzip"), Incomplete),
    "no gzip": (answer(b"no gzip", content_encoding="gzip"), Incomplete),
    "another packing": (answer(b"what", content_encoding="br"), Incomplete),
    "no chunk": (answer(b"zz\r\nno chunk", content_length="", transfer_encoding="chunked"), Incomplete),
    "no http": (lambda line: line.sendall(b"SSH-2.0-OpenSSH\r\n"), Incomplete),
    "many headers": (lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"), Incomplete),
    "a fault": (answer(b"secret of a machine", status="500 secret"), WrongStatus),
    "unchanged, unasked": (answer(status="304 Not Modified"), WrongStatus),
}


@pytest.mark.parametrize("kind", BAD)
def test_an_answer_neither_holds_us_up_nor_fills_us_up(
    kind: str, foreign: Foreign, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply, problem = BAD[kind]
    resolving(monkeypatch, kalender=[HERE])
    if problem is TooSlow:
        monkeypatch.setattr(asking, "IN_ALL", 0.4)
    foreign.does(reply)
    began = time.monotonic()

    with pytest.raises(problem) as caught:
        outgoing.fetch(address(foreign))
    assert "secret" not in str(caught.value)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("size", [0, 5 * MEBIBYTE])
@pytest.mark.parametrize("packed", [False, True])
def test_all_that_fits_comes_in(size: int, packed: bool, foreign: Foreign, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, kalender=[HERE])
    body = b"x" * size
    foreign.does(answer(gzip.compress(body), content_encoding="gzip") if packed else answer(body))
    assert outgoing.fetch(address(foreign)).content == body


def test_a_lookup_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "CONNECTING", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_how: time.sleep(0.5))
    with pytest.raises(TooSlow):
        outgoing.fetch("http://slow.test/")


@pytest.mark.parametrize(("name", "trusted"), [("kalender", True), ("other", False)])
def test_a_certificate_is_checked_for_the_name_and_not_for_the_address(
    name: str, trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    resolving(monkeypatch, kalender=[HERE], other=[HERE])
    with Foreign(CERTIFICATE) as server:
        server.says(b"here")
        with application(f"{name}.test:{server.port}").app_context():
            if trusted:
                assert outgoing.fetch(f"https://{name}.test:{server.port}/").content == b"here"
            else:
                with pytest.raises(NotTrusted):
                    outgoing.fetch(f"https://{name}.test:{server.port}/")
