"""What a key looks like: `stl_`, 32 random signs, 6 signs that check the others.

The beginning lets people and scanners of source code know what they found; the check tells a mistyped key from a wrong
one without asking the database. Of the key itself only a keyed fingerprint is kept, so that a leaked copy of the
database neither opens anything nor lets anybody try.
"""

import hmac
import re
import secrets
import string
import zlib

from stelsel.marks import keyed

BEGINNING = "stl_"
SIGNS = string.digits + string.ascii_letters
RANDOM, CHECK = 32, 6
SHOWN = len(BEGINNING) + 4
_SHAPE = re.compile(rf"{BEGINNING}[0-9A-Za-z]{{{RANDOM + CHECK}}}")


def make() -> str:
    """A new key: 190 random bits."""
    body = BEGINNING + "".join(secrets.choice(SIGNS) for _ in range(RANDOM))
    return body + _check(body)


def is_whole(key: str) -> bool:
    """True for what may be a key: its check is right."""
    if len(key) > len(BEGINNING) + RANDOM + CHECK or not _SHAPE.fullmatch(key):
        return False
    return hmac.compare_digest(_check(key[:-CHECK]), key[-CHECK:])


def fingerprint(key: str) -> str:
    """What is kept of a key, made with the secret of the installation."""
    return _keyed("stelsel key", key)


def caller(kind: str, who: str) -> str:
    """A name for whoever asks (`kind`: "key", "address") that tells nobody who that is."""
    return _keyed(f"stelsel caller {kind}", who)[:40]


def _keyed(purpose: str, said: str) -> str:
    return keyed(f"{purpose}:{said}".encode()).hex()


def _check(body: str) -> str:
    rest, signs = zlib.crc32(body.encode()), ""
    for _ in range(CHECK):
        rest, sign = divmod(rest, len(SIGNS))
        signs += SIGNS[sign]
    return signs
