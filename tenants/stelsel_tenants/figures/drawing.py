"""From the figures to what the page and the files take. A figure never stands without what it is held against."""

from collections.abc import Sequence
from typing import Any

from stelsel.clock import today
from stelsel.i18n import _, _n
from stelsel.web.format import number, percent
from stelsel.web.sheets import Cell, Table, yes
from stelsel_tenants.activities import no_show
from stelsel_tenants.figures.own import Line, Own
from stelsel_tenants.questions.choice import Choice

NOTHING = "–"
NAMES: dict[str, Any] = {
    "held": _("Momenten"),
    "present": _("Bezoekers"),
    "signed_up": _("Met aanmelding"),
    "walked_in": _("Zonder aanmelding"),
    "turned_away": _("Weggestuurd"),
    "no_show": _("Niet gekomen"),
    "hours": _("Uren vrijwilligers"),
    "questions": _("Vragen"),
}
MEANINGS: dict[str, Any] = {
    "held": _("Momenten die gehouden zijn en die de balie telde. Afgezegde momenten tellen niet mee."),
    "present": _("Alle aanwezigen bij die momenten. Wie twee keer komt, telt twee keer."),
    "signed_up": _(
        "Bezoekers die zich hadden aangemeld. Vinkt de balie geen namen af, dan tellen we zoveel aanmeldingen als"
        " aanwezig als er kunnen zijn."
    ),
    "walked_in": _("Bezoekers die zich niet hadden aangemeld."),
    "turned_away": _("Mensen die wilden binnenkomen, maar voor wie geen plaats meer was."),
    "no_show": no_show.MEANS,
    "hours": _("Uren van alle vrijwilligers samen, zoals de balie ze invult als een moment is afgesloten."),
    "questions": _("Vragen die de balie bewaarde. Ze horen bij een vestiging en een maand, niet bij een activiteit."),
}


def kpis(own: Own) -> list[tuple[Any, str, Any]]:
    """The eight figures on top, each with its n or what it is a part of."""
    whole = own.whole
    away, present = whole.sums["turned_away"], whole.present
    return [
        (NAMES["held"], number(whole.held), _still_to_count(whole.sums["uncounted"])),
        (NAMES["present"], number(present), _average(whole)),
        (NAMES["signed_up"], number(whole.signed_up), _part(whole.signed_up, present)),
        (NAMES["walked_in"], number(whole.walked_in), _part(whole.walked_in, present)),
        (NAMES["turned_away"], number(away), _("bij %(number)s getelde momenten", number=number(whole.held))),
        (NAMES["no_show"], no_show.share(whole.no_show), no_show.in_words(whole.no_show)),
        (
            NAMES["hours"],
            number(whole.volunteer_hours),
            _("ingevuld bij %(some)s van %(all)s momenten", some=whole.sums["with_volunteers"], all=number(whole.held)),
        ),
        (_("Vragen aan de balie"), number(whole.questions or 0), _("bewaard door de balie")),
    ]


def head(first: Any, *, questions: bool = True) -> list[Any]:
    return [first, *(name for key, name in NAMES.items() if questions or key != "questions")]


def cells(line: Line) -> list[str]:
    """The figures of a line for a table on the page."""
    missed, expected = no_show.share(line.no_show), number(line.no_show.expected)
    found = [
        number(line.held),
        number(line.present),
        number(line.signed_up),
        number(line.walked_in),
        number(line.sums["turned_away"]),
        str(_("%(share)s van %(number)s", share=missed, number=expected)) if line.no_show.expected else missed,
        number(line.volunteer_hours),
    ]
    return found if line.questions is None else [*found, number(line.questions)]


def tables(own: Own) -> list[Table]:
    """All figures of the page, as they stand in the files."""
    months = [(f"{month:%Y-%m}", line) for month, line in own.months]
    branches = [(line.name, line) for line in own.branches]
    activities = [(line.name, line) for line in own.activities]
    everything = [(str(_("Alles samen")), own.whole)]
    return [
        _table(_("Alles samen"), _("Wat"), everything),
        _table(_("Activiteiten"), _("Activiteit"), activities, questions=False),
        _table(_("Vestigingen"), _("Vestiging"), branches),
        _table(_("Maanden"), _("Maand"), months),
    ]


def about(choice: Choice) -> dict[str, Cell]:
    """What all figures of a file have in common."""
    period = choice.period
    return {
        "periode": period.words,
        "vestiging": choice.branch_name,
        "stand": today().isoformat(),
        "voorlopig": yes(period.is_open),
    }


def about_sheet(choice: Choice) -> Table:
    """The same on a sheet of its own, with what each figure is."""
    where = choice.branch_name or str(_("Alle vestigingen"))
    facts: list[tuple[Cell, Cell]] = [
        (str(_("Periode")), choice.period.words),
        (str(_("Vestiging")), where),
        (str(_("Stand")), today().isoformat()),
        (str(_("Voorlopig")), yes(choice.period.is_open)),
        *((str(NAMES[key]), str(meaning)) for key, meaning in MEANINGS.items()),
    ]
    return str(_("Uitleg")), [str(_("Wat")), str(_("Uitleg"))], facts


def _table(title: Any, first: Any, lines: Sequence[tuple[str, Line]], *, questions: bool = True) -> Table:
    """As `cells`, in numbers; of who did not come also the n."""
    names = [*head(first, questions=False), _("Aangemelde plaatsen met afgevinkte namen"), _("Nog te tellen")]
    names += [NAMES["questions"]] if questions else []
    return str(title), [str(name) for name in names], [(name, *_numbers(line, questions)) for name, line in lines]


def _numbers(line: Line, questions: bool) -> list[Cell]:
    share = line.no_show.share
    return [
        line.held,
        line.present,
        line.signed_up,
        line.walked_in,
        line.sums["turned_away"],
        None if share is None else round(share, 4),
        round(line.volunteer_hours, 2),
        line.no_show.expected,
        line.sums["uncounted"],
        *([line.questions] if questions else []),
    ]


def _still_to_count(uncounted: int) -> str:
    if not uncounted:
        return str(_("alles is geteld"))
    return str(_n("en nog %(num)s te tellen", "en nog %(num)s te tellen", uncounted))


def _average(whole: Line) -> str:
    if not whole.held:
        return str(_("nog geen moment is geteld"))
    return str(_("gemiddeld %(number)s per moment", number=number(whole.present / whole.held, 1)))


def _part(some: int, present: int) -> str:
    return str(_("%(share)s van de bezoekers", share=percent(some / present))) if present else NOTHING
