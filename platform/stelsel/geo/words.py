"""What the states and regions of this room are called on a page."""

from typing import TYPE_CHECKING

from stelsel.geo.shipped import Certainty, SchoolBreak, SchoolRegion
from stelsel.i18n import _

if TYPE_CHECKING:
    from flask_babel import LazyString

REGIONS: dict[SchoolRegion, "LazyString"] = {
    SchoolRegion.NORTH: _("Noord"),
    SchoolRegion.MIDDLE: _("Midden"),
    SchoolRegion.SOUTH: _("Zuid"),
}

BREAKS: dict[SchoolBreak, "LazyString"] = {
    SchoolBreak.AUTUMN: _("herfstvakantie"),
    SchoolBreak.CHRISTMAS: _("kerstvakantie"),
    SchoolBreak.SPRING: _("voorjaarsvakantie"),
    SchoolBreak.MAY: _("meivakantie"),
    SchoolBreak.SUMMER: _("zomervakantie"),
}

CERTAINTIES: dict[Certainty, "LazyString"] = {
    Certainty.CONFIRMED: _("vastgesteld"),
    Certainty.PROVISIONAL: _("onder voorbehoud"),
    Certainty.UNKNOWN: _("nog niet bekend"),
}
