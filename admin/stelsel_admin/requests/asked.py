"""From what the database said to the figures of the page. Pure; what is hidden is None here and nowhere else.

Told are the numbers of a concept in a municipality, of a concept in the country, and of all: none of them may give
away one below five, alone or by subtraction (SECURITY P-31). What is said of a municipality as a whole is made of the
numbers that are told, and so gives nothing away.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from stelsel_admin.dashboards import suppress
from stelsel_admin.dashboards.suppress import Line
from stelsel_admin.requests.queries import Kind, Known, Town
from stelsel_tenants.activities.models import Theme

ALL = ""
"""Every concept, or every municipality."""
GAPS = (Theme.TAX, Theme.DIGITAL, Theme.LANGUAGE)
"""Help that every municipality should have: tax, digital government, language (FEATURES C16)."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """For how many people a kind of help is asked in a municipality; None when hidden."""

    town: Town
    kind: Kind
    people: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A municipality without a kind of help. `people` ask for it there: 0 nobody, None hidden."""

    town: Town
    people: int | None


class Asked:
    """The figures of one choice of concept; "" is all of them."""

    def __init__(self, known: Known, concept: str) -> None:
        self.known = known
        self.concept = concept if concept in {kind.slug for kind in known.kinds} else ALL

    @cached_property
    def sums(self) -> Counter[Key]:
        """By concept and municipality, by concept, and all."""
        found: Counter[Key] = Counter()
        for (concept, code), people in self.known.people.items():
            for key in ((concept, code), (concept, ALL), (ALL, ALL)):
                found[key] += people
        return found

    @cached_property
    def hidden(self) -> frozenset[Key]:
        return suppress.hidden({key: (number,) for key, number in self.sums.items()}, lines(self.known))

    @property
    def whole(self) -> int | None:
        """For how many people what was chosen is open."""
        return self._told((self.concept, ALL))

    @property
    def towns(self) -> int:
        """In how many municipalities it is asked."""
        return len({code for concept, code in self.known.people if self.concept in (ALL, concept)})

    @cached_property
    def cells(self) -> list[Cell]:
        """The most people first, hidden ones by name at the end."""
        towns = {town.code: town for town in self.known.towns}
        kinds = {kind.slug: kind for kind in self.known.kinds}
        found = [
            Cell(towns[code], kinds[concept], self._told((concept, code)))
            for concept, code in self.known.people
            if code in towns and self.concept in (ALL, concept)
        ]
        return sorted(found, key=lambda one: (-(one.people or 0), one.town.name, one.town.code, one.kind.name))

    @property
    def by_town(self) -> dict[str, int]:
        """For the map: by municipality what is told of the choice, and 1 where all of it is hidden."""
        found: Counter[str] = Counter()
        for one in self.cells:
            found[one.town.code] += one.people or 0
        return {code: people or 1 for code, people in found.items()}

    def gaps(self, theme: Theme) -> list[Gap]:
        """Municipalities where nobody gives this help: where most people ask first, then where most people live."""
        found = [
            Gap(town, self._asking(theme, town.code))
            for town in self.known.towns
            if (theme, town.code) not in self.known.helped
        ]
        return sorted(found, key=lambda gap: (_weight(gap.people), -gap.town.inhabitants, gap.town.name))

    def _asking(self, theme: Theme, code: str) -> int | None:
        """For how many people help of one question of life is asked; None when part of it is hidden."""
        slugs = (kind.slug for kind in self.known.kinds if kind.theme == theme)
        told = [self._told((slug, code)) for slug in slugs if (slug, code) in self.known.people]
        return None if None in told else sum(people or 0 for people in told)

    def _told(self, key: Key) -> int | None:
        return None if key in self.hidden else self.sums[key]


def lines(known: Known) -> list[Line[Key]]:
    """The totals that are told, with what they are the sum of."""
    concepts = sorted({concept for concept, _code in known.people})
    codes = sorted({code for _concept, code in known.people})
    of_concepts: list[Line[Key]] = [Line((one, ALL), tuple((one, code) for code in codes)) for one in concepts]
    return [*of_concepts, Line((ALL, ALL), tuple((one, ALL) for one in concepts))]


def _weight(people: int | None) -> tuple[bool, bool, int]:
    """Told numbers by size, then hidden ones, then nobody."""
    return people == 0, people is None, -(people or 0)
