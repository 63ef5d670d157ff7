"""From the figures to the maps and words of the page."""

from typing import Any

from stelsel.i18n import _
from stelsel.web.format import number
from stelsel_admin.dashboards.drawing import HIDDEN
from stelsel_admin.requests.asked import GAPS, Gap
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.requests import picture
from stelsel_tenants.requests.picture import Country

STEPS = (1, 2, 3, 4)
"""Classes of the map of gaps: help is there; it is missing and nobody asks, few do, 5 or more do, 20 or more do."""
MANY, VERY_MANY = 5, 20


def gap_names() -> dict[Theme, Any]:
    """The kinds of help that can be missing, as the choice names them."""
    return {theme: themes.WORDS[theme].name for theme in GAPS}


def steps() -> list[Any]:
    """The words of the classes."""
    return [
        _("er is hulp"),
        _("geen hulp, niet gevraagd"),
        _("geen hulp, afgeschermd aantal"),
        _("geen hulp, 5 tot 19 vragen het"),
        _("geen hulp, 20 of meer vragen het"),
    ]


def map_of(gaps: list[Gap]) -> Country:
    return picture.country({gap.town.code: _step(gap.people) for gap in gaps})


def told(people: int | None) -> str:
    return str(HIDDEN) if people is None else number(people)


def _step(people: int | None) -> int:
    if people is None:
        return 2
    return 1 if people < MANY else 3 if people < VERY_MANY else 4
