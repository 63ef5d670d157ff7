"""The small network that every test starts from: five libraries, three partners, and everybody of the demo accounts.

Everybody has the same password. A client is known by what its person is and where: `beheer_katwijk`,
`partner_belastingdienst`, `beoordelaar1`.
"""

from flask import Flask
from sqlalchemy import Connection, MetaData, create_engine, select
from sqlalchemy.pool import NullPool

from stelsel.access import RoleName
from stelsel.db import Root, schema, unit_of_work
from stelsel.geo import service as geo
from stelsel.identity import service
from stelsel.identity.models import User
from stelsel.identity.security import hashed
from stelsel.tenancy import Actor, Hat, Organisation, Scope, Tenant, TenantKind, security
from stelsel.text import fold
from stelsel_tenants.activities.models import Concept, Theme
from stelsel_tenants.libraries.models import Branch, BranchKind

PASSWORD = "vier blauwe olifanten dansen"
BUILDER = Actor(Hat.SYSTEM, "tests")
NATIONAL_SLUG = "landelijk"

LIBRARIES = {
    "katwijk": ("Bibliotheek Katwijk", "Katwijk"),
    "venlo": ("Bibliotheek Venlo", "Venlo"),
    "gooi-en-meer": ("Bibliotheek Gooi en meer", "Bussum"),
    "oost-achterhoek": ("Bibliotheek Oost-Achterhoek", "Groenlo"),
    "den-haag": ("Bibliotheek Den Haag", "Den Haag"),
}
SPOTS = {
    "katwijk": ("GM0537", 52.2017, 4.4147),
    "venlo": ("GM0983", 51.3704, 6.1724),
    "gooi-en-meer": ("GM1942", 52.2737, 5.1620),
    "oost-achterhoek": ("GM1586", 52.0417, 6.6158),
    "den-haag": ("GM0518", 52.0779, 4.3158),
}
"""Municipality, latitude and longitude of each library's main branch."""
CONCEPTS = {
    "belastinghulp": ("Hulp bij belasting en toeslagen", Theme.TAX),
    "ido": ("Informatiepunt Digitale Overheid", Theme.DIGITAL),
    "walkentalk": ("Walk&Talk", Theme.WORK),
    "taalcafe": ("Taalcafé", Theme.LANGUAGE),
}
ORGANISATIONS = {
    "belastingdienst": "Belastingdienst",
    "walkentalk": "Walk&Talk",
    "sociale-dienst-oa": "Sociale Dienst Oost Achterhoek",
}
STAFF = {
    "beheer": RoleName.MANAGER,
    "redactie": RoleName.EDITOR,
    "balie": RoleName.DESK,
    "directie": RoleName.DIRECTOR,
}
NATIONAL = {
    "landelijk": RoleName.NATIONAL_ADMIN,
    "coordinator": RoleName.COORDINATOR,
    "beoordelaar1": RoleName.ASSESSOR,
    "beoordelaar2": RoleName.ASSESSOR,
    "controleur": RoleName.CONTROLLER,
    "beslisser": RoleName.DECIDER,
    "financien1": RoleName.FINANCE,
    "financien2": RoleName.FINANCE,
    "platform": RoleName.PLATFORM_ADMIN,
}
PEOPLE = {
    **{f"{who}_{slug}": f"{who}@{slug}.stelsel.test" for slug in LIBRARIES for who in STAFF},
    **{f"partner_{slug}": f"partner@{slug}.stelsel.test" for slug in ORGANISATIONS},
    **{who: f"{who}@stelsel.test" for who in NATIONAL},
}
"""Everybody's e-mail address, by the name that tests know them by."""


def make_schema(url: str) -> None:
    """Run the migrations; where the models are ahead of them, make the tables of the models instead.

    So a room in the making can be tested. That every table has its migration is proven by `make check`.
    """
    schema.upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    if schema.differences(url, security.catalogue(engine.dialect.name)):
        with engine.begin() as connection:
            _empty(connection)
            Root.metadata.create_all(connection)
            for statement in security.statements(set())[engine.dialect.name]:
                connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
    engine.dispose()


def _empty(connection: Connection) -> None:
    """Take away what the migrations made."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    else:
        made = MetaData()
        made.reflect(connection)
        made.drop_all(connection)


def fill(app: Flask) -> None:
    """Write the network into an empty database."""
    with app.app_context():
        with Scope.national(BUILDER, why="tests") as scope, unit_of_work(scope):
            geo.load_reference(scope)
            scope.session.add_all(
                Concept(slug=slug, name=name, theme=theme) for slug, (name, theme) in CONCEPTS.items()
            )
            scope.session.add(Tenant(slug=NATIONAL_SLUG, name="Landelijk bureau", kind=TenantKind.NATIONAL))
            scope.session.add_all(
                Tenant(slug=slug, name=name, place=place) for slug, (name, place) in LIBRARIES.items()
            )
            scope.session.add_all(
                Organisation(slug=slug, name=name, folded=fold(name)) for slug, name in ORGANISATIONS.items()
            )
        with Scope.identity(why="tests") as scope, unit_of_work(scope):
            tenants = {tenant.slug: tenant.id for tenant in scope.session.scalars(select(Tenant))}
            organisations = {one.slug: one.id for one in scope.session.scalars(select(Organisation))}
            # Hashed once: it is slow on purpose, and nobody here looks whether two people share theirs.
            password = hashed(PASSWORD)
            for name, email in PEOPLE.items():
                user = User(email=email, name=name.replace("_", " ").title(), password=password)
                scope.session.add(user)
                scope.session.flush()
                who, _, slug = name.partition("_")
                if slug in organisations:
                    service.join(scope, user.id, RoleName.PARTNER, organisation_id=organisations[slug])
                elif slug:
                    service.join(scope, user.id, STAFF[who], tenant_id=tenants[slug])
                else:
                    service.join(scope, user.id, NATIONAL[who], tenant_id=tenants[NATIONAL_SLUG])
        for slug, (name, place) in LIBRARIES.items():
            with Scope.system(tenants[slug], why="tests") as scope, unit_of_work(scope):
                code, lat, lon = SPOTS[slug]
                scope.session.add(
                    Branch(
                        name=f"{name} {place}",
                        kind=BranchKind.MAIN,
                        place=place,
                        municipality_code=code,
                        lat=lat,
                        lon=lon,
                    )
                )
