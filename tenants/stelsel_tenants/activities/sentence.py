"""The sentence is the rule: a schedule read back as people say it, in Dutch or English. Pure."""

from collections.abc import Sequence
from datetime import date, time

from babel.dates import format_date

from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.schedule import LAST, Line

NL, EN = "nl", "en"

WEEKDAYS = {
    NL: ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
NTHS = {
    NL: {1: "1e", 2: "2e", 3: "3e", 4: "4e", 5: "5e", LAST: "laatste"},
    EN: {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", LAST: "last"},
}
WORDS = {
    NL: {
        "and": " en ",
        Frequency.WEEKLY: "Iedere {days}",
        Frequency.ODD_WEEKS: "Oneven weken op {days}",
        Frequency.EVEN_WEEKS: "Even weken op {days}",
        Frequency.MONTHLY: "De {nths} {days} van de maand",
        "every_day": "Iedere dag",
        "times": "{begins} tot {ends} uur",
        "since": "vanaf {day}",
        "until": "tot en met {day}",
        "school": "niet in de schoolvakantie",
        "open_on_public": "ook op feestdagen",
    },
    EN: {
        "and": " and ",
        Frequency.WEEKLY: "Every {days}",
        Frequency.ODD_WEEKS: "Odd weeks on {days}",
        Frequency.EVEN_WEEKS: "Even weeks on {days}",
        Frequency.MONTHLY: "The {nths} {days} of the month",
        "every_day": "Every day",
        "times": "{begins} to {ends}",
        "since": "from {day}",
        "until": "until {day}",
        "school": "not in school holidays",
        "open_on_public": "also on public holidays",
    },
}


def sentence(lines: Sequence[Line], *, language: str = NL, today: date | None = None) -> str:
    """All rules of an activity in one sentence; rules are joined by a semicolon. Empty for no rules.

    A season that began before `today` is not mentioned.
    """
    return "; ".join(_line(line, language if language in WORDS else NL, today) for line in lines)


def _line(line: Line, language: str, today: date | None) -> str:
    words = WORDS[language]
    parts = [_days(line, language), words["times"].format(begins=_time(line.begins), ends=_time(line.ends))]
    if line.frequency is not Frequency.ONCE:
        if today is None or line.since > today:
            parts.append(words["since"].format(day=_date(line.since, language)))
        if line.until:
            parts.append(words["until"].format(day=_date(date.fromordinal(line.until.toordinal() - 1), language)))
        if line.not_in_school_holidays:
            parts.append(words["school"])
        if not line.not_on_public_holidays:
            parts.append(words["open_on_public"])
    return ", ".join(parts)


def _days(line: Line, language: str) -> str:
    words = WORDS[language]
    if line.frequency is Frequency.ONCE:
        text = format_date(line.since, "EEEE d MMMM y", locale=language)
        return text[:1].upper() + text[1:]
    if line.frequency is Frequency.WEEKLY and len(set(line.weekdays)) == 7:
        return words["every_day"]
    names = [WEEKDAYS[language][day - 1] for day in sorted(set(line.weekdays))]
    order = sorted(set(line.nths), key=lambda nth: nth if nth > 0 else 9)
    nths = [NTHS[language][nth] for nth in order]
    return words[line.frequency].format(days=_list(names, language), nths=_list(nths, language))


def _list(names: Sequence[str], language: str) -> str:
    joined = WORDS[language]["and"]
    return joined.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _time(moment: time) -> str:
    return f"{moment.hour}.{moment.minute:02}"


def _date(day: date, language: str) -> str:
    return str(format_date(day, "d MMMM y", locale=language))
