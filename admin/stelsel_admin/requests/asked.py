"""From what the database said to the figures of the page. Pure; what is hidden is None here and nowhere else.

Open requests make a table of concepts by municipalities with its margins, and the sums of a question of life in a
municipality beside it: none of them may give away a number below five, alone or by subtraction (SECURITY P-31).
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
        """All sums, with every margin."""
        found: Counter[Key] = Counter()
        themes = {kind.slug: kind.theme for kind in self.known.kinds}
        for (concept, code), people in self.known.people.items():
            for what in (ALL, concept):
                for where in (ALL, code):
                    found[what, where] += people
            found[_theme(themes[concept], code)] += people
        return found

    @cached_property
    def hidden(self) -> frozenset[Key]:
        concepts = sorted({concept for concept, _code in self.known.people})
        codes = sorted({code for _concept, code in self.known.people})
        lines: list[Line[Key]] = [*suppress.cube([concepts, codes], ALL)]
        for theme in Theme:
            of_theme = [kind.slug for kind in self.known.kinds if kind.theme == theme]
            lines += [Line(_theme(theme, code), tuple((one, code) for one in of_theme)) for code in codes]
        return suppress.hidden({key: (number,) for key, number in self.sums.items()}, lines)

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
        """For the map: by municipality what is told of the choice, and 1 where that is hidden."""
        codes = {one.town.code for one in self.cells}
        return {code: self._told((self.concept, code)) or 1 for code in codes}

    def gaps(self, theme: Theme) -> list[Gap]:
        """Municipalities where nobody gives this help: where most people ask first, then where most people live."""
        found = [
            Gap(town, self._told(_theme(theme, town.code)))
            for town in self.known.towns
            if (theme, town.code) not in self.known.helped
        ]
        return sorted(found, key=lambda gap: (_weight(gap.people), -gap.town.inhabitants, gap.town.name))

    def _told(self, key: Key) -> int | None:
        return None if key in self.hidden else self.sums[key]


def _theme(theme: str, code: str) -> Key:
    return "theme", theme, code


def _weight(people: int | None) -> tuple[bool, bool, int]:
    """Told numbers by size, then hidden ones, then nobody."""
    return people == 0, people is None, -(people or 0)
