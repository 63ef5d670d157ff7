"""What is known of getting in and taking part, in words."""

from collections.abc import Collection
from typing import Any

from stelsel.i18n import _

Words = tuple[str, Any, Any]
"""Icon, words when it is there, words when it is not."""

WORDS: dict[str, Words] = {
    "wheelchair": ("accessibility", _("Toegankelijk met een rolstoel"), _("Niet toegankelijk met een rolstoel")),
    "toilet": ("toilet", _("Aangepast toilet"), _("Geen aangepast toilet")),
    "bus_stop": ("bus", _("Bushalte dichtbij"), _("Geen bushalte dichtbij")),
    "hearing_loop": ("ear", _("Ringleiding"), _("Geen ringleiding")),
    "quiet": ("coffee", _("Een rustige plek"), _("Geen rustige plek")),
    "sign_language": ("hand", _("Hulp in gebarentaal"), _("Geen hulp in gebarentaal")),
}

MISSING = "x"
"""The icon of what is not there: its own would say at a glance that it is."""


def there(facts: Collection[str]) -> list[tuple[str, Any]]:
    """(icon, words) of what is known to be there."""
    return [(icon, yes) for name, (icon, yes, _no) in WORDS.items() if name in facts]


def known(facts: Collection[str], lacks: Collection[str]) -> list[tuple[str, Any]]:
    """(icon, words) of all that is known, for good or ill: who needs it must know before leaving home."""
    missing = [(MISSING, no) for name, (_icon, _yes, no) in WORDS.items() if name in lacks]
    return there(facts) + missing
