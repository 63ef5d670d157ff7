"""What the national body fills in to make one organisation of two. Shapes only."""

from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import Choice, Form, HiddenField
from stelsel_admin.organisations.comparing import FactPair
from stelsel_admin.organisations.merging import FACTS

GONE, KEPT = "gone", "kept"


class MergeForm(Form):
    """`met` is the one that stays. A choice for each fact; what is the same in both is not asked."""

    met = HiddenField()
    name = Choice(_("Naam"), required=False)
    kind = Choice(_("Soort"), required=False)
    summary = Choice(_("Wat zij doet"), required=False)
    kvk = Choice(_("KvK-nummer"), required=False)
    rsin = Choice(_("RSIN"), required=False)
    oin = Choice(_("OIN"), required=False)
    website = Choice(_("Website"), required=False)
    phone = Choice(_("Telefoon"), required=False)
    email = Choice(_("E-mail"), required=False)

    def __init__(self, pairs: list[FactPair], met: str) -> None:
        data: dict[str, Any] = {"met": met} | {pair.name: KEPT for pair in pairs}
        super().__init__(data=data)
        to_choose = {pair.name for pair in pairs if pair.must_choose}
        for name in self.asked:
            if name not in to_choose:
                del self[name]
                continue
            field: Any = self[name]
            field.choices = [(KEPT, ""), (GONE, "")]

    @property
    def asked(self) -> list[str]:
        return [name for name in FACTS if name in self]

    def taken(self) -> frozenset[str]:
        """The facts of the one that goes that the other gets."""
        return frozenset(name for name in self.asked if self[name].data == GONE)
