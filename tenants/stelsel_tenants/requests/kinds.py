"""What can be asked for: the concepts of the network, by name."""

from dataclasses import dataclass

from sqlalchemy import select

from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.requests.words import name_of


@dataclass(frozen=True, slots=True)
class Kinds:
    """`choices` are (slug, name) in the reader's language; `by_theme` the slugs of each question of life."""

    choices: tuple[tuple[str, str], ...]
    by_theme: dict[str, tuple[str, ...]]

    def meant(self, kind: str) -> str:
        """The concept that a search was about: itself, or the only one of a question of life; else ""."""
        of_theme = self.by_theme.get(kind, ())
        if len(of_theme) == 1:
            return of_theme[0]
        return kind if kind in dict(self.choices) else ""


def kinds(scope: Scope) -> Kinds:
    """One statement."""
    rows = scope.session.execute(select(Concept.slug, Concept.name, Concept.name_en, Concept.theme)).all()
    named = sorted(((slug, name_of(name, name_en)) for slug, name, name_en, _theme in rows), key=_by_name)
    by_theme: dict[str, tuple[str, ...]] = {}
    for slug, _name, _name_en, theme in rows:
        by_theme[theme] = (*by_theme.get(theme, ()), slug)
    return Kinds(tuple(named), by_theme)


def _by_name(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[1].casefold(), pair[0]
