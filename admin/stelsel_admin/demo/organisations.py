"""What is known of the organisations in the demo: kinds, other names, where they work. One of them is there twice, and
a library asks to make it one. Names, websites and areas are real; no number of a register is made up."""

from dataclasses import dataclass

from sqlalchemy import select

from stelsel.db import unit_of_work
from stelsel.tenancy import Organisation, OrganisationKind, Scope, TenantRef
from stelsel.text import fold
from stelsel_admin.demo.content import PARTNERS
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.organisations import facts as telling
from stelsel_tenants.organisations import keeping, proposing
from stelsel_tenants.organisations.facts import Contact, Facts
from stelsel_tenants.organisations.keeping import By, Keeper
from stelsel_tenants.organisations.models import ContactRole
from stelsel_tenants.partners import service as partners

PROPOSER = "katwijk"
DOUBLE, OF = "Humanitas afdeling Duin- en Bollenstreek", "humanitas"


@dataclass(frozen=True, slots=True)
class OrganisationText:
    """`areas` as people write them; none: the whole country."""

    kind: OrganisationKind
    summary: str
    names: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("nl",)
    phone: str | None = None


K = OrganisationKind
KNOWN = {
    "belastingdienst": OrganisationText(
        K.GOVERNMENT, "Heft belastingen en betaalt toeslagen.", ("BD", "Belastingtelefoon"), phone="08000543"
    ),
    "walkentalk": OrganisationText(K.VOLUNTEERS, "Wandelen en praten over werk.", ("Walk en Talk",)),
    "sociale-dienst-oa": OrganisationText(
        K.SOCIAL_SERVICE,
        "Sociale dienst van drie gemeenten in de Achterhoek.",
        ("SDOA",),
        ("Berkelland", "Oost Gelre", "Winterswijk"),
    ),
    "humanitas": OrganisationText(K.VOLUNTEERS, "Vrijwilligers die er zijn voor een ander.", ("Vereniging Humanitas",)),
    "seniorweb": OrganisationText(K.VOLUNTEERS, "Digitale hulp, voor en door senioren.", ("Vereniging SeniorWeb",)),
    "schuldhulpmaatje": OrganisationText(K.VOLUNTEERS, "Maatjes bij geldzorgen.", ("SHM",)),
    "fnv-belastingservice": OrganisationText(
        K.VOLUNTEERS, "Invulhulpen van de vakbond.", ("FNV", "Federatie Nederlandse Vakbeweging")
    ),
    "vluchtelingenwerk": OrganisationText(
        K.VOLUNTEERS,
        "Komt op voor vluchtelingen en helpt hen op weg.",
        ("VluchtelingenWerk Nederland", "VWN"),
        languages=("nl", "en", "ar", "ti", "fa"),
    ),
}
OTHERS = {
    "juridisch-loket": ("Het Juridisch Loket", "https://www.juridischloket.nl", K.SOCIAL_SERVICE, "Juridisch advies."),
    "lezen-en-schrijven": (
        "Stichting Lezen en Schrijven",
        "https://www.lezenenschrijven.nl",
        K.EDUCATION,
        "Helpt om beter te leren lezen en schrijven.",
    ),
    "rode-kruis": ("Het Nederlandse Rode Kruis", "https://www.rodekruis.nl", K.VOLUNTEERS, "Hulp in nood."),
    "uwv": ("UWV", "https://www.uwv.nl", K.GOVERNMENT, "Regelt werk en uitkeringen."),
    "svb": ("Sociale Verzekeringsbank", "https://www.svb.nl", K.GOVERNMENT, "Betaalt AOW en kinderbijslag."),
}
NAMES = {"svb": ("SVB",), "uwv": ("Uitvoeringsinstituut Werknemersverzekeringen",), "rode-kruis": ("Rode Kruis",)}


def establish(scope: Scope) -> None:
    """The rows themselves, in the national scope."""
    for text in PARTNERS:
        scope.session.add(_organisation(text.slug, text.name, text.website))
    for slug, (name, website, _kind, _summary) in OTHERS.items():
        scope.session.add(_organisation(slug, name, website))


def tell(scope: Scope) -> None:
    """What the national body knows of each, in an identity scope."""
    known = {one.slug: one for one in scope.session.scalars(select(Organisation).order_by(Organisation.slug))}
    texts = {
        **KNOWN,
        **{slug: OrganisationText(one[2], one[3], NAMES.get(slug, ())) for slug, one in OTHERS.items()},
    }
    for slug, text in texts.items():
        organisation = known[slug]
        towns, provinces, _unknown = telling.read_areas(scope, text.areas)
        facts = Facts(
            name=organisation.name,
            kind=text.kind,
            summary=text.summary,
            website=organisation.website,
            phone=text.phone,
            names=text.names,
            is_nationwide=not text.areas,
            municipalities=towns,
            provinces=provinces,
            languages=text.languages,
            contacts=(Contact(ContactRole.PLANNING, "Voorbeeldpersoon", f"planning@{slug}.stelsel.test"),),
        )
        keeping.keep(scope, organisation.id, facts, keeper=Keeper(By.NATIONAL), version=organisation.version)


def double(library: TenantRef) -> None:
    """This library knows a partner under another name, and asks today to make it one."""
    with Scope.system(library, why="demo") as scope, unit_of_work(scope):
        made = proposing.propose(scope, name=DOUBLE, website="https://www.humanitas.nl/afdeling/duin-en-bollenstreek")
        scope.session.flush()
        terms = partners.Terms(does="Helpt thuis met de administratie.", themes=(Theme.MONEY,))
        partners.begin(scope, made.id, terms, is_example=True)
        one = scope.session.scalars(select(Organisation.id).where(Organisation.slug == OF)).one()
        proposing.wish(scope, made.id, one, reason="Dit is de plaatselijke afdeling.")


def _organisation(slug: str, name: str, website: str) -> Organisation:
    return Organisation(slug=slug, name=name, folded=fold(name), website=website or None)
