"""Questions of life in words: what people come with, as buttons and headings say it."""

from dataclasses import dataclass
from typing import Any

from stelsel.i18n import _
from stelsel_tenants.activities.models import Theme


@dataclass(frozen=True, slots=True)
class Words:
    """`name` heads a list or names a filter; `question` is what somebody would say; `note` explains."""

    icon: str
    name: Any
    question: Any
    note: Any


WORDS: dict[Theme, Words] = {
    Theme.LETTER: Words("mail", _("Brieven"), _("Ik snap een brief niet"), _("Samen lezen en antwoorden")),
    Theme.TAX: Words("landmark", _("Belasting"), _("Belasting en toeslagen"), _("Aangifte, huur- en zorgtoeslag")),
    Theme.DIGITAL: Words("smartphone", _("Computer en DigiD"), _("DigiD en computer"), _("Inloggen, mail, bankieren")),
    Theme.WORK: Words("briefcase", _("Werk"), _("Ik zoek werk"), _("Brief, gesprek, nieuwe stap")),
    Theme.MONEY: Words("wallet", _("Geld"), _("Ik heb geldzorgen"), _("Op tijd erbij, zonder oordeel")),
    Theme.LANGUAGE: Words("message-circle", _("Taal"), _("Nederlands leren"), _("Praten, lezen en schrijven")),
    Theme.MEETING: Words("users", _("Ontmoeten"), _("Mensen ontmoeten"), _("Koffie, lezen, maken")),
    Theme.CARE: Words("heart-handshake", _("Zorg"), _("Zorgen voor een ander"), _("Mantelzorg en dementie")),
}
