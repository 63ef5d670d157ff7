"""What may happen to an activity. Commands check, change, audit and emit; they never commit."""

import uuid
from dataclasses import replace
from datetime import date

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import (
    checks,
    clashes,
    fitting,
    foreseeing,
    history,
    holds,
    moves,
    one_date,
    sessions,
    texts,
)
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.models import Activity, ActivityState, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.partner_offers import PartnerOffer
from stelsel_tenants.libraries.models import Branch


class Changed(Conflict):
    message = _("Iemand anders heeft deze activiteit intussen veranderd. Kijk hieronder wat er anders is en kies.")


class NoSchedule(Refused):
    field = "lines.0.begins"
    message = _("Vul eerst in wanneer de activiteit is. Zonder dag en tijd kan niemand komen.")


class ClosedBranch(Refused):
    field = "branch_id"
    message = _("De vestiging van deze activiteit is gesloten. Kies eerst een andere.")


class SplitInThePast(Refused):
    field = "applies_from"
    message = _("Kies vandaag of een latere dag. Wat al geweest is, verandert niet.")


class PeopleAreTold(Exception):
    """A question rather than a refusal: this is what will happen to people who signed up. Agree, and it is done."""

    def __init__(self, foreseen: foreseeing.Foreseen) -> None:
        super().__init__()
        self.foreseen = foreseen


def plan(
    scope: Scope,
    offer: Offer,
    *,
    extern_id: str | None = None,
    is_example: bool = False,
    skip: str = "",
    of_partner: PartnerOffer | None = None,
) -> Activity:
    """A new activity, as a draft that nobody sees yet; it holds its room for a while. Its original is what its partner
    offers (`of_partner`), or its concept. Raises Refused where the offer breaks a rule, and RoomsTaken where its room
    is, unless `skip` is the key of those dates.
    """
    checks.check(offer)
    offer = fitting.new(scope, offer, skip=skip)
    original = texts.of_partner(of_partner) if of_partner else texts.of(scope, offer.concept_slug)
    offer = texts.filled(offer, original)
    activity = Activity(
        **{name: getattr(offer, name) for name in offers.PLAIN},
        adopted=original,
        partner_offer_id=of_partner.id if of_partner else None,
        offer_version=of_partner.version if of_partner else None,
        extern_id=extern_id,
        is_example=is_example,
        holds_until=clock.now() + holds.DRAFT,
        rules=offers.rules(offer),
        exceptions=offers.exceptions(offer),
        **offers.pause(offer.pause),
    )
    scope.session.add(activity)
    history.record(scope, "activity.planned", activity)
    holds.follow(scope, activity_ids={activity.id})
    return activity


def revise(
    scope: Scope,
    activity_id: uuid.UUID,
    offer: Offer,
    *,
    version: int,
    agreed: str | None = None,
    skip: str = "",
    since: date | None = None,
) -> Activity:
    """Change an activity that was read at `version`. Coming sessions follow; held ones never change. The schedule
    holds for all that is to come, or from the day `since` on.

    Raises Changed when somebody else was first, NoResultFound when it is not this tenant's. Where `agreed` is given,
    it is the key of what was foreseen and said yes to: PeopleAreTold where people would see something else happen.
    RoomsTaken where its room is, unless `skip` is the key of those dates.
    """
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if activity.version != version:
        raise Changed
    checks.check(offer)
    if since is not None:
        offer = _from(scope, activity, offer, since)
    before = offers.of(activity)
    offer = replace(offer, exceptions=moves.kept(before.schedule, offer.schedule, clock.today()).exceptions)
    offer = fitting.changed(scope, activity, before, offer, skip=skip)
    if offer.leader != before.leader:
        activity.needs_leader = False
    if offer.concept_slug != before.concept_slug and activity.partner_offer_id is None:
        original = texts.of(scope, offer.concept_slug)
        offer, activity.adopted = texts.moved(offer, activity.adopted, original), original
    if agreed is not None:
        _ask(scope, activity, offer, agreed)
    plain = {name: getattr(offer, name) for name in offers.PLAIN}
    for name, value in (plain | offers.pause(offer.pause)).items():
        setattr(activity, name, value)
    _rewrite(scope, activity, before, offer)
    history.record(scope, "activity.revised", activity)
    if activity.state is ActivityState.PUBLISHED:
        _spread(scope, activity)
    elif activity.state is ActivityState.DRAFT:
        activity.holds_until = clock.now() + holds.DRAFT
        holds.follow(scope, activity_ids={activity.id})
    return activity


def publish(scope: Scope, activity_id: uuid.UUID) -> Activity:
    """Show an activity to everybody, and make its sessions. Publishing it again checks it anew.

    Raises NoSchedule, ClosedBranch, NoDates, RoomsTaken.
    """
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if not activity.rules:
        raise NoSchedule
    branch = scope.session.get_one(Branch, (scope.tenant_id, activity.branch_id))
    if branch.closed_on is not None and branch.closed_on <= clock.today():
        raise ClosedBranch
    clashes.check(scope, offers.of(activity), activity_id)
    activity.holds_until = None
    activity.state, activity.publish_at, activity.publish_refused = ActivityState.PUBLISHED, None, None
    activity.asked_at = activity.declined = None
    activity.published_at = activity.published_at or clock.now()
    activity.verified_on = clock.today()
    audit.record(scope, "activity.published", activity)
    if _spread(scope, activity) == 0:
        raise fitting.NoDates
    return activity


def withdraw(scope: Scope, activity_id: uuid.UUID) -> Activity:
    """Take an activity away from the public. What was held and counted stays; coming sessions are cancelled."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if activity.state is not ActivityState.PUBLISHED:
        return activity
    activity.state = ActivityState.WITHDRAWN
    sessions.end(scope, activity)
    audit.record(scope, "activity.withdrawn", activity)
    published_changed.send(scope, activity_ids={activity.id})
    return activity


def cancel(scope: Scope, session_id: uuid.UUID, *, reason: str) -> Session:
    """One date does not go on. It stays visible, struck through, with the reason."""
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    activity = one_date.skip(scope, session, reason)
    history.record(scope, "session.cancelled", activity, session)
    published_changed.send(scope, activity_ids={session.activity_id})
    return session


def roll(scope: Scope, activity_id: uuid.UUID) -> None:
    """Make the sessions that came within the horizon; done each night, and harmless when done twice. A date on which
    its room is taken is skipped, and told at the activity: at night there is nobody to ask.
    """
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if activity.state is ActivityState.PUBLISHED:
        before = offers.of(activity)
        taken = clashes.of_schedule(scope, (activity.branch_id, activity.room), before.schedule, activity_id)
        if taken:
            _rewrite(scope, activity, before, clashes.without(before, taken))
            history.record(scope, "activity.dates_skipped", activity, number=len(taken))
        _spread(scope, activity)


def _ask(scope: Scope, activity: Activity, offer: Offer, agreed: str) -> None:
    foreseen = foreseeing.foresee(scope, activity, offer.schedule, offer.branch_id)
    if foreseen is not None and foreseen.asks and foreseen.key != agreed:
        raise PeopleAreTold(foreseen)


def _rewrite(scope: Scope, activity: Activity, before: Offer, offer: Offer) -> None:
    """Its rules and exceptions, where those are others; what it says itself was written before."""
    if scope.session.is_modified(activity):
        activity.revised_at = clock.now()
    if (before.lines, before.exceptions) != (offer.lines, offer.exceptions):
        activity.rules.clear()
        activity.exceptions.clear()
        scope.session.flush()
        activity.rules.extend(offers.rules(offer))
        activity.exceptions.extend(offers.exceptions(offer))
        offers.touch(activity)
    if before.online_link not in ("", offer.online_link):
        activity.online_link_at = clock.now()


def _from(scope: Scope, activity: Activity, offer: Offer, since: date) -> Offer:
    if since < clock.today():
        raise SplitInThePast
    when = sessions.split(scope, activity, offer.schedule, since)
    if len(when.lines) > offers.MOST_LINES:
        raise checks.TooManyLines(field="applies_from")
    return replace(offer, lines=when.lines, exceptions=when.exceptions)


def _spread(scope: Scope, activity: Activity) -> int:
    coming = sessions.follow(scope, activity)
    published_changed.send(scope, activity_ids={activity.id})
    return coming
