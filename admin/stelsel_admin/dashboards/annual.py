"""The yearly figures of the network, by function and province. Pure; what is hidden is None here and nowhere else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from stelsel.clock import today
from stelsel.i18n import _
from stelsel.web import sheets
from stelsel.web.format import number
from stelsel.web.sheets import Cell, Table, yes
from stelsel_admin.dashboards import suppress
from stelsel_admin.dashboards.annual_queries import Known
from stelsel_admin.dashboards.board import Key
from stelsel_admin.dashboards.choice import ALL
from stelsel_admin.dashboards.definitions import ANNUAL, SMALL
from stelsel_admin.dashboards.drawing import HIDDEN
from stelsel_tenants.activities.models import CoreFunction
from stelsel_tenants.figures import annual_drawing as words
from stelsel_tenants.figures.annual_drawing import called

UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Line:
    """A function, or all of them. `present` is None when hidden."""

    name: str
    held: int
    present: int | None
    libraries: int
    branches: int


class National:
    """A year of all libraries that share it."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.year = known.year

    @cached_property
    def held(self) -> Counter[Key]:
        """Activities by province and function, with every margin."""
        return self._sums("held")

    @cached_property
    def present(self) -> Counter[Key]:
        return self._sums("present")

    @cached_property
    def hidden(self) -> frozenset[Key]:
        """Cells whose participants are not shown, alone or by subtraction."""
        names = [one.key for one in self.known.provinces]
        lines = suppress.cube([names, [*CoreFunction, UNSAID]], ALL)
        return suppress.hidden({key: (self.present[key],) for key in self.held}, lines)

    @property
    def functions(self) -> list[tuple[str, str]]:
        """Key and name of the five functions, and of what is not said to be any where there is some."""
        named = [(one.value, str(called(one))) for one in CoreFunction]
        return [*named, (UNSAID, str(called(None)))] if (ALL, UNSAID) in self.held else named

    @property
    def lines(self) -> list[Line]:
        """By function, and all together."""
        return [self._line(key, name) for key, name in [*self.functions, (ALL, str(words.WHOLE))]]

    @property
    def provinces(self) -> list[tuple[str, str]]:
        """Key and name of the provinces where something was held, and all together."""
        there = [(one.key, one.name) for one in self.known.provinces if (one.key, ALL) in self.held]
        return [*there, (ALL, str(words.WHOLE))]

    def seen(self, province: str, function: str) -> int | None:
        """Participants; None when hidden."""
        key = (province, function)
        return None if key in self.hidden else self.present[key]

    def participants(self, province: str, function: str) -> str:
        """For a table on the page."""
        seen = self.seen(province, function)
        return str(HIDDEN) if seen is None else number(seen)

    def _line(self, function: str, name: str) -> Line:
        rows = [row for row in self.known.rows if function in (ALL, row.function or UNSAID)]
        return Line(
            name=name,
            held=self.held[ALL, function],
            present=self.seen(ALL, function),
            libraries=len({row.tenant_id for row in rows}),
            branches=len({(row.tenant_id, row.branch_id) for row in rows}),
        )

    def _sums(self, what: str) -> Counter[Key]:
        found: Counter[Key] = Counter()
        for row in self.known.rows:
            for where in (ALL, row.province):
                for function in (ALL, row.function or UNSAID):
                    found[where, str(function)] += getattr(row, what)
        return found


def as_csv(national: National) -> bytes:
    about: dict[str, Cell] = {
        "jaar": national.year.key,
        "stand": today().isoformat(),
        "voorlopig": yes(national.year.is_open),
        "bibliotheken": national.known.sharing,
        "van": national.known.of_libraries,
    }
    return sheets.as_csv(tables(national), about)


def as_xlsx(national: National) -> bytes:
    known = national.known
    facts: list[tuple[Cell, Cell]] = [
        (str(_("Jaar")), national.year.key),
        (str(_("Stand")), today().isoformat()),
        (str(_("Voorlopig")), yes(national.year.is_open)),
        (str(ANNUAL.above), known.sharing),
        (str(ANNUAL.below), known.of_libraries),
        (str(HIDDEN), str(SMALL)),
        (f"{ANNUAL.code} {ANNUAL.name}", str(ANNUAL.what)),
    ]
    return sheets.as_xlsx([*tables(national), (str(_("Uitleg")), [str(_("Wat")), str(_("Uitleg"))], facts)])


def tables(national: National) -> list[Table]:
    """All figures of the page; what is hidden there is hidden here."""
    counted = [str(words.ACTIVITIES), str(words.PARTICIPANTS), str(_("Bibliotheken")), str(words.BRANCHES)]
    lines: list[Sequence[Cell]] = [
        (one.name, one.held, _told(one.present), one.libraries, one.branches) for one in national.lines
    ]
    functions = [*national.functions, (ALL, str(words.WHOLE))]
    head = [str(_("Provincie")), *(name for _key, name in functions)]
    held: list[Sequence[Cell]] = [
        (name, *(national.held[key, function] for function, _name in functions)) for key, name in national.provinces
    ]
    present: list[Sequence[Cell]] = [
        (name, *(_told(national.seen(key, function)) for function, _name in functions))
        for key, name in national.provinces
    ]
    return [
        (str(_("Kernfuncties")), [str(words.FUNCTION), *counted], lines),
        (str(words.ACTIVITIES), head, held),
        (str(words.PARTICIPANTS), head, present),
    ]


def _told(number: int | None) -> Cell:
    return str(HIDDEN) if number is None else number
