"""Codes on cards: six signs to read out, to copy by hand and to type over. Pure, but for the key of the application.

No two signs look alike, and there are no vowels, so that no code is a word. Who types a sign that is not among them
means the one that it looks like. The database keeps a fingerprint with a key: a leaked copy of it opens nothing.
"""

import uuid

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.marks import keyed

LENGTH = 6
SIGNS = "23456789CDFHJKLMPRTWX"
READ_AS = {
    "0": "D", "O": "D", "Q": "D", "1": "L", "I": "L", "B": "8", "G": "6", "S": "5", "Z": "2", "N": "M", "U": "W",
    "V": "W",
}  # fmt: skip
"""What is not among the signs and looks or sounds like one of them."""
BETWEEN = frozenset(" -–.\N{NO-BREAK SPACE}")
LONGEST = 40
"""Characters that are looked at: a code with a blank after every sign fits easily."""


class NoCode(Refused):
    field = "code"
    message = _("Een code heeft zes letters en cijfers. Kijk na wat er op de kaart staat.")


def of(seed: uuid.UUID) -> str:
    """The code that follows from a seed."""
    number = int.from_bytes(keyed(b"stelsel referral seed:" + seed.bytes))
    return "".join(SIGNS[number // len(SIGNS) ** place % len(SIGNS)] for place in range(LENGTH))


def grouped(code: str) -> str:
    """In two threes, as it is read out: 'K7M 4XR'."""
    return f"{code[:3]} {code[3:]}"


def read(typed: str) -> str:
    """The code that somebody meant. Raises NoCode for what is none."""
    signs = [sign for sign in typed[:LONGEST].upper() if sign not in BETWEEN]
    code = "".join(READ_AS.get(sign, sign) for sign in signs)
    if len(typed) > LONGEST or len(code) != LENGTH or not set(code) <= set(SIGNS):
        raise NoCode
    return code


def fingerprint(code: str) -> str:
    """What is kept of a code."""
    return keyed(b"stelsel referral code:" + code.encode()).hex()
