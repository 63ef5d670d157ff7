"""The form of a new key. Shapes only; what a key may be stands in `service`."""

from collections.abc import Collection
from datetime import timedelta

from stelsel import clock
from stelsel.i18n import _
from stelsel.keys.models import Right
from stelsel.web.forms import Choices, Day, Form, ShortText

NAME = 80
USUAL = timedelta(days=365)
WORDS = {
    Right.READ: _("Lezen: wat iedereen mag zien, maar vaker achter elkaar"),
    Right.ACTIVITIES: _("Activiteiten maken, veranderen, publiceren en intrekken"),
    Right.COUNTS: _("Tellen hoeveel mensen er waren"),
}
SHORT = {Right.READ: _("lezen"), Right.ACTIVITIES: _("activiteiten"), Right.COUNTS: _("tellen")}


class KeyForm(Form):
    name = ShortText(_("Waarvoor is de sleutel"), max=NAME, hint=_("Zo herkent u hem later, zoals: onze website."))
    rights = Choices(_("Wat mag een programma met deze sleutel"), required=True)
    last_day = Day(_("Werkt tot en met"), hint=_("Hooguit twee jaar. Daarna maakt u een nieuwe."))

    def __init__(self, givable: Collection[Right]) -> None:
        super().__init__(data={"last_day": clock.today() + USUAL, "rights": [Right.READ]})
        self.rights.choices = [(right, words) for right, words in WORDS.items() if right in givable]
