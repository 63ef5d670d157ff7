"""From the rows of a CSV file or a workbook to activities: which column is which, and what a row says."""

from collections.abc import Mapping

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing import Row, Table, required
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel_tenants.activities import checks, imports
from stelsel_tenants.sources.wanted import SCHEDULE, Reading, Unread, Wanted, hashed

TOLD = ("title", "branch_id", "concept_slug", "cost_cents", "entry", "capacity", SCHEDULE)
MOST_ROWS = 2_000
COLUMNS = {
    "extern_id": ("extern id", "id", "kenmerk", "nummer"),
    "titel": ("title", "naam", "activiteit"),
    "soort": ("concept", "type", "categorie"),
    "vestiging": ("locatie", "plaats", "bibliotheek", "waar"),
    "rooster": ("herhaling", "hoe vaak", "wanneer"),
    "begintijd": ("begin", "start", "starttijd", "aanvang"),
    "eindtijd": ("einde", "eind", "afloop"),
    "van": ("datum", "startdatum", "begindatum", "eerste dag"),
    "tot": ("einddatum", "tot en met", "laatste dag"),
    "behalve": ("uitzonderingen", "niet op"),
    "plaatsen": ("aantal plaatsen", "capaciteit", "maximum"),
    "aanmelden": ("aanmelding", "inschrijven"),
    "prijs_cent": ("prijs in centen",),
}
"""Our columns (FEATURES D12), each with other names by which it is known."""


class TooManyRows(Refused):
    field = "file"
    message = _("Dit bestand heeft meer dan 2.000 regels. Deel het op in delen.")


class MissingColumns(Refused):
    """Some column is needed that nobody has pointed out yet."""

    field = "columns"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(_("Kies nog de kolom voor: %(missing)s.", missing=", ".join(missing)))


class Twice(Refused):
    message = _("Dit kenmerk staat twee keer in het bestand.")


def guessed(columns: tuple[str, ...]) -> dict[str, str]:
    """Our column to the file's, where a name says it."""
    there = {fold(column.replace("_", " ")): column for column in columns}
    names = {ours: [fold(name.replace("_", " ")) for name in (ours, *others)] for ours, others in COLUMNS.items()}
    found = {ours: next((there[name] for name in known if name in there), "") for ours, known in names.items()}
    return {ours: theirs for ours, theirs in found.items() if theirs}


def reading(scope: Scope, table: Table, columns: Mapping[str, str]) -> Reading:
    """Raises MissingColumns, TooManyRows."""
    missing = [column for column in imports.NEEDS if columns.get(column) not in table.columns]
    if missing:
        raise MissingColumns(missing)
    if len(table.rows) > MOST_ROWS:
        raise TooManyRows
    importer = imports.Importer(scope)
    wanted: dict[str, Wanted] = {}
    unread: list[Unread] = []
    for theirs in table.rows:
        row = Row(theirs.line, {ours: theirs.get(name) for ours, name in columns.items()}, theirs.problem)
        try:
            one = _wanted(importer, row)
            if one.key in wanted:
                raise Twice
            wanted[one.key] = one
        except Refused as refusal:
            unread.append(Unread(row.line, row.get("titel")[:120], refusal.message))
    return Reading(list(wanted.values()), unread)


def _wanted(importer: imports.Importer, row: Row) -> Wanted:
    """Raises Refused."""
    if row.problem is not None:
        raise row.problem
    extern_id = required(row, "extern_id", longest=80)
    offer = importer.offer(row)
    checks.check(offer)
    return Wanted(hashed(extern_id), row.line, offer, TOLD, extern_id=extern_id)
