"""What a password may be (SECURITY P-11): long, and nothing that a guesser tries first.

Of twelve characters or more, the leaked lists hold little else than a few words with digits behind them, walks over
the keyboard and repetitions. So these are recognised by rule, with a list of words of our own: no other host is asked.
"""

import re
import unicodedata
from pathlib import Path

from stelsel.errors import Refused
from stelsel.i18n import _

SHORTEST = 12
LONGEST = 128
OWN_NAME = 4
"""Names shorter than this stand in too many words."""
FEW_WORDS = 2
FEW_LETTERS = 5
MOSTLY = 0.7

WORDS = frozenset(Path(__file__).with_name("common_words.txt").read_text("utf-8").split())
LONGEST_WORD = max(map(len, WORDS))
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop", "01234567890")
LEET = str.maketrans("0134578@$!€", "oleastbasie")


class WeakPassword(Refused):
    """The password may not be used. The message says what to do, and never repeats it."""

    field = "password"


TOO_SHORT = _("Kies een wachtwoord van ten minste 12 tekens. Een zin van een paar woorden is makkelijk te onthouden.")
TOO_LONG = _("Kies een wachtwoord van ten hoogste 128 tekens.")
TOO_COMMON = _("Dit wachtwoord is te makkelijk te raden. Kies een paar woorden die niets met elkaar te maken hebben.")
OWN = _("Uw e-mailadres of naam staat in dit wachtwoord. Kies iets anders.")


def check(password: str, *, email: str, name: str = "") -> None:
    """Raises WeakPassword for what is too short, too long, common, or holds the person's own name."""
    text = unicodedata.normalize("NFKD", password)
    if len(text) < SHORTEST:
        raise WeakPassword(TOO_SHORT)
    if len(text) > LONGEST:
        raise WeakPassword(TOO_LONG)
    folded = text.casefold()
    names = [email.partition("@")[0], *name.casefold().split()]
    if any(len(own) >= OWN_NAME and own in folded for own in names) or email.casefold() in folded:
        raise WeakPassword(OWN)
    if is_common(folded):
        raise WeakPassword(TOO_COMMON)


def is_common(folded: str) -> bool:
    """True for a repetition, a walk over the keyboard, or one or two well-known words with digits around them."""
    if len(set(folded)) < FEW_LETTERS or re.fullmatch(r"(.{1,4}?)\1+.?", folded):
        return True
    if _walks(folded):
        return True
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    return any(_few_words(text) for text in {folded, core.translate(LEET)} - {""})


def _walks(text: str) -> bool:
    """True when most characters are the neighbour of the one before."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    near = sum(1 for pair in pairs if pair[0] == pair[1] or any(pair in row or pair[::-1] in row for row in ROWS))
    return near >= MOSTLY * len(pairs)


def _few_words(text: str) -> bool:
    """True when the text is at most two words of the list; digits and punctuation count for nothing.

    `least[at]` is the smallest number of words that make the first `at` characters: linear in the length.
    """
    many = FEW_WORDS + 1
    least = [0] + [many] * len(text)
    for at, character in enumerate(text):
        if least[at] == many:
            continue
        if character.isascii() and not character.isalpha():
            least[at + 1] = min(least[at + 1], least[at])
        for length in range(1, min(LONGEST_WORD, len(text) - at) + 1):
            if text[at : at + length] in WORDS:
                least[at + length] = min(least[at + length], least[at] + 1)
    return least[len(text)] < many
