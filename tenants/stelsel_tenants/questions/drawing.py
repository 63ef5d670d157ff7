"""From the figures to what the tables, the chart and the files of the page take."""

from collections.abc import Mapping, Sequence
from typing import Any

from stelsel.i18n import _
from stelsel.web.charts import Bar
from stelsel.web.format import capital, month, number, percent
from stelsel.web.periods import this_month
from stelsel.web.sheets import Cell, Table
from stelsel_tenants.questions import words
from stelsel_tenants.questions.choice import Choice
from stelsel_tenants.questions.models import Body, Kind
from stelsel_tenants.questions.queries import Figures

NOBODY = _("Geen organisatie")
MINUTES_OF_AN_HOUR = 60
Counted = tuple[str, int]


def kpis(figures: Figures) -> list[tuple[Any, str, Any]]:
    """The four figures on top, each with what it is a part of."""
    asked = figures.questions
    hours = figures.all_minutes / MINUTES_OF_AN_HOUR
    return [
        (_("Vragen"), number(asked), _("in %(number)s bezoeken", number=number(figures.visits))),
        (
            _("Per bezoek"),
            number(asked / figures.visits, 1) if asked else "–",
            _("vragen van dezelfde bezoeker"),
        ),
        (
            _("Doorverwezen"),
            percent(figures.referred / asked) if asked else "–",
            _("%(some)s van %(all)s vragen", some=number(figures.referred), all=number(asked)),
        ),
        (
            _("Tijd"),
            _("%(hours)s uur", hours=number(hours)),
            _("gemiddeld %(minutes)s minuten per vraag", minutes=number(figures.all_minutes / asked if asked else 0)),
        ),
    ]


def kinds(figures: Figures) -> list[Counted]:
    return [(str(words.KINDS[kind]), count) for kind, count in figures.kinds.items()]


def topics(figures: Figures) -> list[Counted]:
    return _named(figures.topics, words.TOPICS)


def bodies(figures: Figures) -> list[Counted]:
    return [(str(NOBODY if body is None else words.BODIES[body]), count) for body, count in figures.bodies]


def referrals(figures: Figures) -> list[Counted]:
    return [(str(words.BODIES[one]) if isinstance(one, Body) else one, count) for one, count in figures.referrals]


def minutes(figures: Figures) -> list[Counted]:
    return [(str(_("%(minutes)s minuten", minutes=one)), count) for one, count in figures.minutes]


def channels(figures: Figures) -> list[Counted]:
    return _named(figures.channels, words.CHANNELS)


def bars(counted: Sequence[Counted]) -> list[Bar]:
    return [Bar(name, (count,)) for name, count in counted]


def by_month(figures: Figures) -> list[Bar]:
    """A bar for each month that has begun."""
    begun = [one for one in figures.months if one.month <= this_month()]
    return [Bar(capital(f"{month(one.month, short=True)} {one.month.year}"), (one.questions,)) for one in begun]


def rows(counted: Sequence[Counted]) -> list[tuple[str, str, str]]:
    """For a table on the page: name, number, share of those in the table."""
    whole = sum(count for _name, count in counted)
    return [(name, number(count), percent(count / whole)) for name, count in counted if whole]


def tables(figures: Figures) -> list[Table]:
    """All figures of the page, as they stand in the files."""
    head = [str(_("Maand")), str(_("Bezoeken")), str(_("Vragen")), str(_("Minuten"))]
    months: list[Sequence[Cell]] = [
        (
            f"{one.month:%Y-%m}",
            one.visits,
            one.questions,
            one.minutes,
            *(one.kinds.get(kind, 0) for kind in Kind),
        )
        for one in figures.months
    ]
    return [
        (str(_("Maanden")), [*head, *(str(words.KINDS[kind]) for kind in Kind)], months),
        *(
            (str(title), [str(title), str(_("Vragen"))], list(counted))
            for title, counted in (
                (_("Soort vraag"), kinds(figures)),
                (_("Onderwerp"), topics(figures)),
                (_("Organisatie"), bodies(figures)),
                (_("Doorverwezen naar"), referrals(figures)),
                (_("Duur"), minutes(figures)),
                (_("Kanaal"), channels(figures)),
            )
        ),
    ]


def about(choice: Choice) -> dict[str, Cell]:
    """What all figures of a file have in common."""
    return {"periode": choice.period.words, "vestiging": choice.branch_name}


def about_sheet(choice: Choice) -> Table:
    """The same on a sheet of its own."""
    where = choice.branch_name or str(_("Alle vestigingen"))
    facts = [(str(_("Periode")), choice.period.words), (str(_("Vestiging")), where)]
    return str(_("Uitleg")), [str(_("Wat")), str(_("Uitleg"))], facts


def _named(counted: Sequence[tuple[Any, int]], names: Mapping[Any, Any]) -> list[Counted]:
    return [(str(names[one]), count) for one, count in counted]
