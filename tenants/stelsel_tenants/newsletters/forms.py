"""Forms of letters each week. Their pages stand where there is no cookie: checked by origin, not by token."""

from collections.abc import Iterable
from typing import Any

from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.forms import Choice, EmailText, Form, ShortText
from stelsel_tenants.finder.wish import LONGEST_PLACE, RADII
from stelsel_tenants.newsletters import about
from stelsel_tenants.newsletters.about import About

Pairs = Iterable[tuple[str, Any]]
EVERYTHING = "alles"


class AboutForm(Form):
    """What it is about."""

    class Meta(Form.Meta):
        csrf = False

    everything: Any
    kind = Choice(_("Waarover wilt u een mail?"), name="soort")

    def __init__(self, kinds: Pairs, chosen: About) -> None:
        data = {"kind": chosen.kind or EVERYTHING, "place": chosen.place, "km": chosen.km or None}
        super().__init__(data=data)
        self.kind.choices = [(EVERYTHING, self.everything), *kinds]

    def about(self, _scope: Scope) -> About:
        """What was chosen. Raises Refused."""
        return About(self.chosen_kind)

    @property
    def chosen_kind(self) -> str:
        """As it is kept: empty for everything."""
        return "" if self.kind.data == EVERYTHING else str(self.kind.data)


class AgendaForm(AboutForm):
    everything = _("Alles in de agenda")


class NearForm(AboutForm):
    everything = _("Alle hulp en activiteiten")
    place = ShortText(
        _("Uw postcode of plaats"),
        name="bij",
        max=LONGEST_PLACE,
        hint=_("Vier cijfers van de postcode is genoeg."),
        autocomplete="postal-code",
    )
    km = Choice(
        _("Hoe ver wilt u reizen?"),
        name="straal",
        radio=True,
        choices=[(radius, _("tot %(km)s km", km=radius)) for radius in RADII],
    )

    def about(self, scope: Scope) -> About:
        return about.around(scope, self.place.data, self.km.data, self.chosen_kind)


class Asking(Form):
    """Where it goes."""

    email = EmailText(
        _("Uw e-mailadres"),
        autocomplete="email",
        hint=_("We gebruiken het alleen voor deze mail. Stoppen kan altijd met één klik."),
    )


class AskForm(AgendaForm, Asking):
    """For the agenda of a library."""


class NearAskForm(NearForm, Asking):
    """For what is new around a place."""
