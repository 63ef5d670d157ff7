"""A logo is what it holds, not what it is called; it is drawn again and bounded (P-23)."""

import io
import struct
import zlib

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from werkzeug.datastructures import FileStorage, MultiDict

from stelsel.errors import Refused
from stelsel.web.pictures import MEGABYTES, remake
from tests.edge import bare


def drawn(kind: str, size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0077a8").save(out, kind, **options)
    return out.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A small PNG whose header promises a wall of pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunks + drawn("PNG")[33:]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_again_within_bounds_and_without_its_past(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "genomen door Jan de Vries"
    made = remake(drawn(kind, (3000, 1500), exif=exif), side=600)

    assert (made.width, made.height) == (600, 300)
    assert made.content.startswith(b"\x89PNG")
    assert b"Jan" not in made.content
    with Image.open(io.BytesIO(made.content)) as again:
        assert not again.getexif()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        drawn("GIF"),
        drawn("BMP"),
        drawn("PNG")[:60],
        drawn("JPEG")[:200],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        claiming(60_000, 60_000),
        claiming(8_000, 8_000),
        claiming(0, 0),
    ],
    ids=range(12),
)
def test_what_is_no_picture_or_too_large_a_one_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        remake(content, side=600)


@given(st.integers(0, 500), st.binary(min_size=1, max_size=8))
def test_a_bent_picture_is_drawn_or_refused(place: int, rubbish: bytes) -> None:
    whole = drawn("PNG", (40, 30)) + drawn("JPEG", (40, 30))
    for content in (whole[:place] + rubbish + whole[place:], whole[place:]):
        try:
            assert remake(content, side=20).width <= 20
        except Refused:
            continue


def test_the_field_takes_a_picture_and_refuses_a_heavy_one(edge: Flask) -> None:
    with edge.test_request_context("/formulier", method="POST"):
        fine = bare.EveryField(MultiDict({"logo": FileStorage(io.BytesIO(drawn("PNG")), "logo.html")}))
        assert fine.logo.data is not None
        heavy = FileStorage(io.BytesIO(b"x" * (MEGABYTES * 1024 * 1024 + 1)), "logo.png")
        refused = bare.EveryField(MultiDict({"logo": heavy}))
        refused.validate()
        assert refused.logo.data is None
        assert "kleiner bestand" in str(refused.logo.errors[0])
        assert bare.EveryField(MultiDict({"logo": "geen bestand"})).logo.data is None
