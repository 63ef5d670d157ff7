"""Some made-up readers of a letter each week, with the one of this week: see the mailbox of the national body."""

from datetime import date, time, timedelta

from stelsel import clock
from stelsel.access import links
from stelsel.access.current import national_tenant
from stelsel.access.models import LinkPurpose
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, TenantRef
from stelsel_tenants.newsletters import telling
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.models import Subscription

WHY = "demo"
LIBRARY = "katwijk"
Asked = tuple[tuple[About, str, int], ...]
"""About what, in which language, and by how many."""
AGENDA: Asked = (
    (About(), "nl", 7),
    (About(), "en", 1),
    (About("digital"), "nl", 6),
    (About("taalcafe"), "nl", 2),
)
NEAR: Asked = ((About(place="2225", km=50), "nl", 2), (About("meeting", "2225", 15), "en", 1))


def of_library(library: TenantRef, today: date) -> None:
    """Who reads the agenda."""
    _subscribe(library, AGENDA, today)


def around_places(today: date) -> None:
    """Who reads what is new around a place: when all libraries are there."""
    _subscribe(national_tenant(), NEAR, today)


def _subscribe(tenant: TenantRef, asked: Asked, today: date) -> None:
    """They asked a week before this Monday, said yes at once, and got their first letter on it."""
    monday = clock.at(today - timedelta(days=today.weekday()), time(7))
    asked_at = monday - timedelta(days=7)
    with clock.frozen(monday), Scope.system(tenant, why=WHY) as scope, unit_of_work(scope):
        for about, language, number in asked:
            for one in range(1, number + 1):
                email = f"lezer{one}-{about.place or about.kind or 'alles'}-{language}@voorbeeld.example"
                reader = Subscription(
                    email=email, kind=about.kind, place=about.place, km=about.km, language=language, asked_at=asked_at
                )
                reader.confirmed_at = asked_at
                scope.session.add(reader)
                links.make(scope, LinkPurpose.NEWSLETTER, reader.id, tenant_id=tenant.id)
        telling.write(scope, monday)
