"""Text as machines need it: to find by, to stand in an address, to go into a spreadsheet."""

import re
import unicodedata

# First labels and first path segments that are ours, or that a browser, mailer or operator gives a meaning.
RESERVED_SLUGS = frozenset(
    {
        "aanmelden",
        "aanmelding",
        "aanvragen",
        "account",
        "admin",
        "agenda",
        "api",
        "assets",
        "autoconfig",
        "autodiscover",
        "b",
        "beheer",
        "bibliotheek",
        "bibliotheken",
        "cdn",
        "controle",
        "demo",
        "dev",
        "docs",
        "ftp",
        "healthz",
        "help",
        "hsds",
        "imap",
        "inloggen",
        "insluiten",
        "landelijk",
        "localhost",
        "mail",
        "metrics",
        "mta-sts",
        "mx",
        "netwerk",
        "nieuws",
        "ns",
        "ns1",
        "ns2",
        "oembed",
        "partner",
        "partners",
        "pop",
        "postmaster",
        "readyz",
        "robots",
        "root",
        "scherm",
        "security",
        "sitemap",
        "smtp",
        "static",
        "statistiek",
        "status",
        "stelsel",
        "subsidies",
        "support",
        "test",
        "uitloggen",
        "webhooks",
        "webmail",
        "well-known",
        "wpad",
        "www",
        "zoeken",
    }
)

_SLUG = re.compile(r"(?!.*--)[a-z0-9][a-z0-9-]{0,38}[a-z0-9]")


def valid_slug(text: str) -> bool:
    """2 to 40 of a-z, 0-9 and single hyphens, none at the ends (it is a host name too), and no reserved word."""
    return _SLUG.fullmatch(text) is not None and text not in RESERVED_SLUGS


# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """What is left when case, accents and punctuation do not count: "'s-Gravenhage" is "s gravenhage".

    For matching only; folding twice is folding once.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(_LETTERS)
    kept = "".join(
        character if character.isalnum() else "" if unicodedata.combining(character) else " " for character in plain
    )
    return " ".join(kept.split())


_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*%?")


def csv_cell(value: object) -> str:
    """The cell as text that no spreadsheet takes for a formula: what begins like one gets an apostrophe (P-22).

    Numbers stay as they are; None is an empty cell.
    """
    text = "" if value is None else str(value)
    if _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if _FORMULA.match(text.lstrip(" ")) else text
