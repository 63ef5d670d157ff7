"""Forms of the sign-up and of the desk. Field names are those of the contract."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from wtforms.validators import ValidationError

from stelsel import clock
from stelsel.i18n import _, language
from stelsel.web import messages
from stelsel.web.format import amsterdam, clock_time
from stelsel.web.forms import (
    Choice,
    Day,
    EmailText,
    Euros,
    Form,
    HiddenField,
    PhoneText,
    ShortText,
    VersionedForm,
    WholeNumber,
    Yes,
)
from stelsel_tenants.activities.models import Mode
from stelsel_tenants.registrations.conditions import USUAL, Terms
from stelsel_tenants.registrations.models import MOST_SEATS
from stelsel_tenants.registrations.queries import Moment
from stelsel_tenants.registrations.service import Person

SEATS = (
    _("Alleen"),
    _("Met zijn tweeën"),
    _("Met drie"),
    _("Met vier"),
    _("Met vijf"),
    _("Met zes"),
    _("Met zeven"),
    _("Met acht"),
    _("Met negen"),
    _("Met tien"),
)


AT_BRANCH, ONLINE = "vestiging", "online"
AT_BRANCH_WORDS, ONLINE_WORDS = _("In de vestiging"), _("Online, thuis")


def _said(where: Any, left: int | None, terms: Terms) -> Any:
    """Where one takes part, and what that means now."""
    if left != 0:
        return where
    if not terms.waiting_list:
        return _("%(where)s (vol)", where=where)
    return _("%(where)s (vol: u komt op de wachtlijst)", where=where)


def seats(most: int) -> list[tuple[int, Any]]:
    """How many people may come in one sign-up, in words."""
    return list(enumerate(SEATS[:most], 1))


class PersonForm(Form):
    """Who comes, with how many, and how to reach them."""

    slot_at = Choice(_("Hoe laat komt u?"), name="tijd", radio=True, required=False)
    name = ShortText(_("Uw voornaam"), name="naam", max=60, autocomplete="given-name")
    email = EmailText(
        _("Uw e-mailadres"),
        required=False,
        autocomplete="email",
        hint=_("Hier sturen we de bevestiging heen. Of vul hieronder uw telefoonnummer in."),
    )
    phone = PhoneText(_("Uw telefoonnummer"), name="telefoon", required=False, autocomplete="tel")
    seats = Choice(_("Met hoeveel mensen komt u?"), name="aantal", radio=True, default=1)
    online = Choice(_("Waar doet u mee?"), name="waar", radio=True, required=False)
    answer = ShortText("", name="antwoord", max=300, required=False)
    is_member = Yes(_("Ik ben lid van de bibliotheek"), name="lid")
    again = Yes(
        _("Antwoord ik te laat op een vrije plaats? Zet mij dan weer achteraan de lijst"), name="opnieuw", default=False
    )
    key = HiddenField(name="sleutel")

    def __init__(self, terms: Terms, times: Iterable[datetime], moment: Moment) -> None:
        super().__init__()
        self.may_choose = moment.mode is Mode.BOTH
        self.online.choices = [
            (AT_BRANCH, _said(AT_BRANCH_WORDS, moment.left_at_branch, terms)),
            (ONLINE, _said(ONLINE_WORDS, moment.left_online, terms)),
        ]
        self.terms = terms
        self.seats.choices = seats(terms.group_most)
        self.slot_at.choices = [(one, clock_time(amsterdam(one))) for one in times]
        self.answer.label.text = terms.question
        self.answer.description = terms.question_why

    def validate_online(self, field: Any) -> None:
        if self.may_choose and field.data is None and not field.errors:
            raise ValidationError(str(messages.MISSING_CHOICE))

    def person(self) -> Person:
        """What was filled in, as plain values."""
        return Person(
            name=self.name.data,
            email=self.email.data,
            phone=self.phone.data,
            seats=self.seats.data,
            slot_at=self.slot_at.data,
            answer=self.answer.data or None,
            is_member=bool(self.is_member.data),
            again=bool(self.again.data),
            online=self.online.data == ONLINE,
            language=language(),
        )


class SignUpForm(PersonForm):
    """Its page may stand on a library's own host, where there is no cookie: it is checked by origin, not by token."""

    class Meta(Form.Meta):
        csrf = False


class DeskSignUpForm(PersonForm):
    """At the desk or on the telephone: a first name will do."""

    name = ShortText(_("Voornaam"), name="naam", max=60)
    email = EmailText(_("E-mailadres"), required=False)
    phone = PhoneText(_("Telefoonnummer"), name="telefoon", required=False)
    seats = Choice(_("Met hoeveel mensen?"), name="aantal", radio=True, default=1)
    slot_at = Choice(_("Hoe laat?"), name="tijd", radio=True, required=False)
    is_member = Yes(_("Is lid van de bibliotheek"), name="lid")

    def __init__(self, terms: Terms, times: Iterable[datetime], moment: Moment) -> None:
        super().__init__(terms, times, moment)
        self.seats.choices = seats(MOST_SEATS)


class SeatsForm(Form):
    """On the own page, which is checked by origin as the sign-up is."""

    class Meta(Form.Meta):
        csrf = False

    seats = Choice(_("Met hoeveel mensen komt u?"), name="aantal", radio=True)

    def __init__(self, most: int, now: int) -> None:
        super().__init__(data={"seats": now})
        self.seats.choices = seats(max(most, now))


class ConditionsForm(VersionedForm):
    opens_days = WholeNumber(
        _("Aanmelden kan vanaf zoveel dagen ervoor"),
        min=0,
        max=366,
        required=False,
        hint=_("Leeg: zodra het gepubliceerd is."),
    )
    opens_on = Day(_("Of vanaf deze dag"), required=False)
    closes_hours = WholeNumber(
        _("Aanmelden sluit zoveel uur ervoor"), min=0, max=720, required=False, hint=_("Leeg of 0: tot het begint.")
    )
    closes_on = Day(_("Of na deze dag"), required=False)
    group_most = WholeNumber(_("Hoeveel mensen in één aanmelding"), min=1, max=MOST_SEATS)
    waiting_list = Yes(_("Met een wachtlijst als het vol is"), default=True)
    remind_hours = WholeNumber(
        _("Herinnering zoveel uur ervoor"), min=0, max=168, required=False, hint=_("0: geen herinnering.")
    )
    member_cents = Euros(_("Prijs voor leden"), max=100_000, required=False, hint=_("Leeg: zoals voor iedereen."))
    question = ShortText(
        _("Eén vraag van uzelf"),
        max=160,
        required=False,
        hint=_("Niet over gezondheid, afkomst, geloof of schulden. Vraag alleen wat u nodig hebt."),
    )
    question_why = ShortText(
        _("Waarom vraagt u dit"), max=160, required=False, hint=_("Dit lezen mensen bij de vraag.")
    )

    def __init__(self, terms: Terms, version: int) -> None:
        data: dict[str, Any] = {name: getattr(terms, name) for name in Terms.__dataclass_fields__}
        data["opens_on"] = amsterdam(terms.opens_at).date() if terms.opens_at else None
        data["closes_on"] = amsterdam(terms.closes_at).date() - timedelta(days=1) if terms.closes_at else None
        super().__init__(data=data | {"version": str(version)})

    def terms(self) -> Terms:
        """What was filled in. A day of opening begins at midnight; a day of closing counts itself."""
        return Terms(
            opens_days=self.opens_days.data,
            closes_hours=self.closes_hours.data or 0,
            opens_at=clock.start_of(self.opens_on.data) if self.opens_on.data else None,
            closes_at=clock.end_of(self.closes_on.data) if self.closes_on.data else None,
            group_most=self.group_most.data,
            waiting_list=bool(self.waiting_list.data),
            remind_hours=USUAL.remind_hours if self.remind_hours.data is None else self.remind_hours.data,
            question=self.question.data or "",
            question_why=self.question_why.data or "",
            member_cents=self.member_cents.data,
        )


class CloseForm(Form):
    volunteers = WholeNumber(
        _("Hoeveel vrijwilligers waren er?"), name="vrijwilligers", min=0, max=1000, required=False
    )
    volunteer_minutes = WholeNumber(
        _("Hoeveel minuten samen?"),
        name="minuten",
        min=0,
        max=600_000,
        required=False,
        hint=_("Twee vrijwilligers die een uur hielpen: 120."),
    )


class NotHeldForm(Form):
    not_held_reason = ShortText(
        _("Waarom ging het niet door?"), name="reden_niet", max=160, hint=_("Dit lezen bezoekers op de site.")
    )


class CountForm(Form):
    present = WholeNumber(_("Hoeveel mensen waren er?"), name="aanwezig", min=0, max=10_000)
    turned_away = WholeNumber(
        _("Hoeveel mensen zijn weggestuurd?"), name="weggestuurd", min=0, max=10_000, required=False
    )
    reason = ShortText(
        _("Reden"), name="reden", max=160, required=False, hint=_("Alleen als u na het afsluiten iets verandert.")
    )

    def counted(self) -> dict[str, Any]:
        """What was filled in, for `counting.count`."""
        return {
            "present": self.present.data,
            "turned_away": self.turned_away.data,
            "reason": self.reason.data or "",
        }
