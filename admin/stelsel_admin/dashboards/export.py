"""The figures as files."""

from collections.abc import Sequence
from typing import Any

from stelsel.clock import today
from stelsel.i18n import _
from stelsel.web import sheets
from stelsel.web.sheets import Cell, Table, yes
from stelsel_admin.dashboards.asked import Asked, Line
from stelsel_admin.dashboards.board import Board, Place
from stelsel_admin.dashboards.definitions import ALL, SMALL
from stelsel_admin.dashboards.drawing import HIDDEN, against_target


def as_csv(board: Board, asked: Asked) -> bytes:
    """One table, a figure on each line."""
    choice = board.choice
    about: dict[str, Cell] = {
        "periode": choice.period.words,
        "soort": choice.concept_name,
        "grootte": choice.size_name,
        "stand": today().isoformat(),
        "voorlopig": yes(choice.period.is_open),
    }
    return sheets.as_csv(tables(board, asked), about)


def as_xlsx(board: Board, asked: Asked) -> bytes:
    """A sheet for each table, and one that says what the figures are."""
    return sheets.as_xlsx([*tables(board, asked), _about(board)])


def tables(board: Board, asked: Asked) -> list[Table]:
    """All figures of the page; what is hidden there is hidden here."""
    places = [*board.provinces, board.whole] if not board.choice.province else [board.whole]
    found: list[Table] = [
        (str(_("Provincies")), _heads(PLACE), [_of_place(place) for place in places]),
        (
            str(_("Maanden")),
            _heads(MONTH),
            [
                (
                    f"{one.month:%Y-%m}",
                    one.held,
                    round(one.minutes / 60, 2),
                    str(HIDDEN) if one.is_hidden else one.present,
                    round(one.average, 1) if one.average is not None else None,
                )
                for one in board.months
            ],
        ),
        (
            str(_("Gemeenten")),
            _heads(TOWN),
            [(town.name, town.code, town.inhabitants, town.branches, town.sessions) for town in board.towns],
        ),
    ]
    if board.targets:
        rows = [(one.name, one.places, one.target, against_target(one)) for one in board.targets]
        found.append((str(_("Doelen")), _heads(TARGET), rows))
    return [*found, *_questions(asked)] if asked.is_told else found


PLACE = (
    _("Provincie"),
    _("Bibliotheken met momenten"),
    _("Bibliotheken in het netwerk"),
    _("Bibliotheken die telden"),
    _("Plekken"),
    _("Momenten gehouden"),
    _("Uren"),
    _("Per 10.000 inwoners"),
    _("Aanwezigen"),
    _("Aangemeld"),
    _("Opkomst"),
    _("Zonder aanmelding"),
)
MONTH = (_("Maand"), _("Momenten gehouden"), _("Uren"), _("Aanwezigen"), _("Gemiddelde van 12 maanden"))
TARGET = (_("Soort hulp"), _("Plekken"), _("Doel"), _("Plekken en het doel"))
TOWN = (_("Gemeente"), _("Code"), _("Inwoners"), _("Plekken"), _("Momenten"))


def _questions(asked: Asked) -> list[Table]:
    number, libraries = str(_("Vragen")), str(_("Bibliotheken die vragen bewaarden"))
    provinces = asked.provinces if asked.choice.province else [*asked.provinces, asked.whole]
    where: list[Sequence[Cell]] = [(str(one.name or _("Alles samen")), _told(one), one.libraries) for one in provinces]
    return [
        (str(_("Vragen per organisatie")), [str(_("Organisatie")), number], _answers(asked.bodies)),
        (str(_("Vragen per soort")), [str(_("Soort vraag")), number], _answers(asked.kinds)),
        (str(_("Vragen per provincie")), [str(_("Provincie")), number, libraries], where),
    ]


def _answers(lines: Sequence[Line]) -> list[Sequence[Cell]]:
    return [(str(one.name), _told(one)) for one in lines]


def _told(line: Line) -> Cell:
    return str(HIDDEN) if line.questions is None else line.questions


def _of_place(place: Place) -> Sequence[Cell]:
    people: list[Cell] = [str(HIDDEN)] * 4
    if place.people is not None:
        ratio, alone = place.people.attendance, place.people.walk_in_share
        people = [place.people.present, place.people.registered, _rounded(ratio), _rounded(alone)]
    return (
        place.name or str(_("Alles samen")),
        place.libraries,
        place.of_libraries,
        place.counting,
        place.branches,
        place.held,
        round(place.hours, 2),
        _rounded(place.per_inhabitants),
        *people,
    )


def _about(board: Board) -> Table:
    choice = board.choice
    facts: list[tuple[Cell, Cell]] = [
        (str(_("Periode")), choice.period.words),
        (str(_("Provincie")), choice.province_name or str(_("Alle provincies"))),
        (str(_("Soort hulp")), choice.concept_name or str(_("Alle soorten hulp"))),
        (str(_("Grootte werkgebied")), choice.size_name or str(_("Alle groottes"))),
        (str(_("Stand")), today().isoformat()),
        (str(_("Voorlopig")), yes(choice.period.is_open)),
        (str(HIDDEN), str(SMALL)),
    ]
    facts += [(f"{one.code} {one.name}", str(one.what)) for one in ALL]
    return str(_("Uitleg")), [str(_("Wat")), str(_("Uitleg"))], facts


def _heads(names: Sequence[Any]) -> list[str]:
    return [str(name) for name in names]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
