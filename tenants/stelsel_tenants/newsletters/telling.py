"""The letters of a subscription: say yes, you have it already, and each week what is new."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from stelsel import clock, mail
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.i18n import speaking
from stelsel.tenancy import Scope
from stelsel_tenants.newsletters import week
from stelsel_tenants.newsletters.models import Subscription
from stelsel_tenants.newsletters.week import Week
from stelsel_tenants.site.library.periods import WEEK

TOGETHER = 200
"""Letters in one unit of work: what a machine that dies does again, and for how long SQLite keeps others waiting."""


def asked(scope: Scope, one: Subscription) -> None:
    """On the day that it was asked, once."""
    template = "newsletter-confirm" if one.confirmed_at is None else "newsletter-already"
    secret = links.token(links.of(scope, LinkPurpose.NEWSLETTER, one.id).id)
    _write(scope, one, secret, template, f"{one.id}:{clock.today()}")


def write(scope: Scope, moment: datetime) -> int:
    """Write this week's letter to some of those who have not had it. Returns how many were looked at.

    What there is to tell is looked up once for each kind and language, not for each reader.
    """
    row = Subscription
    monday = week.period().first
    due = or_(row.looked_at.is_(None), row.looked_at < clock.start_of(monday))
    wanted = select(row).where(row.confirmed_at.is_not(None), due).order_by(row.id).limit(TOGETHER)
    found = scope.session.scalars(wanted.with_for_update()).all()
    secrets = links.prolong(scope, LinkPurpose.NEWSLETTER, [one.id for one in found])
    known: dict[tuple[str, str, datetime], Week] = {}
    for one in found:
        about = one.kind, one.language, one.looked_at or moment - WEEK
        if about not in known:
            with speaking(one.language):
                known[about] = week.of(scope, one.kind, about[2])
        one.looked_at = moment
        if known[about].has_news:
            _write(scope, one, secrets[one.id], "newsletter", f"{one.id}:{monday}", week=known[about])
    return len(found)


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
        library=scope.library.name,
        path=path,
        **values,
    )
