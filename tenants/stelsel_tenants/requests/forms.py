"""Forms of requests. The one that anybody may send stands where there is no cookie: checked by origin, not by token."""

import uuid
from collections.abc import Iterable
from typing import Any

from stelsel.i18n import _
from stelsel.web.format import capital, km, moment
from stelsel.web.forms import Choice, Day, EmailText, Form, HiddenField, ShortText, WholeNumber
from stelsel_tenants.finder.wish import LONGEST_PLACE
from stelsel_tenants.requests.answering import Proposal
from stelsel_tenants.requests.models import MOST_PEOPLE, AnswerKind
from stelsel_tenants.requests.near import Candidate
from stelsel_tenants.requests.queries import Example
from stelsel_tenants.requests.service import Asked
from stelsel_tenants.requests.words import OFFERS, PARTS

Pairs = Iterable[tuple[str, Any]]


class AskForm(Form):
    class Meta(Form.Meta):
        csrf = False

    key = HiddenField(name="aanvraag")
    concept_slug = Choice(_("Wat mist u in de buurt?"), name="soort", blank=_("Kies"))
    place = ShortText(
        _("Uw postcode of plaats"),
        name="bij",
        max=LONGEST_PLACE,
        hint=_("Vier cijfers van de postcode is genoeg."),
        autocomplete="postal-code",
    )
    part = Choice(_("Wanneer kunt u?"), name="dagdeel", radio=True, required=False, choices=PARTS.items())
    people = WholeNumber(
        _("Voor hoeveel mensen?"),
        name="aantal",
        min=1,
        max=MOST_PEOPLE,
        hint=_("Vraagt u het voor een groep? Vul dan in met hoeveel u bent."),
    )
    email = EmailText(
        _("Uw e-mailadres"),
        autocomplete="email",
        required=False,
        hint=_("Alleen als u een bericht wilt als het er is. U krijgt dan één mail, en daarna wissen we uw adres."),
    )

    def __init__(self, kinds: Pairs, *, concept_slug: str = "", place: str = "", part: Any = None) -> None:
        given = {"concept_slug": concept_slug, "place": place, "part": part, "people": 1, "key": str(uuid.uuid4())}
        super().__init__(data=given)
        self.concept_slug.choices = kinds

    @property
    def request_id(self) -> uuid.UUID:
        """The one that the page gave; another where that was tampered with."""
        try:
            return uuid.UUID(str(self.key.data))
        except ValueError:
            return uuid.uuid4()

    def asked(self, language: str) -> Asked:
        return Asked(
            place=self.place.data,
            concept_slug=self.concept_slug.data,
            part=self.part.data,
            people=self.people.data,
            email=self.email.data,
            language=language,
        )


class AnswerForm(Form):
    """Which session is the answer."""

    session_id = Choice(_("Waar kunnen zij heen?"), name="moment", radio=True)

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        super().__init__()
        self.candidates = {one.session_id: one for one in candidates}
        self.session_id.choices = [(key, _in_words(one)) for key, one in self.candidates.items()]

    @property
    def chosen(self) -> Candidate:
        return self.candidates[self.session_id.data]


class OfferForm(Form):
    """What a partner offers."""

    kind = Choice(_("Wat biedt u aan?"), name="aanbod", radio=True, choices=OFFERS.items())
    from_day = Day(_("Vanaf wanneer kunt u?"), name="vanaf")
    example = Choice(
        _("Zoals u het nu geeft in"),
        name="zoals",
        required=False,
        blank=_("Noem geen voorbeeld"),
        hint=_("De bibliotheek kan daar gaan kijken."),
    )

    def __init__(self, examples: Iterable[Example]) -> None:
        super().__init__()
        self.example.choices = [(words, words) for words in dict.fromkeys(one.words for one in examples)]

    def proposal(self) -> Proposal:
        return Proposal(self.kind.data, self.from_day.data, self.example.data or "")


def _in_words(one: Candidate) -> str:
    """What, when, where; of another place how far."""
    where = one.branch if one.place in one.branch else f"{one.branch}, {one.place}"
    far = "" if one.kind is AnswerKind.STARTS else f", {km(one.km)}"
    return f"{one.title}. {capital(moment(one.starts_at))}. {where}{far}"
