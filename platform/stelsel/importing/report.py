"""What became of each row of a file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from stelsel.i18n import _

if TYPE_CHECKING:
    from stelsel.errors import Text


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one row; `reason` and `column` only when it was refused."""

    line: int
    outcome: Outcome
    reason: "Text" = ""
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All outcomes, in the order of the file. `kept` is False when nothing was written: a trial, or a bad row."""

    results: Sequence[Result]
    kept: bool
    dry_run: bool
    unit: "Text"

    @property
    def counts(self) -> dict[Outcome, int]:
        found = Counter(result.outcome for result in self.results)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def refused(self) -> list[Result]:
        return [result for result in self.results if result.outcome is Outcome.REFUSED]

    @property
    def is_good(self) -> bool:
        """True when what could be done was done: the exit code of the command line."""
        return self.kept or (self.dry_run and not self.refused)

    def lines(self) -> Iterator[str]:
        """The report in words: a line per refused row, the counts, and whether anything was kept."""
        for result in self.refused:
            yield f"{self.unit} {result.line}: {result.reason}"
        counts = self.counts
        yield str(
            _(
                "%(added)s nieuw, %(changed)s veranderd, %(same)s gelijk, %(refused)s geweigerd.",
                added=counts[Outcome.ADDED],
                changed=counts[Outcome.CHANGED],
                same=counts[Outcome.SAME],
                refused=counts[Outcome.REFUSED],
            )
        )
        if self.dry_run:
            yield str(_("Dit was een proef: er is niets bewaard."))
        elif not self.kept:
            yield str(_("Er is niets bewaard. Verbeter de regels hierboven, of sla ze over met --skip-bad."))
