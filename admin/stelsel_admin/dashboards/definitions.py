"""What each figure is: shown beside it, and sent along with every download (DASHBOARDS, ground rule 5)."""

from dataclasses import dataclass
from typing import Any

from stelsel.i18n import _


@dataclass(frozen=True, slots=True)
class Definition:
    """`code` is the number in the list of indicators; `above` is divided by `below`, where there is a division."""

    code: str
    name: Any
    what: Any
    above: Any = ""
    below: Any = ""
    source: Any = ""


SESSIONS = _("De agenda van de bibliotheken: elke bibliotheek houdt haar eigen momenten bij.")
DESK = _("De balie: medewerkers tellen bij elk moment wie er was.")
SMALL = _(
    "Afgeschermd: het gaat om minder dan 5 mensen, of het aantal zou zo'n klein aantal verraden. Het telt wel mee in"
    " de totalen."
)
FEW_QUESTIONS = _(
    "Afgeschermd: het gaat om minder dan 5 vragen, of het aantal zou zo'n klein aantal verraden. Het telt wel mee in"
    " de totalen."
)

LIBRARIES = Definition(
    "D1",
    _("Deelnemende bibliotheken"),
    _("Bibliotheken met in deze periode minstens één gepland of gehouden moment van deze soort hulp."),
    _("Bibliotheken met een moment"),
    _("Bibliotheken die nu meedoen aan het netwerk"),
    SESSIONS,
)
PLACES = Definition(
    "D2",
    _("Plekken met hulp"),
    _("Vestigingen met in deze periode minstens één gepland of gehouden moment. Een afgezegd moment telt niet mee."),
    source=SESSIONS,
)
TARGET = Definition(
    "D2",
    _("Plekken en het doel"),
    _("Op hoeveel plekken deze hulp er in de periode was, naast het aantal dat het landelijk bureau wil halen."),
    _("Plekken met hulp van deze soort"),
    _("Het doel, uit de lijst van soorten aanbod"),
    SESSIONS,
)
COVERAGE = Definition(
    "D3",
    _("Gemeenten met hulp"),
    _("Gemeenten met minstens één plek met hulp, en het deel van de inwoners dat daar woont."),
    _("Gemeenten met een plek"),
    _("Alle gemeenten"),
    _("De agenda van de bibliotheken; gemeenten en inwoners van het CBS, de nieuwste telling."),
)
HELD = Definition(
    "D4",
    _("Momenten en uren"),
    _("Momenten die geteld zijn door de balie, en hoe lang ze samen duurden."),
    _("Gehouden momenten"),
    _("Inwoners van de provincie, per 10.000"),
    DESK,
)
VISITORS = Definition(
    "D9",
    _("Bezoekers per maand"),
    _("Alle aanwezigen bij momenten in die maand. Wie twee keer komt, telt twee keer."),
    source=DESK,
)
ATTENDANCE = Definition(
    "D11",
    _("Opkomst"),
    _("Aanwezigen bij momenten waarvoor mensen zich aanmeldden, gedeeld door de aanmeldingen. Meer dan 100% kan."),
    _("Aanwezigen bij momenten met aanmeldingen"),
    _("Aangemelde plaatsen"),
    DESK,
)
WALK_IN = Definition(
    "D12",
    _("Zonder aanmelding gekomen"),
    _(
        "Aanwezigen die zich niet hadden aangemeld. Vinkt de balie geen namen af, dan tellen we zoveel aanmeldingen als"
        " aanwezig als er kunnen zijn."
    ),
    _("Aanwezigen zonder aanmelding"),
    _("Alle aanwezigen"),
    DESK,
)
QUESTIONS = Definition(
    "D18",
    _("Vragen aan de balie"),
    _(
        "Vragen die medewerkers aan de balie bewaren, ook als ze per telefoon of online kwamen. Eén bezoeker kan meer"
        " vragen hebben. Wie het vroeg, bewaart niemand."
    ),
    source=_("De balie: medewerkers kiezen bij elke vraag het soort vraag en de organisatie waar het om ging."),
)
ANNUAL = Definition(
    "D40",
    _("Jaaropgave"),
    _(
        "Activiteiten en deelnemers zoals de Gegevenslevering Wsob ze telt: elk gehouden en geteld moment is één"
        " activiteit. Alleen van bibliotheken die hun cijfers van dat jaar deelden."
    ),
    _("Bibliotheken die deelden"),
    _("Bibliotheken die nu meedoen aan het netwerk"),
    _("De balie van de bibliotheken; de kernfunctie komt uit de lijst van soorten aanbod."),
)
ALL = (LIBRARIES, PLACES, TARGET, COVERAGE, HELD, VISITORS, ATTENDANCE, WALK_IN, QUESTIONS)
