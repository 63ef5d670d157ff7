"""The kinds of help that can be chosen: eight questions of life, and the concepts of the network."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from stelsel.i18n import _, locale
from stelsel.tenancy import Scope
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Concept

Choice = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Kinds:
    """`concepts` by name in the reader's language, also where that is of a letter."""

    concepts: tuple[Choice, ...]

    @property
    def groups(self) -> list[tuple[Any, list[Choice]]]:
        """For a select: (heading, choices)."""
        questions = [(theme.value, words.question) for theme, words in themes.WORDS.items()]
        return [(_("Uw vraag"), questions), (_("Soort hulp of activiteit"), list(self.concepts))]

    @property
    def names(self) -> dict[str, Any]:
        """Each in words."""
        return {theme.value: words.name for theme, words in themes.WORDS.items()} | dict(self.concepts)

    def name(self, kind: str) -> Any:
        """In words; "" for one that nobody knows."""
        return self.names.get(kind, "")


def kinds(scope: Scope) -> Kinds:
    """One statement."""
    rows = scope.session.execute(select(Concept.slug, Concept.name, Concept.name_en)).all()
    english = locale().language == "en"
    named = [(slug, (name_en if english else "") or name) for slug, name, name_en in rows]
    return Kinds(tuple(sorted(named, key=lambda pair: (pair[1].casefold(), pair[0]))))
