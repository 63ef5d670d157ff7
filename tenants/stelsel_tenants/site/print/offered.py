"""What there is to choose from on the pages of print and newsletter."""

import uuid
from dataclasses import dataclass

from sqlalchemy import and_, select

from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.site.models import PublishedBranch
from stelsel_tenants.site.print.asked import Size, Span

SPANS = (
    (Span.WEEK, _("Deze week")),
    (Span.NEXT_WEEK, _("Volgende week")),
    (Span.MONTH, _("Deze maand")),
    (Span.NEXT_MONTH, _("Volgende maand")),
    (Span.SEASON, _("Het komende halfjaar")),
)
SIZES = (
    (Size.A4, _("A4, poster")),
    (Size.A3, _("A3, grote poster")),
    (Size.A5, _("A5, flyer")),
    (Size.TWO_A5, _("Twee flyers op een A4")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """An activity that has a poster."""

    id: uuid.UUID
    title: str
    branch: str


def activities(scope: Scope) -> list[Choice]:
    """Published activities at open branches, by title. One statement."""
    row = PublishedBranch
    statement = (
        select(Activity.id, Activity.title, row.name)
        .join(row, and_(row.tenant_id == Activity.tenant_id, row.id == Activity.branch_id))
        .where(Activity.state == ActivityState.PUBLISHED)
        .order_by(Activity.title, row.name, Activity.id)
    )
    return [Choice(*found) for found in scope.session.execute(statement)]
