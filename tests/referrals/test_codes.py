"""Codes are read out, copied by hand and typed over, and stay the same."""

import uuid
from collections import Counter
from contextlib import suppress

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from stelsel_tenants.referrals import codes

ALIKE = ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UVW", "NM")
"""Signs that one takes for another, by eye or by ear."""
CODES = st.text(st.sampled_from(codes.SIGNS), min_size=codes.LENGTH, max_size=codes.LENGTH)
within_a_test = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def test_no_two_signs_look_alike_and_no_code_is_a_word() -> None:
    assert not set("0O1I") & set(codes.SIGNS)
    assert not set("AEIOUY") & set(codes.SIGNS)
    assert [group for group in ALIKE if len(set(group) & set(codes.SIGNS)) != 1] == []
    assert all(sign in codes.SIGNS and wrong not in codes.SIGNS for wrong, sign in codes.READ_AS.items())


@given(code=CODES, data=st.data())
def test_a_code_survives_being_written_and_typed(code: str, data: st.DataObject) -> None:
    """In small letters, with blanks and hyphens anywhere, each sign perhaps as one that looks like it."""
    typed = ""
    for sign in code:
        looks = next((group for group in ALIKE if sign in group), sign)
        written = data.draw(st.sampled_from(looks))
        typed += data.draw(st.sampled_from([written, written.lower()]))
        typed += data.draw(st.sampled_from(["", " ", "-", " - ", "."]))
    assert codes.read(f" {typed}") == code
    assert codes.read(codes.grouped(code)) == code


@given(typed=st.text(max_size=60))
@example(typed="KKKKK")
@example(typed="KKKKKKK")
@example(typed="AEIOUY")
@example(typed="Ｋ７Ｍ４ＸＲ")
@example(typed=" " * 50)
def test_whatever_is_typed_is_a_code_or_refused(typed: str) -> None:
    with suppress(codes.NoCode):
        code = codes.read(typed)
        assert len(code) == codes.LENGTH
        assert set(code) <= set(codes.SIGNS)


@within_a_test
@given(seed=st.uuids())
def test_a_code_follows_from_its_seed_and_the_fingerprint_from_the_code(app: Flask, seed: uuid.UUID) -> None:
    with app.app_context():
        code = codes.of(seed)
        assert codes.of(seed) == code == codes.read(code)
        assert code not in codes.fingerprint(code)
        assert codes.fingerprint(code) == codes.fingerprint(codes.read(codes.grouped(code).lower()))


def test_another_key_gives_another_fingerprint(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has the database and not the key finds no code by trying all of them."""
    with app.app_context():
        ours = codes.fingerprint("K7M4XR")
        monkeypatch.setattr(type(app.extensions["stelsel.settings"]), "secret", lambda _self: "another key " * 4)
        assert codes.fingerprint("K7M4XR") != ours


def test_all_signs_are_drawn_about_as_often(app: Flask) -> None:
    with app.app_context():
        drawn = Counter("".join(codes.of(uuid.UUID(int=number)) for number in range(3500)))
    assert set(drawn) == set(codes.SIGNS)
    assert max(drawn.values()) < 1.2 * min(drawn.values())
