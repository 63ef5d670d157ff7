"""What a partner fills in about its own work. Shapes only; rules live in the commands."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from stelsel import clock
from stelsel.i18n import _
from stelsel.web.forms import (
    Choice,
    Choices,
    Clock,
    EmailText,
    FieldList,
    Form,
    FormField,
    HiddenField,
    MarkdownText,
    ShortText,
    VersionedForm,
    WholeNumber,
    Yes,
)
from stelsel_tenants.across.offers import PLAIN, Facts
from stelsel_tenants.across.planning import BranchGone, Wanted
from stelsel_tenants.activities import ENTRIES, WhenForm
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.activities.partner_offers import MoreRoom, PartnerOffer, more_room

GIVEN = (Entry.WALK_IN, Entry.SIGN_UP, Entry.CALL_FIRST)
ROOM = [
    (None, _("Dat weten we nu niet")),
    (MoreRoom.PLACE, _("Plek voor nieuwe mensen")),
    (MoreRoom.WAIT, _("Er is een wachttijd")),
    (MoreRoom.FULL, _("Nu vol")),
]
MOST_LIBRARIES = 400
ALL, NONE = "alle", "geen"
Branches = Sequence[tuple[uuid.UUID, str]]


class OfferForm(VersionedForm):
    title = ShortText(_("Titel"), max=120, hint=_("Zo kort als u het zou zeggen."))
    concept_slug = Choice(_("Soort hulp of activiteit"))
    summary = ShortText(_("In één zin"), max=300, required=False)
    text = MarkdownText(
        _("Uitleg"), max=4000, required=False, hint=_("Gewone taal. Een lege regel begint een nieuwe alinea.")
    )
    audience = ShortText(_("Voor wie"), max=300, required=False)
    bring = ShortText(_("Wat neemt iemand mee"), max=500, required=False)
    contact = ShortText(
        _("Waar stellen bezoekers een vraag"),
        max=200,
        required=False,
        hint=_("Een nummer of adres van uw organisatie, niet van een persoon. Dit staat bij elke activiteit."),
    )
    entry = Choice(
        _("Hoe doet iemand mee"),
        choices=[pair for pair in ENTRIES if pair[0] in GIVEN],
        radio=True,
        default=Entry.WALK_IN,
    )
    capacity = WholeNumber(
        _("Aantal plaatsen"), min=1, max=10_000, required=False, hint=_("Alleen bij aanmelden, per keer.")
    )

    def __init__(self, concepts: Any, offer: PartnerOffer | None = None, *, sent: bool = True) -> None:
        """`sent=False`: what came in was another form of the page."""
        known = {name: getattr(offer, name) for name in PLAIN} if offer else {}
        super().__init__("sent" if sent else None, data=known | {"version": str(offer.version if offer else 0)})
        self.concept_slug.choices = concepts

    def facts(self) -> Facts:
        return Facts(**{name: self[name].data for name in PLAIN})


class RoomForm(Form):
    """Stands on the page of an offer, whose form has the token's field already; the page writes its own."""

    class Meta(Form.Meta):
        csrf = False

    more_room = Choice(_("Is er plek voor nieuwe mensen?"), choices=ROOM, radio=True, required=False)
    wait_weeks = WholeNumber(_("Hoeveel weken wachten"), min=1, max=104, required=False)

    def __init__(self, offer: PartnerOffer, *, sent: bool = True) -> None:
        known = {"more_room": more_room(offer), "wait_weeks": offer.wait_weeks if more_room(offer) else None}
        super().__init__("sent" if sent else None, data=known)


class PlaceForm(Form):
    """One library: where, and what differs there."""

    class Meta(Form.Meta):
        csrf = False

    slug = HiddenField()
    branch_id = Choice(_("Vestiging"))
    room = ShortText(_("Plek in het gebouw"), max=80, required=False)
    begins = Clock(_("Van"), required=False, hint=_("Leeg: zoals overal."))
    ends = Clock(_("Tot"), required=False, hint=_("Leeg: zoals overal."))
    skip = HiddenField()
    outside_hours = Yes(_("Ook buiten de openingstijden"))

    def wanted(self) -> Wanted:
        """What was filled in."""
        return Wanted(
            branch_id=self.branch_id.data,
            room=self.room.data or "",
            begins=self.begins.data,
            ends=self.ends.data,
            skip=str(self.skip.data or ""),
            outside_hours=bool(self.outside_hours.data),
        )


class PlanForm(WhenForm):
    """One offer on one schedule at many libraries. A library that has no row of its own is as everywhere."""

    key = HiddenField()
    offer_id = Choice(_("Wat plant u?"))
    libraries = Choices(_("Bij welke bibliotheken?"), required=True, most=MOST_LIBRARIES)
    places = FieldList(FormField(PlaceForm), max_entries=MOST_LIBRARIES)

    def __init__(self, *, offers: Any, libraries: Any, branches: Mapping[str, Branches]) -> None:
        super().__init__(data={"lines": [{"since": clock.today()}], "key": str(uuid.uuid4())})
        self.offer_id.choices = offers
        self.libraries.choices = libraries
        self.at = branches
        self._offer_places()

    @property
    def chosen(self) -> list[str]:
        """The slugs of the libraries."""
        return list(self.libraries.data or ())

    @property
    def planning(self) -> uuid.UUID:
        """Which planning it is: a form that is sent twice is the same one."""
        try:
            return uuid.UUID(str(self.key.data))
        except ValueError:
            return uuid.uuid4()

    def wanted(self, slug: str) -> Wanted:
        """What is asked at this library: what its row says, or its main branch. Raises BranchGone without any."""
        row = next((row.form for row in self.places if row.form.slug.data == slug), None)
        everywhere = bool(self.outside_hours.data)
        if row is not None and row.branch_id.data is not None:
            wanted: Wanted = row.wanted()
            return replace(wanted, outside_hours=wanted.outside_hours or everywhere)
        if not self.at.get(slug):
            raise BranchGone
        return Wanted(branch_id=self.at[slug][0][0], outside_hours=everywhere)

    def row(self, slug: str) -> Any:
        return next((row.form for row in self.places if row.form.slug.data == slug), None)

    def choose(self, which: str, slugs: Sequence[str]) -> None:
        """All of these libraries, none, or those that were ticked; each gets a row. Nothing is saved."""
        if which in (ALL, NONE):
            self.libraries.data = list(slugs) if which == ALL else []
        self.keep(self.chosen)

    def keep(self, slugs: Sequence[str]) -> None:
        """Only these libraries, with a row for each that has a branch; nothing typed there is lost."""
        self.libraries.data = list(slugs)
        rows: Any = self.places
        for number, row in reversed(list(enumerate(rows))):
            if row.form.slug.data not in slugs:
                rows.pop_entry(number)
        known = {row.form.slug.data for row in rows}
        for slug in slugs:
            if slug not in known and self.at.get(slug):
                rows.append_entry({"slug": slug, "branch_id": self.at[slug][0][0]})
        self._offer_places()

    def _offer_places(self) -> None:
        for row in self.places:
            row.form.branch_id.choices = self.at.get(str(row.form.slug.data), ())


class CancelForm(Form):
    reason = ShortText(_("Waarom gaat het niet door"), max=160, hint=_("Dit lezen bezoekers op de site."))


class LeaderForm(Form):
    leader = Choice(_("Wie begeleidt dit moment?"), required=False, blank=_("We zoeken nog iemand"))

    def __init__(self, names: Sequence[str], now: str) -> None:
        super().__init__(data={"leader": now})
        self.leader.choices = [(name, name) for name in dict.fromkeys([*names, *([now] if now else [])])]


class InviteForm(Form):
    name = ShortText(_("Naam"), max=80, autocomplete="off")
    email = EmailText(_("E-mailadres"), autocomplete="off")
