"""Asking for a slot, and giving it: one rule of the schedule form, with a place. Shapes only."""

import uuid
from collections.abc import Sequence
from typing import Any

from stelsel import clock
from stelsel.i18n import _
from stelsel.web.forms import Choice, FieldList, Form, FormField, LongText, ShortText, Yes
from stelsel_tenants.activities.queries import RoomRow
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.activities.schedule_forms import RuleForm, of_line
from stelsel_tenants.partners.slots import Wish


class WishForm(Form):
    """Where and when."""

    branch_id = Choice(_("Vestiging"))
    room = ShortText(_("Plek in het gebouw"), max=80, required=False, hint=_("Bijvoorbeeld: tafel bij het raam."))
    lines = FieldList(FormField(RuleForm), min_entries=1, max_entries=1)

    def __init__(
        self, *, branches: Sequence[tuple[uuid.UUID, str]], rooms: Sequence[RoomRow], wish: Wish | None = None
    ) -> None:
        super().__init__(data=_data(wish) if wish else {"lines": [{"since": clock.today()}]})
        self.branch_id.choices = branches
        self.rooms = rooms
        if rooms:
            self.room.render_kw = {**(self.room.render_kw or {}), "list": "rooms"}

    @property
    def place(self) -> tuple[uuid.UUID, str] | None:
        """As far as it was filled in."""
        return (self.branch_id.data, self.room.data or "") if self.branch_id.data else None

    @property
    def schedule(self) -> Schedule:
        """As far as it was filled in."""
        return Schedule(tuple(row.form.line() for row in self.lines if row.form.is_whole))

    def wish(self) -> Wish:
        return Wish(self.branch_id.data, self.lines[0].form.line(), self.room.data)


class SlotForm(WishForm):
    """What a partner asks for."""

    title = ShortText(
        _("Titel"), max=120, hint=_("Zo kort als u het zou zeggen, zoals: Hulp bij uw belastingaangifte.")
    )
    concept_slug = Choice(_("Soort hulp of activiteit"))
    note = LongText(_("Wat moet de bibliotheek nog weten?"), max=500, rows=3, required=False)

    def __init__(self, *, concepts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.concept_slug.choices = concepts


class GrantForm(WishForm):
    """What a library gives of it."""

    outside_hours = Yes(_("Ook buiten de openingstijden"))
    answer = LongText(
        _("Wat zegt u erbij?"), max=500, rows=3, required=False, hint=_("De partner leest dit bij uw antwoord.")
    )


def _data(wish: Wish) -> dict[str, Any]:
    return {"branch_id": wish.branch_id, "room": wish.room, "lines": [of_line(wish.line)]}
