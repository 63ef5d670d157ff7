"""What becomes of a library's colour, told to whoever chooses it: the tokens, their contrasts, and a sentence."""

from typing import Any

from stelsel.i18n import _
from stelsel.web.format import number
from stelsel.web.theme import Palette

NAMES = {
    "white_on_accent": _("Witte letters op uw kleur"),
    "accent_on_paper": _("Links op papier"),
    "white_on_field": _("Uw naam boven aan de site"),
    "dark_accent_on_paper": _("Links in het donker"),
    "dark_text_on_accent": _("Knoppen in het donker"),
}


def told(made: Palette) -> dict[str, Any]:
    """JSON-ready: `zaad`, `licht` and `donker` (tokens the page draws with), `contrast` (name, words), `zin`."""
    return {
        "zaad": made.seed,
        "licht": _tokens(made.light),
        "donker": _tokens(made.dark),
        "contrast": [
            {"naam": str(NAMES[name]), "waarde": str(_("%(ratio)s op 1", ratio=number(ratio, 1)))}
            for name, ratio in made.contrasts().items()
        ],
        "zin": _sentence(made),
    }


def _tokens(tokens: Any) -> dict[str, str]:
    names = ("accent", "on_accent", "accent_soft", "accent_line", "accent_mid", "field", "on_field_2")
    return {name: getattr(tokens, name) for name in names}


def _sentence(made: Palette) -> str:
    if made.light.accent == made.seed:
        return str(_("Deze kleur is goed leesbaar. Wij gebruiken hem zoals hij is."))
    return str(
        _(
            "Om goed leesbaar te zijn wordt %(seed)s op uw site %(accent)s.",
            seed=made.seed,
            accent=made.light.accent,
        )
    )
