"""From the yearly figures to what the page and the files take."""

from typing import Any

from stelsel.clock import today
from stelsel.i18n import _, _n
from stelsel.web.format import number
from stelsel.web.sheets import Cell, Table, yes
from stelsel_tenants.activities import core_functions
from stelsel_tenants.figures.annual import Annual, Count, Kind

ACTIVITIES, PARTICIPANTS = _("Activiteiten"), _("Deelnemers")
FUNCTION, BRANCH, BRANCHES = _("Kernfunctie"), _("Vestiging"), _("Vestigingen")
WHOLE = _("Alles samen")
FUNCTIONS = core_functions.WORDS
RULES = (
    _("Eén gehouden moment is één activiteit. Elke bijeenkomst van een cursus telt apart."),
    _("Deelnemers zijn alle aanwezigen die de balie telde. Wie twee keer komt, telt twee keer."),
    _("Afgezegde momenten en momenten die nog niet geteld zijn, tellen niet mee."),
    _("U ziet hier ook kleine aantallen. Laat aantallen onder de 5 weg in wat u zelf naar buiten brengt."),
)
ABSENT = (
    _("Leden, collectie, uitleningen en bezoek aan het gebouw."),
    _("Personeel, en hoeveel verschillende vrijwilligers u hebt. De uren bij activiteiten staan er wel."),
    _("Baten en lasten. De bedragen voor SiSa weet uw gemeente."),
    _("Activiteiten die niet in de agenda stonden, zoals lessen op school."),
)
"""What the delivery asks and these figures cannot tell."""


def called(function: Kind) -> Any:
    return core_functions.UNSAID if function is None else FUNCTIONS[function].name


def kpis(annual: Annual) -> list[tuple[Any, str, Any]]:
    waiting = _n("nog %(num)s te tellen", "nog %(num)s te tellen", annual.uncounted)
    of_volunteers = _(
        "%(hours)s per week, ingevuld bij %(some)s van %(all)s activiteiten",
        hours=number(annual.hours_a_week, 1),
        some=number(annual.with_volunteers),
        all=number(annual.whole.held),
    )
    return [
        (ACTIVITIES, number(annual.whole.held), waiting if annual.uncounted else _("alles is geteld")),
        (PARTICIPANTS, number(annual.whole.present), _("bij al die activiteiten samen")),
        (
            _("Vestigingen met activiteiten"),
            number(len(annual.whole.branches)),
            _("van %(all)s vestigingen", all=len(annual.known.places)),
        ),
        (_("Uren vrijwilligers"), number(annual.volunteer_hours), of_volunteers),
    ]


def function_rows(annual: Annual) -> list[tuple[str, Count]]:
    """By function, and all together."""
    lines = [(str(called(one)), annual.functions.get(one) or Count()) for one in annual.kinds]
    return [*lines, (str(WHOLE), annual.whole)]


def tables(annual: Annual) -> list[Table]:
    """All figures of the page, as they stand in the files: a line for each branch, a column for each function."""
    names = [str(called(one)) for one in annual.kinds]
    places = [*((place.name, place.isil, count) for place, count in annual.places), (str(WHOLE), "", _summed(annual))]
    head = [str(BRANCH), "ISIL", *names, str(WHOLE)]
    held: list[list[Cell]] = [
        [name, isil, *(count.of(one).held for one in annual.kinds), count.held] for name, isil, count in places
    ]
    present: list[list[Cell]] = [
        [name, isil, *(count.of(one).present for one in annual.kinds), count.present] for name, isil, count in places
    ]
    counted = [str(ACTIVITIES), str(PARTICIPANTS), str(BRANCHES)]
    return [
        (
            str(_("Kernfuncties")),
            [str(FUNCTION), *counted],
            [(name, count.held, count.present, len(count.branches)) for name, count in function_rows(annual)],
        ),
        (str(ACTIVITIES), head, held),
        (str(PARTICIPANTS), head, present),
        (
            str(_("Soorten aanbod")),
            [str(_("Soort aanbod")), str(FUNCTION), *counted],
            [
                (name, str(called(function)), count.held, count.present, len(count.branches))
                for name, function, count in annual.concepts
            ],
        ),
        (
            str(_("Gemeenten")),
            [str(_("Gemeente")), *counted, str(_("Vragen aan de balie"))],
            [
                (name, count.held, count.present, len(count.branches), asked)
                for name, count, asked in annual.municipalities
            ],
        ),
        (
            str(_("Vrijwilligers")),
            [str(_("Wat")), str(_("Aantal"))],
            [
                (str(_("Uren bij activiteiten")), round(annual.volunteer_hours, 2)),
                (str(_("Uren per week")), round(annual.hours_a_week, 2)),
                (str(_("Activiteiten waarbij dit is ingevuld")), annual.with_volunteers),
            ],
        ),
    ]


def about(annual: Annual, library: str) -> dict[str, Cell]:
    """What all figures of a file have in common."""
    return {
        "bibliotheek": library,
        "jaar": annual.year.key,
        "stand": today().isoformat(),
        "voorlopig": yes(annual.year.is_open),
        "nog te tellen": annual.uncounted,
    }


def about_sheet(annual: Annual, library: str) -> Table:
    """The same on a sheet of its own, with what is counted and what is not there."""
    facts: list[tuple[Cell, Cell]] = [(name.capitalize(), value) for name, value in about(annual, library).items()]
    facts += [(str(_("Zo tellen we")), str(rule)) for rule in RULES]
    facts += [(str(_("Staat er niet bij")), str(words)) for words in ABSENT]
    return str(_("Uitleg")), [str(_("Wat")), str(_("Uitleg"))], facts


def _summed(annual: Annual) -> Count:
    """All branches together, by function."""
    whole = annual.whole
    return Count(whole.held, whole.present, whole.branches, annual.functions)
