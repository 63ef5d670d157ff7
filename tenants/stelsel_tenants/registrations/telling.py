"""What somebody who signed up gets to read, and when: letters through the outbox, once per event.

Who left no address is called: the desk sees them in its list until somebody ticks that they know (`told_at`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from stelsel import clock, mail
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.tenancy import Scope
from stelsel_tenants.activities.events import calendar
from stelsel_tenants.activities.models import Session, SessionState
from stelsel_tenants.libraries.models import Branch, Profile
from stelsel_tenants.registrations import conditions, places, queue, reminding, retention
from stelsel_tenants.registrations.models import Registration, RegistrationState
from stelsel_tenants.registrations.places import Places


def welcome(scope: Scope, one: Registration, here: Places) -> None:
    """They have their place, or one on the list; a reminder follows by itself."""
    scope.session.flush()
    if one.state is RegistrationState.WAITING:
        _write(scope, one, here, "waiting", "waiting", position=queue.position(scope, one))
        return
    _write(scope, one, here, "signed-up", f"signed-up:{one.seated_at}", with_calendar=True)
    reminding.plan(scope, one, here)


def again(scope: Scope, one: Registration, here: Places) -> None:
    """The same person signed up a second time: told by mail alone, so that the page gives nobody away."""
    position = queue.position(scope, one) if one.state is RegistrationState.WAITING else None
    _write(scope, one, here, "signed-up-already", "again", position=position)


def offer(scope: Scope, one: Registration, here: Places) -> None:
    _write(scope, one, here, "offer", f"offer:{one.offered_until}", until=one.offered_until)


def lapsed(scope: Scope, one: Registration, here: Places | None) -> None:
    if here is not None:
        is_back = one.state is RegistrationState.WAITING
        position = queue.position(scope, one) if is_back else None
        _write(scope, one, here, "lapsed", f"lapsed:{clock.now()}", position=position)


def passed_over(scope: Scope, one: Registration, here: Places, free: int) -> None:
    """There was room, but not for so many: once."""
    if one.passed_over_at is None:
        one.passed_over_at = clock.now()
        _write(scope, one, here, "passed-over", "passed-over", free=free)


def done(scope: Scope, one: Registration, here: Places) -> None:
    """They cancelled."""
    _write(scope, one, here, "taken-back", "taken-back")


def remind(scope: Scope, one: Registration, here: Places, session: Session) -> None:
    """It is nearly so far; another letter where it was moved since."""
    only, event = Places(here.activity, (session,), one.online), f"{session.id}:{session.starts_at}"
    if one.email is None:
        _text(scope, one, only, "reminder-sms", event)
    _write(scope, one, only, "reminder", event)


def changed(scope: Scope, one: Registration, here: Places) -> None:
    """Of these sessions something else is true than they were told: the old and the new time, or that it is off."""
    changes = [here.activity.online_link_at, *(session.changed_at for session in here.sessions)]
    since = max(moment for moment in changes if moment is not None)
    is_off = all(session.state is not SessionState.PLANNED for session in here.sessions)
    coming = _next(scope, here) if is_off else []
    template = "cancelled" if is_off else "moved"
    _write(scope, one, here, template, f"{template}:{since}", with_calendar=True, coming=coming)


def _text(scope: Scope, one: Registration, here: Places, template: str, event: str) -> None:
    """A text message, where one reaches them. It does not say for what they come."""
    if one.phone is None or not mail.texts.reaches(one.phone):
        return
    branch = scope.session.get_one(Branch, (scope.tenant_id, here.first.branch_id))
    mail.texts.queue(
        scope,
        number=one.phone,
        template=template,
        key=f"{event}:{one.id}",
        about_id=one.id,
        language=one.language,
        starts_at=one.slot_at or here.first.starts_at,
        branch=branch,
        phone=branch.phone or scope.session.scalar(select(Profile.phone)),
        code=one.code,
    )


def _next(scope: Scope, here: Places) -> list[tuple[datetime, datetime]]:
    """The next dates of the same activity."""
    return [(one.starts_at, one.ends_at) for one in places.coming(scope, here.activity.id)[:3]]


def _write(
    scope: Scope,
    one: Registration,
    here: Places,
    template: str,
    event: str,
    *,
    with_calendar: bool = False,
    **extra: Any,
) -> None:
    if one.email is None:
        return
    link = links.of(scope, LinkPurpose.SIGN_UP, one.id)
    branch = scope.session.get_one(Branch, (scope.tenant_id, here.first.branch_id))
    terms = conditions.of(scope, here.activity.id)
    cents = here.activity.cost_cents
    if one.is_member and terms.member_cents is not None:
        cents = terms.member_cents
    mail.queue(
        scope,
        to=one.email,
        template=template,
        key=f"{event}:{one.id}",
        about_id=one.id,
        language=one.language,
        calendar=calendar(scope, [session.id for session in here.sessions], "REQUEST") if with_calendar else "",
        name=one.name,
        title=here.activity.title,
        sessions=here.sessions,
        slot_at=one.slot_at,
        is_course=here.is_course,
        seats=one.seats,
        bring=here.activity.bring,
        room=here.activity.room,
        is_online=here.is_online,
        online_link=here.activity.online_link if here.is_online and one.state is RegistrationState.CONFIRMED else "",
        branch=branch,
        cents=cents,
        path=f"/aanmelding/{links.token(link.id)}",
        agenda=f"/b/{scope.library.slug}/activiteiten/{here.activity.id}",
        keep_days=retention.term(scope).days,
        **extra,
    )
    one.told_at = clock.now()
