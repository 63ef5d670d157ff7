"""The figures as files; what is hidden on the page is hidden here."""

from stelsel.clock import today
from stelsel.i18n import _
from stelsel.web import sheets
from stelsel.web.sheets import Cell, Table, yes
from stelsel_admin.dashboards.drawing import HIDDEN
from stelsel_admin.requests.asked import GAPS, Asked
from stelsel_admin.requests.drawing import gap_names


def as_csv(asked: Asked) -> bytes:
    return sheets.as_csv(tables(asked), {"stand": today().isoformat()})


def as_xlsx(asked: Asked) -> bytes:
    return sheets.as_xlsx(tables(asked))


def tables(asked: Asked) -> list[Table]:
    """What is asked, and for every municipality which help is there."""
    head = [_("Aanvraag"), _("Gemeente"), _("Code"), _("Soort hulp"), _("Mensen")]
    cells: list[list[Cell]] = [
        [f"{one.kind.name}, {one.town.name}", one.town.name, one.town.code, one.kind.name, _told(one.people)]
        for one in asked.cells
    ]
    names = gap_names()
    missing = {theme: {gap.town.code for gap in asked.gaps(theme)} for theme in GAPS}
    towns: list[list[Cell]] = [
        [town.name, town.code, town.inhabitants, *(yes(town.code not in missing[theme]) for theme in GAPS)]
        for town in asked.known.towns
    ]
    where = [_("Gemeente"), _("Code"), _("Inwoners"), *(names[theme] for theme in GAPS)]
    return [
        (str(_("Aanvragen")), [str(one) for one in head], cells),
        (str(_("Hulp per gemeente")), [str(one) for one in where], towns),
    ]


def _told(people: int | None) -> Cell:
    return str(HIDDEN) if people is None else people
