"""The accent of a library."""

import re

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from stelsel.web import theme

LIBRARIES = {
    "#0077a8": (
        "#035f87 #024260 #e2f3fe #8fc6e8 #2f90c2 #c9e6f9",
        "#7bc8f6 #a8dcfd #162a37 #325a72 #428fba #05161f #01273b",
    ),
    "#c8102e": (
        "#9a3135 #74181f #feebea #eaaba8 #c46664 #fbd8d5",
        "#f8a4a0 #fec3c0 #372120 #734846 #bb6d6a #200e0e #3b1817",
    ),
    "#7a3e9d": (
        "#743f93 #55266f #f6ecfd #cdb1e2 #9d70bb #eadaf5",
        "#d3aced #e3c8f7 #2d2334 #604c6e #9a74b3 #18101e #2d1c37",
    ),
    "#e07a1f": (
        "#8a4603 #633001 #feece1 #e4b28f #bc7137 #f7dbc9",
        "#f0ad7e #f9c9a9 #352317 #6f4c34 #b47548 #1e1006 #381c06",
    ),
    "#007a3d": (
        "#026733 #004721 #e4f5e8 #9acca6 #459b62 #cee9d5",
        "#8bd19e #b2e2be #1a2d1f #3b5f45 #549768 #09180d #0b2b16",
    ),
}

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize("seed", LIBRARIES)
def test_the_five_libraries_have_the_colours_of_the_design(seed: str) -> None:
    light, dark = LIBRARIES[seed]
    palette = theme.Palette.from_seed(seed)
    one, other = palette.light, palette.dark
    assert light.split() == [
        one.accent, one.accent_deep, one.accent_soft, one.accent_line, one.accent_mid, one.on_field_2,
    ]  # fmt: skip
    assert one.field == one.accent_deep
    assert dark.split() == [
        other.accent, other.accent_deep, other.accent_soft, other.accent_line, other.accent_mid, other.on_accent,
        other.field,
    ]  # fmt: skip


@given(seed=colours)
def test_any_colour_can_be_read(seed: str) -> None:
    contrasts = theme.Palette.from_seed(seed).contrasts()
    assert contrasts["white_on_accent"] >= 7
    assert contrasts["white_on_field"] >= 7
    assert contrasts["dark_accent_on_paper"] >= 9
    assert contrasts["accent_on_paper"] >= 4.5
    assert contrasts["dark_text_on_accent"] >= 4.5


@given(seed=colours)
def test_every_token_is_a_colour(seed: str) -> None:
    text = theme.Palette.from_seed(seed).css()
    values = re.findall(r"--st-[a-z0-9-]+:([^;]+);", text)
    assert len(values) == 16
    assert all(re.fullmatch(r"#[0-9a-f]{6}", value) for value in values)


@pytest.mark.parametrize("text", ["", "rood", "#12345", "#12345g", "#0077a8;}body{", "url(x)", "#0077a8ff"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(theme.NoColour) as refusal:
        theme.Palette.from_seed(text)
    assert refusal.value.field == "colour"


def test_case_and_hash_do_not_matter() -> None:
    assert theme.Palette.from_seed("0077A8") == theme.Palette.from_seed("#0077a8")


def test_the_sheet_is_found_by_its_name_and_by_no_other(pages: Flask) -> None:
    palette = theme.palette("#0077a8")
    client = pages.test_client()
    assert client.get(f"/t/{palette.name}.css").text == palette.css()
    assert f".t-{palette.name}" in palette.css()
    for wrong in ("0077a8", "0077a8-00000000", "../app", "0077a8-zzzzzzzz"):
        assert client.get(f"/t/{wrong}.css").status_code == 404
