"""The sentence is the rule: a schedule read back as people say it, in Dutch or English. Pure.

All of it is said, exceptions and pause included, so that `reading` makes the same schedule of it.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.phrases import CLOSING, NL, TONGUES, Phrase, Tongue
from stelsel_tenants.activities.schedule import LAST, ONE_DAY, Exceptional, Line, Pause, Schedule

OPTIONAL = re.compile(r"\[([^\]]*)\]")
NAMED = re.compile(r"\{(\w+)\}")


def sentence(
    schedule: Schedule,
    *,
    language: str = NL,
    today: date | None = None,
    branches: Mapping[uuid.UUID, str] | None = None,
) -> str:
    """Rules joined by a semicolon, then what is different on some dates, then the pause. Empty for no rules.

    What is over before `today` is not mentioned, nor that a season began, unless counting starts there.
    `branches` are the names of those that a date may be moved to.
    """
    tongue = TONGUES.get(language, TONGUES[NL])
    rules = [_line(line, tongue, today) for line in schedule.lines]
    if not rules:
        return ""
    others = _exceptions(_coming(schedule.exceptions, today), tongue, branches or {})
    if schedule.pause and (today is None or schedule.pause.until is None or today < schedule.pause.until):
        others.append(_pause(schedule.pause, tongue))
    text = "; ".join(rules)
    if others:
        text += ("; " if len(rules) > 1 else ", ") + ", ".join(others)
    return text[:1].upper() + text[1:]


def listed(days: Sequence[date], language: str = NL) -> str:
    """Dates as a sentence names them, each with its day of the week."""
    return _dates(days, TONGUES[language], weekday=True)


def _line(line: Line, tongue: Tongue, today: date | None) -> str:
    parts = [_days(line, tongue, today), _say(tongue, Phrase.CLOCK, begins=_time(line.begins), ends=_time(line.ends))]
    if line.frequency is Frequency.DATES:
        return ", ".join(parts)
    counts = line.times is not None or line.every > 1
    since = line.since if today is None or counts or line.since > today else None
    last = line.until - ONE_DAY if line.until else None
    if since and last:
        begin = _date(since, tongue, year=since.year != last.year)
        parts.append(_say(tongue, Phrase.SEASON, since=begin, until=_date(last, tongue)))
    elif since:
        parts.append(_say(tongue, Phrase.SINCE, since=_date(since, tongue)))
    elif last:
        parts.append(_say(tongue, Phrase.UNTIL, until=_date(last, tongue)))
    if line.times is not None:
        parts.append(_say(tongue, Phrase.TIMES, number=line.times))
    if line.not_in_school_holidays:
        parts.append(_say(tongue, Phrase.SCHOOL))
    if not line.not_on_public_holidays:
        parts.append(_say(tongue, Phrase.ON_PUBLIC))
    return ", ".join(parts)


def _days(line: Line, tongue: Tongue, today: date | None) -> str:
    if line.frequency is Frequency.DATES:
        coming = [day for day in line.dates if today is None or day >= today]
        return _dates(coming or line.dates, tongue, weekday=True)
    if line.frequency is Frequency.WEEKLY and line.every == 1 and len(set(line.weekdays)) == len(tongue.weekdays):
        return _say(tongue, Phrase.EVERY_DAY)
    weekdays = _list([tongue.weekdays[day - 1] for day in sorted(set(line.weekdays))], tongue)
    if line.frequency is Frequency.WEEKLY and line.every > 1:
        return _say(tongue, Phrase.EVERY, number=line.every, weekdays=weekdays)
    order = sorted(set(line.nths), key=lambda nth: (nth == LAST, nth))
    nths = _list([tongue.nths[nth][0] for nth in order], tongue)
    return _say(tongue, Phrase(line.frequency.value), weekdays=weekdays, nths=nths)


def _coming(exceptions: Sequence[Exceptional], today: date | None) -> list[Exceptional]:
    coming = [one for one in exceptions if today is None or not one.is_over(today)]
    return sorted(coming, key=lambda one: one.day)


def _exceptions(exceptions: Sequence[Exceptional], tongue: Tongue, branches: Mapping[uuid.UUID, str]) -> list[str]:
    skipped = [one.day for one in exceptions if one.kind is ExceptionKind.SKIP]
    said = [_say(tongue, Phrase.SKIP, dates=_dates(skipped, tongue))] if skipped else []
    for one in exceptions:
        if one.kind is not ExceptionKind.SKIP:
            branch = branches.get(one.branch_id) if one.branch_id else None
            said.append(
                _say(
                    tongue,
                    Phrase.EXTRA if one.kind is ExceptionKind.EXTRA else Phrase.MOVE,
                    day=_date(one.day, tongue),
                    to_day=_date(one.to_day, tongue) if one.to_day else None,
                    begins=_time(one.begins) if one.begins else None,
                    ends=_time(one.ends) if one.ends else None,
                    room=_quoted(one.room, tongue),
                    branch=_quoted(branch, tongue),
                )
            )
    return said


def _pause(pause: Pause, tongue: Tongue) -> str:
    reason = _quoted(pause.reason, tongue)
    if pause.until is None:
        review = _date(pause.review, tongue) if pause.review else None
        return _say(tongue, Phrase.OPEN_PAUSE, since=_date(pause.since, tongue), review=review, reason=reason)
    last = pause.until - ONE_DAY
    since = _date(pause.since, tongue, year=pause.since.year != last.year)
    return _say(tongue, Phrase.PAUSE, since=since, until=_date(last, tongue), reason=reason)


def _say(tongue: Tongue, phrase: Phrase, **values: Any) -> str:
    """The phrase with its values; a part in brackets is left out where one of its own is missing."""
    there = {name: value for name, value in values.items() if value is not None}
    pattern = OPTIONAL.sub(
        lambda part: part[1] if set(NAMED.findall(part[1])) <= there.keys() else "", tongue.said[phrase][0]
    )
    return NAMED.sub(lambda name: str(there[name[1]]), pattern)


def _quoted(text: str | None, tongue: Tongue) -> str | None:
    return f"{tongue.opening}{text.replace(CLOSING, CLOSING * 2)}{CLOSING}" if text else None


def _list(names: Sequence[str], tongue: Tongue) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {tongue.conjunction} {names[-1]}"


def _dates(days: Sequence[date], tongue: Tongue, *, weekday: bool = False) -> str:
    """Dates in a row: a year is said once, at the last date in it."""
    ahead = [*days[1:], None]
    names = [
        _date(day, tongue, year=after is None or after.year != day.year, weekday=weekday)
        for day, after in zip(days, ahead, strict=True)
    ]
    return _list(names, tongue)


def _date(day: date, tongue: Tongue, *, year: bool = True, weekday: bool = False) -> str:
    text = f"{day.day} {tongue.months[day.month - 1]}"
    if weekday:
        text = f"{tongue.weekdays[day.weekday()]} {text}"
    return f"{text} {day.year}" if year else text


def _time(moment: time) -> str:
    return f"{moment.hour}.{moment.minute:02}"
