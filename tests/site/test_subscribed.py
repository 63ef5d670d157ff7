"""What somebody who subscribed to a calendar sees when things change."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any
from uuid import UUID

from icalendar import Calendar

from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity
from tests.site import shelf
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/agenda.ics"


@dataclass
class Subscriber:
    """A calendar program: it asks with the ETag it has, and keeps what it is given by UID."""

    client: PageClient
    url: str = URL
    tag: str = ""
    events: dict[str, Any] = field(default_factory=dict)

    def refresh(self) -> bool:
        """True when there was something new; what was known may not vanish, nor go back in SEQUENCE."""
        answer = self.client.get(self.url, headers={"If-None-Match": self.tag} if self.tag else {})
        if answer.status_code == 304:
            return False
        self.tag = answer.headers["ETag"]
        found: Any = Calendar.from_ical(answer.data)
        new = {str(event["UID"]): event for event in found.walk("VEVENT")}
        assert self.events.keys() <= new.keys()
        assert all(new[uid]["SEQUENCE"] >= event["SEQUENCE"] for uid, event in self.events.items())
        self.events = new
        return True

    def first(self) -> tuple[str, int, str]:
        """When the first one is, its SEQUENCE and its STATUS."""
        event = next(iter(self.events.values()))
        return f"{event['DTSTART'].dt:%H:%M}", int(event["SEQUENCE"]), str(event["STATUS"])


def test_a_subscriber_sees_every_change(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    calendar = Subscriber(client)

    def after(change: Callable[[Scope], Any]) -> tuple[str, int, str]:
        clock.forward(minutes=5)
        with scopes.work() as scope:
            change(scope)
        assert calendar.refresh(), "the ETag moves"
        clock.forward(minutes=5)
        assert not calendar.refresh(), "and holds while nothing changes"
        return calendar.first()

    def at(hour: int) -> Callable[[Scope], Any]:
        def move(scope: Scope) -> None:
            activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
            line = replace(shelf.TUESDAYS, begins=time(hour), ends=time(hour + 2))
            service.revise(scope, activity_id, replace(offers.of(activity), lines=(line,)), version=activity.version)

        return move

    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id: UUID = shelf.published(scope)
        session_id = shelf.sessions(scope, activity_id)[0].id
    calendar.refresh()
    uids = list(calendar.events)
    assert uids[0] == f"sessie-{session_id}@stelsel.invalid"
    assert calendar.first() == ("14:00", 0, "CONFIRMED")

    assert after(at(15)) == ("15:00", 1, "CONFIRMED")
    assert after(lambda scope: service.withdraw(scope, activity_id)) == ("15:00", 2, "CANCELLED")
    assert {str(event["STATUS"]) for event in calendar.events.values()} == {"CANCELLED"}
    assert after(lambda scope: service.publish(scope, activity_id)) == ("15:00", 3, "CONFIRMED")
    assert after(at(13)) == ("13:00", 4, "CONFIRMED")
    off = after(lambda scope: service.cancel(scope, session_id, reason="De begeleider is ziek."))
    assert off == ("13:00", 5, "CANCELLED")
    assert list(calendar.events)[: len(uids)] == uids, "each date is the same one through all of it"

    withdrawn = after(lambda scope: service.withdraw(scope, activity_id))
    assert withdrawn == ("13:00", 5, "CANCELLED"), "what was off is not off once more"


def test_it_is_told_for_sixty_days(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope)
        service.withdraw(scope, activity_id)
    calendar = Subscriber(client, f"{URL}?activiteit={activity_id}")
    clock.forward(days=60)
    calendar.refresh()
    assert calendar.first()[2] == "CANCELLED"
    clock.forward(days=1)
    later = Subscriber(client, calendar.url)
    later.refresh()
    assert len(later.events) == len(calendar.events) - 1


def test_a_feed_of_one_activity(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, "Taalcafé")
        shelf.published(scope, "Aangifte", lines=(shelf.WEDNESDAYS,))
    address = f"/b/katwijk/agenda.ics?activiteit={activity_id}"
    assert f'href="http://localhost{address}"' in client.get(f"/b/katwijk/activiteiten/{activity_id}").text
    calendar = Subscriber(client, address)
    calendar.refresh()
    assert {str(event["SUMMARY"]) for event in calendar.events.values()} == {"Taalcafé"}
