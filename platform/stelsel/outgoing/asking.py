"""One request for one address: redirects judged anew, the answer bounded in time and size, nothing remembered."""

import http.client
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app

from stelsel.outgoing import addresses
from stelsel.outgoing.addresses import Target
from stelsel.outgoing.failures import Incomplete, TooLarge, TooManyRedirects, TooSlow, WrongStatus
from stelsel.outgoing.wire import IN_ALL, Connection, Deadline

LARGEST = 5 * 1024 * 1024
REDIRECTS = 3
PIECE = 64 * 1024
TAG = re.compile(r"[\x21-\x7e ]{1,200}")
ASKED = {
    "User-Agent": "Stelsel",
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came. `content` is None when it is the same as at the `etag` or `last_modified` that was asked with."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Answer:
    """Raises Failed: the address may not be asked, or gives nothing that we can use."""
    allowed = addresses.allowed(current_app.extensions["stelsel.settings"].outbound_allow)
    headers = ASKED | {
        name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)) if value
    }
    deadline = Deadline.after(IN_ALL)
    for _turn in range(1 + REDIRECTS):
        target = Target.parse(url, allowed=allowed)
        connection = Connection(target, deadline, unchecked=target.is_among(allowed))
        try:
            answer = _ask(connection, headers)
        except TimeoutError as error:
            raise TooSlow from error
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise Incomplete from error
        finally:
            connection.hang_up()
        if isinstance(answer, Answer):
            return answer
        url = target.follow(answer)
    raise TooManyRedirects


def _ask(connection: Connection, headers: dict[str, str]) -> Answer | str:
    """The answer, or where it says that the answer is."""
    target = connection.target
    connection.request("GET", target.path, headers={"Host": target.authority(), **headers})
    with connection.getresponse() as response:
        location = response.getheader("Location")
        if response.status in (301, 302, 303, 307, 308) and location:
            return location
        if response.status == http.client.NOT_MODIFIED and headers.keys() & {"If-None-Match", "If-Modified-Since"}:
            return Answer(None)
        if response.status != http.client.OK:
            raise WrongStatus(response.status)
        content = b"".join(_unpacked(response))
    return Answer(content, _tag(response, "ETag"), _tag(response, "Last-Modified"))


def _unpacked(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body, piece by piece. Raises TooLarge before more than LARGEST of it is held, Incomplete for a short one."""
    packing = (response.getheader("Content-Encoding") or "identity").strip().casefold()
    if packing not in {"identity", "gzip"}:
        raise Incomplete
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if packing == "gzip" else None
    left = LARGEST
    for piece in _pieces(response):
        unpacked = unpack.decompress(piece, left + 1) if unpack else piece
        left -= len(unpacked)
        if left < 0:
            raise TooLarge
        yield unpacked
    if unpack is not None and not unpack.eof:
        raise Incomplete


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body as it comes over the wire, at most LARGEST of it."""
    if response.length is not None and response.length > LARGEST:
        raise TooLarge
    left = LARGEST
    while piece := response.read(PIECE):
        left -= len(piece)
        if left < 0:
            raise TooLarge
        yield piece
    if response.length:
        raise Incomplete


def _tag(response: http.client.HTTPResponse, name: str) -> str:
    """A header that is sent back next time, where it is one that can be sent."""
    value = (response.getheader(name) or "").strip()
    return value if TAG.fullmatch(value) else ""
