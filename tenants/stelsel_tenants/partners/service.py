"""What may happen between a library and a partner: rights follow from the partnership, and end with it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.models import Activity, ActivityState, Session, Theme
from stelsel_tenants.organisations import keeping
from stelsel_tenants.partners.models import Partnership, PartnershipState


class Changed(Conflict):
    message = _("Iemand anders heeft dit intussen veranderd. Kijk hieronder wat er anders is en kies.")


class AlreadyPartner(Conflict):
    field = "organisation_id"
    message = _("Deze organisatie is al partner van uw bibliotheek.")


class NoTheme(Refused):
    field = "themes"
    message = _("Kies ten minste één vraag waar deze partner bij helpt.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a partner does at one library. `contact` is for staff only."""

    does: str
    themes: tuple[Theme, ...]
    contact: str = ""


def begin(
    scope: Scope,
    organisation_id: uuid.UUID,
    terms: Terms,
    *,
    since: date | None = None,
    is_example: bool = False,
) -> Partnership:
    """Work with an organisation of the network. One that ended begins anew. Raises AlreadyPartner, NoTheme, Merged."""
    _check(terms)
    partnership = scope.session.scalar(
        select(Partnership).where(Partnership.organisation_id == organisation_id).with_for_update()
    )
    if partnership is not None and partnership.state is not PartnershipState.ENDED:
        raise AlreadyPartner
    if partnership is None:
        partnership = Partnership(organisation_id=organisation_id, since=clock.today(), is_example=is_example)
        scope.session.add(partnership)
    partnership.state, partnership.ended_on = PartnershipState.ACTIVE, None
    partnership.since = since or clock.today()
    partnership.verified_on = clock.today()
    _set(partnership, terms)
    keeping.refuse_merged(scope, organisation_id)
    audit.record(scope, "partnership.began", partnership, organisation=str(organisation_id))
    return partnership


def revise(scope: Scope, partnership_id: uuid.UUID, terms: Terms, *, version: int) -> Partnership:
    """Change what a partner does here. Raises Changed when somebody else was first, NoTheme."""
    partnership = _own(scope, partnership_id)
    if partnership.version != version:
        raise Changed
    _check(terms)
    _set(partnership, terms)
    partnership.verified_on = clock.today()
    audit.record(scope, "partnership.revised", partnership)
    return partnership


def confirm(scope: Scope, partnership_id: uuid.UUID) -> Partnership:
    """Somebody looked, and it is still true."""
    partnership = _own(scope, partnership_id)
    partnership.verified_on = clock.today()
    audit.record(scope, "partnership.confirmed", partnership)
    return partnership


def end(scope: Scope, partnership_id: uuid.UUID, *, take_over: bool) -> Partnership:
    """Stop working together. The partner's rights stop at once; what was held and counted stays its own.

    Its activities go on as the library's (`take_over`), or are withdrawn.
    """
    partnership = _own(scope, partnership_id)
    if partnership.state is PartnershipState.ENDED:
        return partnership
    partnership.state, partnership.ended_on = PartnershipState.ENDED, clock.today()
    theirs = scope.session.scalars(
        select(Activity).where(Activity.organisation_id == partnership.organisation_id).order_by(Activity.id)
    ).all()
    if take_over:
        _take_over(scope, theirs)
    else:
        for activity in theirs:
            activities.withdraw(scope, activity.id)
    audit.record(scope, "partnership.ended", partnership, activities=len(theirs), take_over=take_over)
    return partnership


def _take_over(scope: Scope, theirs: Collection[Activity]) -> None:
    coming = select(Session).where(
        Session.activity_id.in_([activity.id for activity in theirs]), Session.starts_at > clock.now()
    )
    for row in (*theirs, *scope.session.scalars(coming)):
        row.organisation_id = None
    if shown := {activity.id for activity in theirs if activity.state is ActivityState.PUBLISHED}:
        published_changed.send(scope, activity_ids=shown)


def _own(scope: Scope, partnership_id: uuid.UUID) -> Partnership:
    return scope.session.get_one(Partnership, (scope.tenant_id, partnership_id), with_for_update=True)


def _check(terms: Terms) -> None:
    if not terms.themes:
        raise NoTheme


def _set(partnership: Partnership, terms: Terms) -> None:
    partnership.does, partnership.contact = terms.does, terms.contact
    partnership.themes = sorted(theme.value for theme in set(terms.themes))
