"""One form of text for the whole house: NFC, without characters that are not meant to be read."""

import re
import unicodedata

from stelsel.errors import Refused
from stelsel.i18n import _


class Unreadable(Refused):
    """The text holds characters that cannot be shown or kept (SECURITY P-19)."""

    message = _("In deze tekst staan tekens die we niet kunnen bewaren. Typ de tekst opnieuw, zonder te plakken.")


# Nobody types these and nobody sees them; they arrive by pasting. Two names that differ only here would
# be different to the database and equal to the eye, so they go before anything is compared.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")

# C0 and C1 controls without tab and newline, lone surrogates, overrides and isolates of direction,
# annotation marks, noncharacters (XML has no room for them): PostgreSQL, feeds or readers break on each.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)


# In text of one line there is no line break, and no mark of direction: harmless inside a paragraph of Arabic,
# but in a name, title or subject it serves only to deceive.
_REFUSED_IN_A_LINE = re.compile("[\n\u2028\u2029\u200e\u200f\u061c]")


def clean(text: str, *, multiline: bool = False) -> str:
    """The text in NFC, without blanks around it. A tab becomes a blank; lines end in "\\n".

    Raises Unreadable for control characters, lone surrogates, direction overrides, and in text of one line
    for a line break. Cleaning twice is cleaning once.
    """
    text = _INVISIBLE.sub("", text).replace("\t", " ")
    if multiline:
        text = re.sub("\r\n?|[\u2028\u2029]", "\n", text)
    text = text.strip(" \r\n")
    if _REFUSED.search(text) or (not multiline and _REFUSED_IN_A_LINE.search(text)):
        raise Unreadable
    return unicodedata.normalize("NFC", text).strip()
