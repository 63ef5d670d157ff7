"""A list that an editor of Katwijk sent in and that waits to be looked at: nothing of it is there before somebody says
yes."""

from datetime import date, timedelta

from sqlalchemy import select

from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, TenantRef
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.sources import service
from stelsel_tenants.sources.models import FileKind
from stelsel_tenants.sources.service import Sent, Terms

WHY = "demo"
HEAD = "extern_id;titel;soort;vestiging;rooster;begintijd;eindtijd;van;behalve"
ROWS = (
    "schaken;Schaken in de leeszaal;{kind};{branch};elke week op vrijdag;14.00;16.00;{first};schoolvakantie",
    "breien;Breien en bijpraten;{kind};{branch};1e en 3e maandag;10.00;12.00;{first};",
    "lezen;Samen een boek lezen;{kind};{branch};oneven weken op woensdag;19.30;21.00;{first};feestdagen",
    "film;Film met nagesprek;{kind};{branch};af en toe;20.00;22.00;{first};",
)
"""The last one says no schedule that anybody could read: it is refused, with the reason."""
CONCEPT = "taalcafe"


def send(library: TenantRef, today: date) -> None:
    """Send the list in."""
    with Scope.system(library, why=WHY) as scope, unit_of_work(scope):
        branch = scope.session.scalars(select(Branch).order_by(Branch.name, Branch.id).limit(1)).one()
        kind = scope.session.scalars(select(Concept.name).where(Concept.slug == CONCEPT)).one()
        told = {"kind": kind, "branch": branch.name, "first": (today + timedelta(days=7)).isoformat()}
        content = "\n".join([HEAD, *(row.format(**told) for row in ROWS)]).encode()
        source = service.files(scope, Terms(branch.id, CONCEPT))
        service.hold(scope, source, Sent("voorjaar.csv", FileKind.TABLE, content))
