"""The scheme of 2016 as data, in a round that lies around today: terms as published, dates as an example."""

from datetime import date, timedelta
from typing import Any

from stelsel import clock

SLUG, CODE = "hulp-niet-digivaardige-burgers", "HI"
NAME = "Hulpinfrastructuur niet-digivaardige burgers"
CEILING_CENTS = 172_000_000
RATE_CENTS = "10"
OPEN_BEFORE, OPEN_AFTER = timedelta(days=75), timedelta(days=61)


def terms(today: date, reference_day: date) -> dict[str, Any]:
    """What is published: the rules of 2016, the inhabitants of the newest day that is known."""
    opens, closes = clock.start_of(today - OPEN_BEFORE), clock.end_of(today + OPEN_AFTER)
    return {
        "title": "Hulp voor burgers die digitaal niet vaardig zijn",
        "summary": (
            "Subsidie voor bibliotheken die mensen helpen met de digitale overheid: computers en printer, cursussen "
            "en spreekuren. Regels van 2016, in een voorbeeldronde met data rond vandaag en inwoners van nu."
        ),
        "legal_basis": (
            "Tijdelijke regels subsidieverstrekking 'hulpinfrastructuur niet-digivaardige burgers' 2016; titel 4.2 Awb"
        ),
        "gazette": "Bekendgemaakt in 2016",
        "valid_from": (today - OPEN_BEFORE).isoformat(),
        "expires_on": (today + timedelta(days=5 * 365)).isoformat(),
        "window": {"opens_at": opens.isoformat(), "closes_at": closes.isoformat()},
        "amount": {"kind": "per_inhabitant", "rate_cents": RATE_CENTS, "reference_day": reference_day.isoformat()},
        "activities": [
            {
                "key": "computers",
                "label": "Gratis computers met printer",
                "note": "Iedereen kan er de sites van de overheid gebruiken en formulieren printen.",
            },
            {
                "key": "cursussen",
                "label": "Gratis cursussen digitale vaardigheden",
                "note": "Zoals Klik & Tik en Digisterker.",
            },
            {
                "key": "spreekuren",
                "label": "Ruimte en computers voor spreekuren",
                "note": "Voor maatschappelijke dienstverleners die mensen met hun aangifte of toeslag helpen.",
            },
        ],
        "questions": [
            {"key": "contact", "label": "Wie is uw contactpersoon?", "hint": "Een naam is genoeg."},
            {"key": "email", "label": "E-mailadres", "prefill": "email"},
            {"key": "telefoon", "label": "Telefoonnummer", "prefill": "phone", "required": False},
            {
                "key": "vestigingen",
                "label": "In hoeveel vestigingen doet u dit?",
                "kind": "number",
                "longest": 9,
                "prefill": "branches",
            },
            {
                "key": "plan",
                "label": "Hoe voert u de drie activiteiten uit?",
                "hint": "Waar, hoe vaak, en met wie.",
                "kind": "lines",
                "longest": 4000,
            },
            {
                "key": "partners",
                "label": "Met welke organisaties werkt u samen?",
                "kind": "lines",
                "longest": 2000,
                "required": False,
            },
        ],
        "checklist": [
            {"key": "basisvaardigheden", "label": "Wij doen mee aan de Bibliotheek en basisvaardigheden"},
            {"key": "onderzoek", "label": "Wij leveren onze gegevens aan het onderzoeksplatform van de bibliotheken"},
            {
                "key": "veiligheid",
                "label": "Wij voldoen aan de eisen voor informatiebeveiliging",
                "note": "Zie de bijlage: schone computers na elk gebruik, geen wachtwoorden bewaren, afscherming.",
            },
            {
                "key": "privacy",
                "label": "Wij schrijven geen burgerservicenummers of belastinggegevens op",
            },
        ],
        "criteria": [
            {"key": "combinatie", "label": "De drie activiteiten vormen één geheel", "weight": 40},
            {"key": "spreiding", "label": "Mensen in het hele werkgebied kunnen er terecht", "weight": 30},
            {"key": "samenwerking", "label": "Er is samenwerking met lokale hulpverleners", "weight": 30},
        ],
        "lowest_score": 50,
        "allocation": "order_of_receipt",
        "once_per_organisation": True,
        "decision_weeks": 13,
        "supplement_days": 14,
        "settlement": "ex_officio",
        "accountability": "Via de vragenlijst van de jaarlijkse monitor, op verzoek met bewijs.",
        "retention_years": 7,
        "example": True,
    }


def answers(contact: str, email: str, branches: int, place: str) -> dict[str, Any]:
    """A finished application of a library that does what is asked."""
    return {
        "activiteit_computers": True,
        "activiteit_cursussen": True,
        "activiteit_spreekuren": True,
        "vraag_contact": contact,
        "vraag_email": email,
        "vraag_telefoon": "",
        "vraag_vestigingen": str(branches),
        "vraag_plan": (
            f"In {place} en omgeving staan computers met printer klaar, elke dag dat we open zijn.\n"
            "Twee keer per jaar geven we Klik & Tik, en elke week is er een spreekuur voor aangifte en toeslagen."
        ),
        "vraag_partners": "Maatschappelijk werk, de gemeente en vrijwilligers die helpen bij formulieren.",
        "lijst_basisvaardigheden": True,
        "lijst_onderzoek": True,
        "lijst_veiligheid": True,
        "lijst_privacy": True,
    }
