"""Sources in every state, by the real commands."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from stelsel import clock
from stelsel.outgoing import Answer
from stelsel.tenancy import Scope
from stelsel_tenants.sources import reading, service
from stelsel_tenants.sources.models import FileKind, Imported
from stelsel_tenants.sources.service import Sent, Terms
from tests.site.shelf import main_branch

CORPUS = Path(__file__).parents[1] / "importing" / "calendars"
BRANCH = "Bibliotheek Katwijk Katwijk"
HEAD = "extern_id;titel;soort;vestiging;rooster;begintijd;eindtijd;van;tot;behalve;plaatsen;aanmelden;prijs_cent"
ROW = f"a1;Taalcafé;Taalcafé;{BRANCH};elke week op dinsdag;10:00;12.00;2026-12-01;;;;;"
BAD = f"a2;Fout;Taalcafé;{BRANCH};af en toe;10:00;12.00;2026-12-01;;;;;"


@dataclass(frozen=True, slots=True)
class Made:
    """A calendar that fails now and of which one activity is gone, another that waits, and a list that waits."""

    address_id: uuid.UUID
    calendar_id: uuid.UUID
    table_id: uuid.UUID


def sources(scope: Scope) -> Made:
    terms = Terms(main_branch(scope).id, "taalcafe")
    failing = service.subscribe(
        scope,
        name="Agenda van de site",
        address="https://bibliotheek.example/agenda.ics",
        contact="redactie@katwijk.stelsel.test",
        terms=terms,
    )
    content = (CORPUS / "google.ics").read_bytes()
    said = reading.said(scope, failing, reading.parsed(content, FileKind.CALENDAR), {})
    service.read(scope, failing, said, Answer(content, '"een"'))
    failing.failures, failing.failing_since, failing.problem = 2, clock.now(), "Dit adres antwoordt te langzaam."
    scope.session.flush()
    scope.session.scalars(select(Imported).order_by(Imported.key)).first().gone_at = clock.now()  # type: ignore[union-attr]
    fresh = service.subscribe(
        scope, name="Nieuwe agenda", address="https://elders.example/a.ics", contact="", terms=terms
    )
    waiting = service.hold(
        scope, fresh, Sent("Nieuwe agenda", FileKind.CALENDAR, (CORPUS / "outlook.ics").read_bytes())
    )
    table = f"{HEAD}\n{ROW}\n{BAD}".encode()
    listed = service.hold(scope, service.files(scope, terms), Sent("lijst.csv", FileKind.TABLE, table))
    return Made(failing.id, waiting.id, listed.id)
