"""Dates, times, money and numbers as people read them, in the language of the page.

Instants come in aware (the house keeps UTC) and are shown in Amsterdam; a `date` is a civil day already.
Money is in whole cents. Dutch times have a point: 10.00; nothing here says "vandaag", save
`relative_day`, which a kept page may not use (tomorrow it would lie).
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TypeAlias

from babel import Locale, dates, numbers
from flask import Flask

from stelsel import clock
from stelsel.i18n import _, locale

Moment: TypeAlias = date | datetime

NO_BREAK = "\N{NO-BREAK SPACE}"
_WHOLE_KM = 10
_CENTS = 100


def init_app(app: Flask) -> None:
    """Every function of the module as a filter of its name; `clock_time` is `time` too."""
    filters = (
        day,
        day_short,
        weekday,
        month,
        day_of_month,
        long_date,
        relative_day,
        clock_time,
        time_range,
        moment,
        week,
        capital,
        language_name,
    )
    app.jinja_env.filters.update({function.__name__: function for function in filters})
    app.jinja_env.filters.update(time=clock_time, iso=iso, euro=euro, euro_short=euro_short)
    app.jinja_env.filters.update(number=number, percent=percent, km=km, amsterdam=amsterdam)


def amsterdam(instant: datetime) -> datetime:
    """The same instant on the wall clock of Amsterdam. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant must be aware")
    return instant.astimezone(clock.AMSTERDAM)


def capital(text: str) -> str:
    """The text with a capital in front; the rest stays, as English months have theirs."""
    return text[:1].upper() + text[1:]


def day(value: Moment, *, year: bool = False) -> str:
    """'woensdag 2 december', with the year when asked."""
    return _date(value, "EEEE d MMMM y" if year else "EEEE d MMMM")


def day_short(value: Moment) -> str:
    """'wo 2 dec'."""
    return _date(value, "EEE d MMM").replace(".", "")


def weekday(value: Moment, *, short: bool = False) -> str:
    """'woensdag' or 'wo'."""
    return _date(value, "EEE" if short else "EEEE").replace(".", "")


def month(value: Moment, *, short: bool = False) -> str:
    """'december' or 'dec'."""
    return _date(value, "MMM" if short else "LLLL").replace(".", "")


def long_date(value: Moment) -> str:
    """'2 december 2026'."""
    return _date(value, "d MMMM y")


def relative_day(value: Moment, today: date | None = None) -> str:
    """'vandaag', 'morgen', 'gisteren' or the day. Only on pages that nobody keeps."""
    names = {-1: _("gisteren"), 0: _("vandaag"), 1: _("morgen")}
    distance = (_civil(value) - (today or clock.today())).days
    return str(names[distance]) if distance in names else day(value)


def clock_time(value: datetime | time) -> str:
    """'10.00'; '10:00' in English. A `time` is a wall-clock time already."""
    local = amsterdam(value) if isinstance(value, datetime) else value
    separator = ":" if locale().language == "en" else "."
    return f"{local.hour}{separator}{local.minute:02}"


def time_range(begin: datetime | time, end: datetime | time) -> str:
    """'10.00 – 12.00'."""
    return f"{clock_time(begin)} – {clock_time(end)}"


def moment(value: datetime, *, year: bool = False) -> str:
    """'woensdag 2 december, 10.00 uur'."""
    return str(_("%(day)s, %(time)s uur", day=day(value, year=year), time=clock_time(value)))


def day_of_month(value: Moment) -> int:
    """2, for the stamp of a date."""
    return _civil(value).day


def week(value: Moment) -> int:
    """The ISO week number, as the calendar on the wall has it."""
    return _civil(value).isocalendar().week


def language_name(code: str) -> str:
    """'Turks' of "tr"; the code itself where nobody knows it."""
    return str(Locale(locale().language).languages.get(code, code))


def iso(value: Moment | time) -> str:
    """For `datetime` attributes: '2026-12-02' or '2026-12-02T10:00+01:00'."""
    if isinstance(value, datetime):
        return amsterdam(value).isoformat(timespec="minutes")
    return value.isoformat(timespec="minutes") if isinstance(value, time) else value.isoformat()


def euro(cents: int) -> str:
    """'€ 1.234,50', the space unbreakable."""
    return _money(cents, decimals=2)


def euro_short(cents: int) -> str:
    """'€ 1.234' when there are no cents, else as `euro`."""
    return _money(cents, decimals=0 if cents % _CENTS == 0 else 2)


def number(value: float, decimals: int = 0) -> str:
    """'1.234' or, with one decimal, '34,9'. Halves go away from zero, as people round."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return _decimal(rounded, pattern, locale().language)


def percent(ratio: float, decimals: int = 0) -> str:
    """'116%' from 1.16: a ratio, not a percentage, comes in."""
    return f"{number(float(ratio) * 100, decimals)}%"


def km(kilometres: float) -> str:
    """'0,7 km'; from ten on in whole kilometres, the space unbreakable."""
    return f"{number(kilometres, 0 if kilometres >= _WHOLE_KM else 1)}{NO_BREAK}km"


def _money(cents: int, *, decimals: int) -> str:
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), _CENTS)
    separator = numbers.get_decimal_symbol(locale())
    fraction = f"{separator}{rest:02}" if decimals else ""
    space = "" if locale().language == "en" else NO_BREAK
    return f"€{space}{sign}{number(whole)}{fraction}"


def _civil(value: Moment) -> date:
    return amsterdam(value).date() if isinstance(value, datetime) else value


def _date(value: Moment, pattern: str) -> str:
    return _written(_civil(value), pattern, locale().language)


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, language: str) -> str:
    """A page writes the same few days again and again; a year of them fits here."""
    return dates.format_date(day, pattern, locale=Locale(language))


@lru_cache(maxsize=4096)
def _decimal(value: Decimal, pattern: str, language: str) -> str:
    return numbers.format_decimal(value, pattern, locale=Locale(language))
