"""Text that comes in from outside, made fit to keep: cleaned, checked, or refused with a way to go on.

Everything that raises raises `stelsel.errors.Refused`, and never repeats what was typed.
"""

from stelsel.text.bsn import contains_bsn, passes_elfproef, refuse_bsn
from stelsel.text.cleaning import Unreadable, clean
from stelsel.text.contacts import email, kvk, phone, postcode, rsin
from stelsel.text.identifiers import identifier
from stelsel.text.matching import RESERVED_SLUGS, csv_cell, fold, valid_slug

__all__ = [
    "RESERVED_SLUGS",
    "Unreadable",
    "clean",
    "contains_bsn",
    "csv_cell",
    "email",
    "fold",
    "identifier",
    "kvk",
    "passes_elfproef",
    "phone",
    "postcode",
    "refuse_bsn",
    "rsin",
    "valid_slug",
]
