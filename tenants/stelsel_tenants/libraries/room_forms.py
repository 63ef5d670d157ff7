"""The form of a room. Shapes only; rules live in the command."""

from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import ShortText, VersionedForm, WholeNumber, Yes
from stelsel_tenants.libraries.rooms import PLAIN, RoomFacts

NUMBERS = ("computers", "setup_minutes", "clear_minutes")
MOST_MINUTES = 240


class RoomForm(VersionedForm):
    name = ShortText(_("Naam van de ruimte"), max=80, hint=_("Bijvoorbeeld: Vergaderkamer."))
    seats = WholeNumber(_("Aantal plaatsen"), min=1, max=10_000, required=False)
    computers = WholeNumber(_("Aantal computers"), min=0, max=1000, required=False)
    has_screen = Yes(_("Er is een scherm of beamer"))
    has_door = Yes(_("De deur kan dicht"))
    setup_minutes = WholeNumber(_("Minuten om klaar te zetten"), min=0, max=MOST_MINUTES, required=False)
    clear_minutes = WholeNumber(_("Minuten om op te ruimen"), min=0, max=MOST_MINUTES, required=False)
    shared = Yes(
        _("Hier kunnen meer dingen tegelijk zijn"), hint=_("Bijvoorbeeld in een open leeszaal. Die is nooit bezet.")
    )

    def __init__(self, facts: RoomFacts | None = None, version: int = 0) -> None:
        data: dict[str, Any] = {name: getattr(facts, name) or None for name in PLAIN} if facts else {}
        super().__init__(data=data | {"version": str(version)})

    def facts(self) -> RoomFacts:
        """What was filled in, as plain values."""
        told = {name: self[name].data for name in PLAIN}
        return RoomFacts(**told | {name: told[name] or 0 for name in NUMBERS})
