"""No burgerservicenummer anywhere (SECURITY P-32).

A BSN is nine digits that pass the elfproef; so do 1 in 11 other numbers of nine digits. What is known to
be something else is set aside first: telephone numbers, btw-id's, IBANs, ISBNs.
"""

import re
import unicodedata
from dataclasses import dataclass

from stelsel.errors import Refused
from stelsel.i18n import _

LENGTH = 9
LONGEST_PHONE = 15


class LooksLikeBsn(Refused):
    message = _(
        "Haal het nummer van negen cijfers weg: het kan een burgerservicenummer zijn, en dat bewaren we nergens. "
        "Is het een telefoonnummer, begin dan met 0 of +31. Is het een ander nummer, zet er dan een letter tussen."
    )


def passes_elfproef(digits: str) -> bool:
    """The check of BSN and RSIN: weights 9 to 2, and -1 for the last; nine zeros are no number."""
    if not (len(digits) == LENGTH and digits.isascii() and digits.isdigit()) or int(digits) == 0:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def contains_bsn(text: str) -> bool:
    """True if nine digits that may be a BSN stand in the text, in whatever script, spaced, dotted or dashed."""
    return any(_suspect(run) for run in _runs(_without_known(_plain(text))))


def refuse_bsn(text: str) -> str:
    """The text itself; raises LooksLikeBsn, which never repeats the number."""
    if contains_bsn(text):
        raise LooksLikeBsn
    return text


@dataclass(frozen=True, slots=True)
class _Group:
    """Digits written together. `before` is what separates them from the group before: "", " ", "." or another
    mark; `plus` says that a "+" stands directly in front."""

    digits: str
    before: str
    plus: bool


def _plain(text: str) -> str:
    """Each digit of any script as an ASCII one, each blank or dash as the plain one, invisible marks gone."""
    return text if text.isascii() else "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    plain = {"Zs": " ", "Pd": "-"}.get(category) or unicodedata.normalize("NFKC", character)
    return {"・": ".", "·": "."}.get(plain, plain)


_BTW = re.compile(r"\bNL[ .]?(?:\d[ .]?){9}B[ .]?\d[ .]?\d\b", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}", re.IGNORECASE)
_ISBN_13 = re.compile(r"\b97[89](?:[- ]?\d){10}\b")
_ISBN_10 = re.compile(r"\b(?=[\dX-]{13}\b)\d+-\d+-\d+-[\dX]\b|\b\d{9}X\b", re.IGNORECASE)


def _without_known(text: str) -> str:
    """The text with btw-id's, IBANs and ISBNs that pass their own check replaced by a word."""
    text = _BTW.sub("btw", text)
    text = _IBAN.sub(lambda match: _without_iban(match[0]), text)
    text = _ISBN_13.sub(lambda match: "isbn" if _is_isbn_13(match[0]) else match[0], text)
    return _ISBN_10.sub(lambda match: "isbn" if _is_isbn_10(match[0]) else match[0], text)


def _without_iban(text: str) -> str:
    """The candidate runs on into the words behind it, so the longest part that passes is taken."""
    for end in range(len(text), 14, -1):
        compact = text[:end].replace(" ", "").upper()
        turned = compact[4:] + compact[:4]
        if int("".join(str(int(character, 36)) for character in turned)) % 97 == 1:
            return "iban " + text[end:]
    return text


def _is_isbn_13(text: str) -> bool:
    digits = [int(character) for character in text if character.isdigit()]
    return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def _is_isbn_10(text: str) -> bool:
    values = [10 if character in "xX" else int(character) for character in text if character != "-"]
    return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0


# At most three marks between two groups of one number; a line break always ends it.
_GROUP = re.compile(r"(\+ ?)?\(?(\d+)")
_SEPARATOR = re.compile(r"[ ./_()-]{1,3}")


def _runs(text: str) -> list[list[_Group]]:
    """Chains of digit groups with nothing but separators between them."""
    runs: list[list[_Group]] = []
    end = 0
    for match in _GROUP.finditer(text):
        between = text[end : match.start()]
        joined = bool(runs) and not match[1] and _SEPARATOR.fullmatch(between) is not None
        group = _Group(match[2], (between.strip() or " ") if joined else "", plus=bool(match[1]))
        if joined:
            runs[-1].append(group)
        else:
            runs.append([group])
        end = match.end()
    return runs


def _suspect(run: list[_Group]) -> bool:
    """Looks at every series of whole groups that makes nine digits. Linear: no series has more than nine groups."""
    start = 0
    while start < len(run):
        phone = _phone_length(run, start)
        if phone:
            start += phone
            continue
        length = 0
        for stop in range(start, len(run)):
            length += len(run[stop].digits)
            if length >= LENGTH:
                break
        else:
            return False
        if length == LENGTH and _may_be_one_number(run[start : stop + 1], whole=stop + 1 - start == len(run)):
            return True
        start += 1
    return False


def _may_be_one_number(groups: list[_Group], *, whole: bool) -> bool:
    """Dates, times and rows of small numbers make nine digits too ("12 2026 9.30"): groups belong together
    if one mark separates them all, or if they are grouped as a BSN is read out; single digits only on their own."""
    shape = tuple(len(group.digits) for group in groups)
    one_mark = len({group.before for group in groups[1:]}) <= 1
    if not one_mark and shape not in {(3, 3, 3), (4, 2, 3)}:
        return False
    if 1 in shape and not whole:
        return False
    return passes_elfproef("".join(group.digits for group in groups))


def _phone_length(run: list[_Group], start: int) -> int:
    """How many groups from `start` make a telephone number; 0 if they do not."""
    first = run[start]
    digits = ""
    for place in range(start, min(start + LONGEST_PHONE, len(run))):
        digits += run[place].digits
        if len(digits) > LONGEST_PHONE + len("00"):
            return 0
        if _is_phone(digits, plus=first.plus, first=first.digits):
            return place + 1 - start
    return 0


def _is_phone(digits: str, *, plus: bool, first: str) -> bool:
    if plus or digits.startswith("00"):
        digits = digits.removeprefix("00")
        if digits.startswith("31"):
            return re.fullmatch(r"310?[1-9]\d{8}", digits) is not None
        return 10 <= len(digits) <= LONGEST_PHONE
    # A lone 0 in front of nine digits is more likely a row of a table than an area code.
    return len(first) > 1 and re.fullmatch(r"0[1-9]\d{8}", digits) is not None
