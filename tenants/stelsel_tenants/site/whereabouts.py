"""Where something is, in words: a place, or that one takes part from home."""

from stelsel.i18n import _
from stelsel_tenants.activities.models import Mode


def in_words(mode: Mode, *place: str) -> str:
    """'Leeszaal, Hoofdbibliotheek', 'Online', or 'Leeszaal, ook online'."""
    if mode is Mode.ONLINE:
        return str(_("Online"))
    parts = [*place, str(_("ook online")) if mode is Mode.BOTH else ""]
    return ", ".join(part for part in parts if part)
