"""Questions at the desk, of the whole country (DASHBOARDS D18). Pure; what is hidden is None here and nowhere else."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stelsel_admin.dashboards import suppress
from stelsel_admin.dashboards.asked_queries import Known
from stelsel_admin.dashboards.board import Key
from stelsel_admin.dashboards.choice import ALL, Size
from stelsel_tenants.questions import words
from stelsel_tenants.questions.drawing import NOBODY
from stelsel_tenants.questions.models import Body, Kind

BODY, KIND = "body:", "kind:"


@dataclass(frozen=True, slots=True)
class Line:
    """`questions` is None when hidden. `libraries`: how many wrote one down; of an answer None."""

    name: Any
    questions: int | None
    libraries: int | None = None


class Asked:
    """The questions of one choice. `active`: libraries that take part now, as the other figures count them."""

    def __init__(self, known: Known, active: Collection[int]) -> None:
        self.choice = known.choice
        self.known = known
        self._writers = [(one, where) for one, where in known.libraries if one in active]

    @cached_property
    def cells(self) -> Counter[Key]:
        """All sums of the period by province, size, and body or kind, with every margin."""
        found: Counter[Key] = Counter()
        for row in self.known.rows:
            for where in (ALL, row.province):
                for big in (ALL, row.size):
                    for answer in (ALL, BODY + row.body, KIND + row.kind):
                        found[where, big, answer] += row.questions
        return found

    @cached_property
    def hidden(self) -> frozenset[Key]:
        """Cells that are not shown, alone or by subtraction."""
        provinces, sizes = [one.key for one in self.choice.provinces], [size.value for size in Size]
        answers = ([BODY + body for body in ("", *Body)], [KIND + kind for kind in Kind])
        lines = [line for one in answers for line in suppress.cube([provinces, sizes, one], ALL)]
        return suppress.hidden({key: (number,) for key, number in self.cells.items()}, lines)

    @property
    def is_told(self) -> bool:
        """A question belongs to no kind of help: with one chosen there is nothing to tell."""
        return bool(self.known.rows) and not self.choice.concept

    @property
    def whole(self) -> Line:
        return self._line(self.choice.province_name, self.choice.province)

    @property
    def bodies(self) -> list[Line]:
        """By the body that a question concerned, most first; those that are hidden last."""
        names = {"": NOBODY} | {body.value: words.BODIES[body] for body in Body}
        return self._answers([(BODY + key, name) for key, name in names.items()])

    @property
    def kinds(self) -> list[Line]:
        return self._answers([(KIND + kind, words.KINDS[kind]) for kind in Kind])

    @property
    def provinces(self) -> list[Line]:
        """The provinces where something was asked, or the chosen one."""
        chosen = self.choice.province
        lines = [self._line(one.name, one.key) for one in self.choice.provinces if chosen in (ALL, one.key)]
        return [one for one in lines if one.questions != 0]

    def _answers(self, answers: Sequence[tuple[str, Any]]) -> list[Line]:
        found = [Line(name, self._shown(self.choice.province, answer)) for answer, name in answers]
        there = [one for one in found if one.questions != 0]
        return sorted(there, key=lambda one: (one.questions is None, -(one.questions or 0), str(one.name)))

    def _line(self, name: str, province: str) -> Line:
        writers = {one for one, where in self._writers if province in (ALL, where)}
        return Line(name, self._shown(province, ALL), len(writers))

    def _shown(self, province: str, answer: str) -> int | None:
        key = (province, self.choice.size, answer)
        return None if key in self.hidden else self.cells[key]
