"""What the demo network is made of: programmes, concepts and partners of 2016 with their real names.

Texts are written for the demo. Which library does what is made up (`plans`), and marked as an example on the page.
"""

from dataclasses import dataclass

from stelsel.billing.models import Plan
from stelsel_tenants.activities.models import CoreFunction, Theme


@dataclass(frozen=True, slots=True)
class ConceptText:
    slug: str
    name: str
    name_en: str
    theme: Theme
    core_function: CoreFunction
    programme: str | None
    summary: str
    text: str
    bring: str = ""
    audience: str = ""
    places_target: int | None = None


@dataclass(frozen=True, slots=True)
class PartnerText:
    """`does` is what the partner does at a library in the demo, in plain words; `website` only where it is known."""

    slug: str
    name: str
    website: str
    does: str
    themes: tuple[Theme, ...]


PROGRAMMES = {
    "belasting": ("Bibliotheek en Belastingdienst", "Hulp bij de aangifte en bij toeslagen, samen met invulhulpen."),
    "ido": ("Informatiepunt Digitale Overheid", "Vragen over DigiD, brieven en formulieren van de overheid."),
    "walkentalk": ("Walk&Talk", "Werkzoekenden ontmoeten elkaar in de bibliotheek."),
    "bzk-pilot": ("Pilot: wat hebben inwoners nodig", "Proef van het ministerie in Katwijk, Venlo en Gooi en meer."),
}

CONCEPTS = (
    ConceptText(
        "belastinghulp",
        "Hulp bij de belastingaangifte",
        "Help with your tax return",
        Theme.TAX,
        CoreFunction.KNOWLEDGE,
        "belasting",
        "Iemand kijkt mee terwijl u uw aangifte doet.",
        "U vult zelf in, wij kijken mee. Komt u er niet uit? Dan verwijzen we u naar iemand die verder kan helpen.\n\n"
        "We vragen nooit om uw burgerservicenummer.",
        "Uw telefoon met de DigiD-app en de brief van de Belastingdienst.",
        "Voor iedereen met een eenvoudige aangifte.",
    ),
    ConceptText(
        "toeslagen",
        "Hulp bij toeslagen",
        "Help with benefits",
        Theme.TAX,
        CoreFunction.KNOWLEDGE,
        "belasting",
        "Huurtoeslag, zorgtoeslag en kinderopvangtoeslag.",
        "Samen kijken we of u een toeslag kunt krijgen, en hoe u die aanvraagt of verandert.",
        "Uw DigiD en een overzicht van uw inkomen.",
    ),
    ConceptText(
        "ido",
        "Informatiepunt Digitale Overheid",
        "Digital Government Information Point",
        Theme.DIGITAL,
        CoreFunction.KNOWLEDGE,
        "ido",
        "Stel uw vraag over DigiD, een brief of een formulier.",
        "Loop gerust binnen. Een medewerker helpt u op weg, of zoekt met u uit wie u verder kan helpen.",
        "De brief waar uw vraag over gaat.",
        "Voor iedereen.",
    ),
    ConceptText(
        "klik-en-tik",
        "Klik & Tik",
        "Click & Tap computer course",
        Theme.DIGITAL,
        CoreFunction.EDUCATION,
        None,
        "Leer omgaan met computer en internet, in uw eigen tempo.",
        "U oefent op een computer van de bibliotheek. Er is altijd iemand die helpt.",
        audience="Voor wie nog weinig met een computer doet.",
    ),
    ConceptText(
        "brievenhulp",
        "Formulieren en brieven",
        "Help with letters and forms",
        Theme.LETTER,
        CoreFunction.KNOWLEDGE,
        None,
        "Samen een brief lezen, en weten wat u moet doen.",
        "Breng uw brief of formulier mee. We lezen hem samen en helpen u met het antwoord.",
        "Uw brief of formulier.",
    ),
    ConceptText(
        "walkentalk",
        "Walk&Talk",
        "Walk&Talk for job seekers",
        Theme.WORK,
        CoreFunction.MEETING,
        "walkentalk",
        "Samen zoeken naar werk, met een kop koffie.",
        "Elke keer een ander onderwerp: een brief schrijven, netwerken, een gesprek voeren. "
        "U hoort ook hoe anderen het doen.",
        audience="Voor iedereen die werk zoekt.",
        places_target=50,
    ),
    ConceptText(
        "sollicitatietraining",
        "Training online solliciteren",
        "Online job application training",
        Theme.WORK,
        CoreFunction.EDUCATION,
        "walkentalk",
        "Leer solliciteren met een goed profiel op internet.",
        "In een ochtend maakt u uw profiel en stuurt u uw eerste sollicitatie.",
        "Uw cv, op papier of in uw mail.",
        places_target=10,
    ),
    ConceptText(
        "geldvragen",
        "Spreekuur geldzaken",
        "Money matters",
        Theme.MONEY,
        CoreFunction.KNOWLEDGE,
        None,
        "Op tijd erbij zijn, zonder oordeel.",
        "Hebt u rekeningen die blijven liggen? Een vrijwilliger zet ze met u op een rij.",
        "De brieven en rekeningen die u zorgen geven.",
    ),
    ConceptText(
        "taalcafe",
        "Taalcafé",
        "Language café",
        Theme.LANGUAGE,
        CoreFunction.EDUCATION,
        None,
        "Nederlands praten met anderen, met koffie of thee.",
        "U hoeft niet goed Nederlands te spreken. Juist niet.",
        audience="Voor iedereen die Nederlands leert.",
    ),
    ConceptText(
        "leeskring",
        "Leeskring",
        "Reading group",
        Theme.MEETING,
        CoreFunction.READING,
        None,
        "Samen praten over een boek.",
        "We lezen elke maand een boek. De bibliotheek zorgt dat het klaarligt.",
    ),
    ConceptText(
        "mantelzorg",
        "Koffie voor mantelzorgers",
        "Coffee for carers",
        Theme.CARE,
        CoreFunction.MEETING,
        None,
        "Even onder elkaar, en vragen stellen.",
        "Zorgt u voor iemand thuis? Hier vindt u mensen die hetzelfde doen.",
        audience="Voor wie voor een ander zorgt.",
    ),
)

PARTNERS = (
    PartnerText(
        "belastingdienst",
        "Belastingdienst",
        "https://www.belastingdienst.nl",
        "Scholt de invulhulpen en beantwoordt hun vragen.",
        (Theme.TAX,),
    ),
    PartnerText(
        "walkentalk",
        "Walk&Talk",
        "",
        "Organiseert bijeenkomsten voor mensen die werk zoeken.",
        (Theme.WORK, Theme.MEETING),
    ),
    PartnerText(
        "sociale-dienst-oa",
        "Sociale Dienst Oost-Achterhoek",
        "",
        "Houdt spreekuur over werk, inkomen en geldzorgen.",
        (Theme.WORK, Theme.MONEY),
    ),
    PartnerText(
        "humanitas",
        "Humanitas",
        "https://www.humanitas.nl",
        "Helpt met de administratie en denkt mee bij geldzorgen.",
        (Theme.MONEY, Theme.LETTER),
    ),
    PartnerText(
        "seniorweb",
        "SeniorWeb",
        "https://www.seniorweb.nl",
        "Geeft computerles en helpt met telefoon en tablet.",
        (Theme.DIGITAL,),
    ),
    PartnerText(
        "schuldhulpmaatje",
        "SchuldHulpMaatje",
        "https://www.schuldhulpmaatje.nl",
        "Een maatje dat helpt om schulden de baas te worden.",
        (Theme.MONEY,),
    ),
    PartnerText(
        "fnv-belastingservice",
        "FNV Belastingservice",
        "https://www.fnv.nl",
        "Invulhulpen die uw aangifte met u doen.",
        (Theme.TAX,),
    ),
    PartnerText(
        "vluchtelingenwerk",
        "VluchtelingenWerk",
        "https://www.vluchtelingenwerk.nl",
        "Helpt nieuwkomers met brieven en met de taal.",
        (Theme.LANGUAGE, Theme.LETTER),
    ),
)


def plans() -> list[Plan]:
    """Three plans by the size of the working area. Their prices are made up."""
    return [
        Plan(
            slug="klein",
            name="Klein",
            summary="Voor een bibliotheek met een paar vestigingen.",
            price_cents=120_000,
            inhabitants=50_000,
            branches=5,
            people=15,
            position=10,
            is_offered=True,
            is_example=True,
        ),
        Plan(
            slug="middel",
            name="Middel",
            summary="Voor een bibliotheek in een stad of in een paar gemeenten.",
            price_cents=240_000,
            inhabitants=150_000,
            branches=20,
            people=60,
            own_host=True,
            imports=True,
            position=20,
            is_offered=True,
            is_example=True,
        ),
        Plan(
            slug="groot",
            name="Groot",
            summary="Voor een bibliotheek in een grote stad of een hele streek.",
            price_cents=480_000,
            own_host=True,
            imports=True,
            position=30,
            is_offered=True,
            is_example=True,
        ),
    ]
