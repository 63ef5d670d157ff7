"""The letters of a subscription: say yes, you have it already, and each week what is new."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from stelsel import clock, mail
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.i18n import speaking
from stelsel.tenancy import Scope
from stelsel_tenants.newsletters import nearby, week
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.models import Subscription
from stelsel_tenants.newsletters.nearby import Nearby
from stelsel_tenants.newsletters.week import Week
from stelsel_tenants.site.library.periods import WEEK

_ALIKE = Subscription.place, Subscription.km, Subscription.kind, Subscription.language
TOGETHER = 200
"""Letters in one unit of work: what a machine that dies does again, and for how long SQLite keeps others waiting."""


def asked(scope: Scope, one: Subscription) -> None:
    """On the day that it was asked, once."""
    answer = "confirm" if one.confirmed_at is None else "already"
    secret = links.token(links.of(scope, LinkPurpose.NEWSLETTER, one.id).id)
    _write(scope, one, secret, f"{_series(one)}-{answer}", f"{one.id}:{clock.today()}")


def write(scope: Scope, moment: datetime) -> int:
    """Write this week's letter to some of those who have not had it. Returns how many were looked at.

    What there is to tell is looked up once for those who asked for the same in one language, not for each reader; so
    they are taken together.
    """
    row = Subscription
    monday = week.period().first
    due = or_(row.looked_at.is_(None), row.looked_at < clock.start_of(monday))
    wanted = select(row).where(row.confirmed_at.is_not(None), due).order_by(*_ALIKE, row.id).limit(TOGETHER)
    found = scope.session.scalars(wanted.with_for_update()).all()
    secrets = links.prolong(scope, LinkPurpose.NEWSLETTER, [one.id for one in found])
    known: dict[tuple[About, str, datetime], Week | Nearby] = {}
    for one in found:
        asked = About.of(one), one.language, one.looked_at or moment - WEEK
        if asked not in known:
            known[asked] = _news(scope, *asked)
        one.looked_at = moment
        if known[asked].has_news:
            _write(scope, one, secrets[one.id], _series(one), f"{one.id}:{monday}", news=known[asked])
    return len(found)


def _news(scope: Scope, about: About, language: str, since: datetime) -> Week | Nearby:
    """Of the library, or of all of them around a place: that is read under a scope of its own."""
    with speaking(language):
        if not about.place:
            return week.of(scope, about.kind, since)
        with Scope.network(why="newsletters.nearby") as everywhere:
            return nearby.of(everywhere, about, since)


def _series(one: Subscription) -> str:
    """The name that its letters begin with."""
    return "nearby" if one.place else "newsletter"


def _write(scope: Scope, one: Subscription, secret: str, template: str, key: str, **values: Any) -> None:
    path = f"/nieuwsbrief/{secret}"
    mail.queue(
        scope,
        to=one.email,
        template=template,
        key=key,
        language=one.language,
        about_id=one.id,
        unsubscribe=path,
        sender="" if one.place else None,
        library=scope.library.name,
        path=path,
        **values,
    )
