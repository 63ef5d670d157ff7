"""Some made-up readers of the agenda by mail, with the letter of this week: see the mailbox of the national body."""

from datetime import date, time, timedelta

from stelsel import clock
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, TenantRef
from stelsel_tenants.newsletters import telling
from stelsel_tenants.newsletters.models import Subscription

WHY = "demo"
LIBRARY = "katwijk"
ASKED = (("", "nl", 7), ("", "en", 1), ("digital", "nl", 6), ("taalcafe", "nl", 2))
"""Kind, language, and by how many."""


def subscribe(library: TenantRef, today: date) -> None:
    """They asked a week before this Monday, said yes at once, and got their first letter on it."""
    monday = clock.at(today - timedelta(days=today.weekday()), time(7))
    asked_at = monday - timedelta(days=7)
    with clock.frozen(monday), Scope.system(library, why=WHY) as scope, unit_of_work(scope):
        for kind, language, number in ASKED:
            for one in range(1, number + 1):
                address = f"lezer{one}-{kind or 'alles'}-{language}@voorbeeld.example"
                reader = Subscription(email=address, kind=kind, language=language, asked_at=asked_at)
                reader.confirmed_at = asked_at
                scope.session.add(reader)
                links.make(scope, LinkPurpose.NEWSLETTER, reader.id, tenant_id=library.id)
        telling.write(scope, monday)
