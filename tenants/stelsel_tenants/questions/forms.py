"""The form of the desk. What is left open is as it usually is: what goes with the topic, and now."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from wtforms.validators import ValidationError

from stelsel import clock
from stelsel.i18n import _
from stelsel.text import identifier
from stelsel.web.forms import Choice, Day, Form, HiddenField
from stelsel_tenants.questions import words
from stelsel_tenants.questions.models import MINUTES, Body, Channel, Half
from stelsel_tenants.questions.service import Asked, half_at

LATE = timedelta(days=30)
"""How long a device may keep a tap before it is sent."""
Named = Sequence[tuple[uuid.UUID, str]]


class Nobody(StrEnum):
    NONE = "none"


class Next(StrEnum):
    """Who asks the next question."""

    SAME = "zelfde"
    OTHER = "volgende"


class QuestionForm(Form):
    topic = Choice(_("Waar ging het over?"), name="onderwerp", choices=list(words.TOPICS.items()), radio=True)
    minutes = Choice(
        _("Hoeveel minuten?"), name="minuten", choices=[(number, str(number)) for number in MINUTES], radio=True
    )
    channel = Choice(
        _("Hoe kwam de vraag?"),
        name="kanaal",
        choices=list(words.CHANNELS.items()),
        radio=True,
        default=Channel.DESK,
    )
    branch_id = Choice(_("Vestiging"), name="vestiging")
    referred_to = Choice(_("Naar wie verwees u door?"), name="verwezen", required=False, blank=_("Naar niemand"))
    body = Choice(
        _("Om welke organisatie ging het?"),
        name="organisatie",
        choices=[(Nobody.NONE, _("Geen organisatie")), *words.BODIES.items()],
        required=False,
        blank=_("Zoals meestal bij dit onderwerp"),
    )
    kind = Choice(
        _("Wat voor vraag was het?"),
        name="soort",
        choices=list(words.KINDS.items()),
        required=False,
        blank=_("Zoals meestal bij dit onderwerp"),
    )
    session_id = Choice(_("Tijdens een moment van vandaag"), name="moment", required=False, blank=_("Nee"))
    day = Day(_("Op een andere dag"), name="dag", required=False)
    half = Choice(
        _("Welk deel van de dag?"),
        name="dagdeel",
        choices=list(words.HALVES.items()),
        required=False,
        blank=_("Nu"),
    )
    tap = HiddenField(name="tik")
    visit = HiddenField(name="bezoek")
    tapped_at = HiddenField(name="om")
    """When it was tapped, where a device sends it later."""

    def __init__(
        self, *, branches: Named, partners: Named, sessions: Named, shown: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.branch_id.choices = branches
        self.referred_to.choices = [*partners, *words.BODIES.items()]
        self.session_id.choices = sessions
        if not self.is_submitted():
            self._show(shown or {})
        # What was sent with the question stands in its row; the page that comes back is for another tap.
        self.sent, self.tap.data = identifier(self.tap.data) or uuid.uuid4(), str(uuid.uuid4())
        self.visit_id = identifier(self.visit.data) or self.sent

    def validate_half(self, field: Choice) -> None:
        if self.day.data and field.data is None:
            raise ValidationError(str(_("Kies ook het deel van de dag.")))

    def asked(self) -> Asked:
        topic, (day, half) = self.topic.data, self._when()
        body = words.USUAL_BODIES.get(topic) if self.body.data is None else self.body.data
        return Asked(
            branch_id=self.branch_id.data,
            visit_id=self.visit_id,
            day=day,
            half=half,
            kind=self.kind.data or words.usual_kind(topic),
            topic=topic,
            minutes=self.minutes.data,
            channel=self.channel.data,
            body=body if isinstance(body, Body) else None,
            referred_to=self.referred_to.data,
            session_id=self.session_id.data,
        )

    def carried(self, same_visitor: bool) -> dict[str, Any]:
        """What the next page knows already: where, how, and of the same visitor which visit."""
        known = {"vestiging": self.branch_id.data, "kanaal": self.channel.data.value}
        return known | ({"bezoek": self.visit_id} if same_visitor else {})

    def _show(self, shown: Mapping[str, str]) -> None:
        """What the address carries on from the question before; a library with one branch need not choose it."""
        only = self.branch_id.choices[0][0] if len(self.branch_id.choices) == 1 else None
        self.branch_id.data = self.branch_id.answers.get(shown.get("vestiging", ""), only)
        self.channel.data = self.channel.answers.get(shown.get("kanaal", ""), Channel.DESK)
        self.visit.data = str(identifier(shown.get("bezoek")) or uuid.uuid4())

    def _when(self) -> tuple[date, Half]:
        if self.day.data:
            return self.day.data, self.half.data
        tapped = _instant(self.tapped_at.data)
        return tapped.astimezone(clock.AMSTERDAM).date(), self.half.data or half_at(tapped)


def _instant(typed: Any) -> datetime:
    """When it was tapped; now, where that is not told or cannot be."""
    now = clock.now()
    try:
        tapped = datetime.fromisoformat(typed) if isinstance(typed, str) and len(typed) <= 40 else now
    except ValueError:
        return now
    return tapped if tapped.tzinfo is not None and now - LATE <= tapped <= now else now
