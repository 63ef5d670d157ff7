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

What = tuple[About, str, datetime]
"""What a letter is about, its language, and since when that is news: who shares these three gets the same."""
_ALIKE = Subscription.place, Subscription.km, Subscription.kind, Subscription.language
TOGETHER = 200
"""Letters in one unit of work: what a machine that dies does again, and for how long SQLite keeps others waiting."""
SEARCHES = 20
"""Different things that are looked up in one unit of work, for the same reason."""


def asked(scope: Scope, one: Subscription) -> None:
    """On the day that it was asked, once."""
    answer = "confirm" if one.confirmed_at is None else "already"
    secret = links.token(links.of(scope, LinkPurpose.NEWSLETTER, one.id).id)
    _write(scope, one, secret, f"{_series(one)}-{answer}", f"{one.id}:{clock.today()}")


def write(scope: Scope, moment: datetime) -> int:
    """Write this week's letter to some of those who have not had it. Returns how many were looked at: 0 at the end.

    What there is to tell is looked up once for those who asked for the same in one language, not for each reader; so
    they are taken together.
    """
    row = Subscription
    monday = week.period().first
    due = or_(row.looked_at.is_(None), row.looked_at < clock.start_of(monday))
    wanted = select(row).where(row.confirmed_at.is_not(None), due).order_by(*_ALIKE, row.id).limit(TOGETHER)
    found = [(one, _what(one, moment)) for one in scope.session.scalars(wanted.with_for_update())]
    searches = list(dict.fromkeys(what for _one, what in found))[:SEARCHES]
    known = {what: _news(scope, *what) for what in searches}
    told = [(one, known[what]) for one, what in found if what in known]
    secrets = links.prolong(scope, LinkPurpose.NEWSLETTER, [one.id for one, _told in told])
    for one, news in told:
        one.looked_at = moment
        if news.has_news:
            _write(scope, one, secrets[one.id], _series(one), f"{one.id}:{monday}", news=news)
    return len(told)


def _what(one: Subscription, moment: datetime) -> What:
    return About.of(one), one.language, one.looked_at or moment - WEEK


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
