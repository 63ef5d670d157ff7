"""The fields of an activity about taking part from home. Shapes only; rules live in `online`."""

from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import Choice, Typed, VersionedForm, WholeNumber
from stelsel_tenants.activities import online
from stelsel_tenants.activities.models import Mode

MODES = [
    (Mode.AT_BRANCH, _("In de vestiging")),
    (Mode.ONLINE, _("Online")),
    (Mode.BOTH, _("In de vestiging of online")),
]


class Link(Typed):
    """The https address of an online meeting; None if empty."""

    kind = "url"

    def parse(self, typed: str) -> str:
        return online.link(typed)


class OnlineForm(VersionedForm):
    mode = Choice(_("Waar doet iemand mee"), choices=MODES, radio=True, required=False, default=Mode.AT_BRANCH)
    online_link = Link(
        _("Link voor online"),
        required=False,
        hint=_("Alleen wie is aangemeld, krijgt deze link. Hij komt niet op de site."),
    )
    online_capacity = WholeNumber(
        _("Plaatsen online"),
        min=1,
        max=10_000,
        required=False,
        hint=_("Alleen als iemand kan kiezen. Deze plaatsen tellen apart."),
    )

    def online(self) -> dict[str, Any]:
        """What was filled in."""
        return {
            "mode": self.mode.data or Mode.AT_BRANCH,
            "online_link": self.online_link.data or "",
            "online_capacity": self.online_capacity.data,
        }
