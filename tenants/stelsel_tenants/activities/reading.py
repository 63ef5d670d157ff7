"""Hears a schedule in the words of a library: all that `sentence` writes, and those of FEATURES D12. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.text import fold
from stelsel_tenants.activities import hearing
from stelsel_tenants.activities.hearing import LONGEST, Heard, NotUnderstood
from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.phrases import EN, NL, TONGUES, Phrase, Tongue
from stelsel_tenants.activities.schedule import ONE_DAY, Exceptional, Line, Pause

__all__ = ["LONGEST", "NotUnderstood", "Rule", "Said", "dates", "read"]

PATTERNS = {
    Phrase.ONCE: Frequency.DATES,
    Phrase.DATES: Frequency.DATES,
    Phrase.EVERY_DAY: Frequency.WEEKLY,
    Phrase.WEEKLY: Frequency.WEEKLY,
    Phrase.EVERY: Frequency.WEEKLY,
    Phrase.ODD_WEEKS: Frequency.ODD_WEEKS,
    Phrase.EVEN_WEEKS: Frequency.EVEN_WEEKS,
    Phrase.MONTHLY: Frequency.MONTHLY,
}


class UnknownPlace(Refused):
    field = "rooster"
    message = _("Een vestiging in deze zin kennen we niet. Schrijf de naam zoals op de pagina met vestigingen.")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as far as it was said: None is what was not."""

    frequency: Frequency | None = None
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    every: int = 1
    dates: tuple[date, ...] = ()
    begins: time | None = None
    ends: time | None = None
    since: date | None = None
    until: date | None = None
    times: int | None = None
    not_in_school_holidays: bool = False
    on_public_holidays: bool | None = None

    def line(self, *, since: date, begins: time, ends: time) -> Line:
        """The whole rule, with what was not said."""
        first = self.since or since
        loose = (self.dates or (first,)) if self.frequency is Frequency.DATES else ()
        return Line(
            self.frequency or Frequency.WEEKLY,
            begins=begins if self.begins is None else self.begins,
            ends=ends if self.ends is None else self.ends,
            since=loose[0] if loose else first,
            until=self.until,
            weekdays=self.weekdays,
            nths=self.nths,
            not_in_school_holidays=self.not_in_school_holidays,
            not_on_public_holidays=not self.on_public_holidays,
            every=self.every,
            times=self.times,
            dates=loose,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of a schedule."""

    rules: tuple[Rule, ...]
    exceptions: tuple[Exceptional, ...] = ()
    pause: Pause | None = None


def read(text: str, *, branches: Mapping[uuid.UUID, str] | None = None) -> Said:
    """Raises NotUnderstood for other words, NoSuchDate, and UnknownPlace for a branch that is not among these."""
    names = {fold(name): key for key, name in (branches or {}).items()}
    for language in (NL, EN):
        heard = hearing.phrases(text.strip().rstrip("."), language)
        if heard:
            return _Listener(TONGUES[language], names).listen(heard)
    raise NotUnderstood


def dates(text: str) -> tuple[date, ...]:
    """Loose dates: '5 december 2026, 12-12-2026'. Raises NotUnderstood, NoSuchDate."""
    said = read(text)
    if len(said.rules) != 1 or said != Said((Rule(Frequency.DATES, dates=said.rules[0].dates),)):
        raise NotUnderstood
    return said.rules[0].dates


class _Listener:
    """Puts together what was heard."""

    def __init__(self, tongue: Tongue, branches: Mapping[str, uuid.UUID]) -> None:
        self.tongue = tongue
        self.branches = branches
        self.rules: list[Rule] = []
        self.exceptions: list[Exceptional] = []
        self.pause: Pause | None = None

    def listen(self, heard: list[tuple[Phrase, Heard]]) -> Said:
        for phrase, said in heard:
            if phrase in PATTERNS:
                self._days(phrase, said)
            elif phrase in (Phrase.SKIP, Phrase.EXTRA, Phrase.MOVE):
                self._exception(phrase, said)
            elif phrase in (Phrase.PAUSE, Phrase.OPEN_PAUSE):
                self._paused(said)
            else:
                self._more(phrase, said)
        if not self.rules or any(rule.frequency is None for rule in self.rules):
            raise NotUnderstood
        return Said(tuple(_with_times(self.rules)), tuple(sorted(self.exceptions, key=lambda one: one.day)), self.pause)

    def _days(self, phrase: Phrase, said: Heard) -> None:
        facts: dict[str, Any] = {
            "frequency": PATTERNS[phrase],
            "weekdays": tuple(range(1, 8)) if phrase is Phrase.EVERY_DAY else self._weekdays(said.get("weekdays", "")),
            "nths": self._nths(said.get("nths", "")),
            "every": int(said.get("number", "1")),
            "dates": tuple(sorted(set(self._dates(said["dates"])))) if "dates" in said else (),
        }
        if self.rules and self.rules[-1].frequency is None:
            self.rules[-1] = replace(self.rules[-1], **facts)
        else:
            self.rules.append(Rule(**facts))

    def _more(self, phrase: Phrase, said: Heard) -> None:
        """A time, a season, a number of times: of the rule before it."""
        if not self.rules:
            self.rules.append(Rule())
        rule = self.rules[-1]
        facts: dict[str, Any] = {}
        if phrase is Phrase.CLOCK:
            facts = {"begins": hearing.clock(said["begins"]), "ends": hearing.clock(said["ends"])}
        elif phrase is Phrase.TIMES:
            facts = {"times": int(said["number"])}
        elif phrase is Phrase.SCHOOL:
            facts = {"not_in_school_holidays": True}
        elif phrase is Phrase.ON_PUBLIC:
            facts = {"on_public_holidays": True}
        elif phrase is Phrase.NOT_ON_PUBLIC:
            facts = {"on_public_holidays": False}
        else:
            first, last = self._span(said)
            facts |= {"since": first} if first else {}
            facts |= {"until": last + ONE_DAY} if last else {}
        blank = Rule()
        if any(getattr(rule, name) != getattr(blank, name) for name in facts):
            raise NotUnderstood
        self.rules[-1] = replace(rule, **facts)

    def _exception(self, phrase: Phrase, said: Heard) -> None:
        if phrase is Phrase.SKIP:
            self.exceptions += [Exceptional(day, ExceptionKind.SKIP) for day in self._dates(said["dates"])]
            return
        (day,) = self._dates(said["day"])
        if phrase is Phrase.MOVE and not self.rules and said.keys() <= {"day", "begins", "ends"}:
            self.rules.append(Rule(Frequency.DATES, dates=(day,)))
            self._more(Phrase.CLOCK, said)
            return
        self.exceptions.append(
            Exceptional(
                day,
                ExceptionKind.EXTRA if phrase is Phrase.EXTRA else ExceptionKind.MOVE,
                begins=hearing.clock(said["begins"]) if "begins" in said else None,
                ends=hearing.clock(said["ends"]) if "ends" in said else None,
                to_day=self._dates(said["to_day"])[0] if "to_day" in said else None,
                room=hearing.unquoted(said.get("room", "")),
                branch_id=self._branch(said["branch"]) if "branch" in said else None,
            )
        )

    def _paused(self, said: Heard) -> None:
        first, last = self._span(said)
        if self.pause or first is None:
            raise NotUnderstood
        review = self._dates(said["review"])[0] if "review" in said else None
        self.pause = Pause(first, last + ONE_DAY if last else None, review, hearing.unquoted(said.get("reason", "")))

    def _span(self, said: Heard) -> tuple[date | None, date | None]:
        """The first and last day; the first may lend its year from the last."""
        words = [said[name] for name in ("since", "until") if name in said]
        days = self._dates(*words)
        first = days[0] if "since" in said else None
        return first, days[-1] if "until" in said else None

    def _dates(self, *said: str) -> list[date]:
        return hearing.dates([name for text in said for name in self._split(text)], self.tongue)

    def _weekdays(self, text: str) -> tuple[int, ...]:
        numbers = {name.casefold(): number for number, name in enumerate(self.tongue.weekdays, 1)}
        return tuple(sorted({numbers[name.casefold()] for name in self._split(text)}))

    def _nths(self, text: str) -> tuple[int, ...]:
        numbers = {word: number for number, words in self.tongue.nths.items() for word in words}
        return tuple(sorted({numbers[name.casefold()] for name in self._split(text)}))

    def _split(self, text: str) -> list[str]:
        return hearing.split(text, self.tongue)

    def _branch(self, text: str) -> uuid.UUID:
        found = self.branches.get(fold(hearing.unquoted(text)))
        if found is None:
            raise UnknownPlace
        return found


def _with_times(rules: list[Rule]) -> list[Rule]:
    """Who names two rules and then the time means it for both."""
    found, after = list[Rule](), None
    for rule in reversed(rules):
        if rule.begins is None and after is not None:
            rule = replace(rule, begins=after.begins, ends=after.ends)
        found.insert(0, rule)
        after = rule
    return found
