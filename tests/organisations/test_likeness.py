"""Real names as libraries type them: which are one, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel_tenants.organisations import likeness
from stelsel_tenants.organisations.likeness import Kin

SAME = [
    ("Belasting dienst", "Belastingdienst"),
    ("BELASTINGDIENST", "belastingdienst."),
    ("De Belastingdienst", "Belastingdienst"),
    ("Stichting VluchtelingenWerk Nederland", "Vluchtelingenwerk"),
    ("Sociale Dienst Oost-Achterhoek", "sociale dienst oost achterhoek"),
    ("Sociale Dienst Oost-Achterhoek (SDOA)", "Sociale Dienst Oost Achterhoek"),
    ("Coöperatie DELA U.A.", "Dela"),
    ("Walk & Talk", "Walk&Talk"),
    ("Het Juridisch Loket", "juridisch loket"),
    ("Ver. Humanitas", "Vereniging Humanitas"),
]
BRANCH = [
    ("Humanitas afd. Katwijk", "Humanitas", "Katwijk"),
    ("Humanitas afdeling Duin- en Bollenstreek", "Vereniging Humanitas", "Duin Bollenstreek"),
    ("Leger des Heils Venlo", "Leger des Heils", "Venlo"),
    ("Voedselbank Katwijk", "Voedselbank", "Katwijk"),
    ("Vluchtelingenwerk regio Zuid-Holland", "Stichting Vluchtelingenwerk Nederland", "Zuid Holland"),
    ("Belastingdienst kantoor Leiden", "Belastingdienst", "Leiden"),
]
INITIALS = [
    ("SDOA", "Sociale Dienst Oost-Achterhoek"),
    ("S.V.B.", "Sociale Verzekerings Bank"),
    ("uwv", "Uitvoeringsinstituut Werknemers Verzekeringen"),
]
ALIKE = [
    ("Belastingdiesnt", "Belastingdienst"),
    ("Belastingdiensten", "Belastingdienst"),
    ("Vluchtelingwerk", "Vluchtelingenwerk"),
    ("Humanitis", "Humanitas"),
    ("Sociale dienst Oostachterhoek regio", "Sociale Dienst Oost-Achterhoek"),
]
OTHER = [
    ("Belastingdienst", "Dienst Toeslagen"),
    ("Sociale Dienst Bollenstreek", "Sociale Dienst Oost-Achterhoek"),
    ("Rode Kruis Katwijk", "Rode Kruis Venlo"),
    ("Gemeente Katwijk", "Gemeente Kaag en Braassem"),
    ("Bibliotheek Venlo", "Bibliotheek"),
    ("UWV", "SVB"),
    ("Humanitas", "Hema"),
    ("Taalhuis Katwijk", "Taalhuis"),
    ("DUO", "Dunea"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name(one: str, other: str) -> None:
    found = likeness.compare(one, other)
    assert found is not None
    assert found.kin is Kin.SAME


@pytest.mark.parametrize(("one", "other", "rest"), BRANCH)
def test_a_branch_of_it(one: str, other: str, rest: str) -> None:
    found = likeness.compare(one, other)
    assert found is not None
    assert (found.kin, found.rest) == (Kin.BRANCH, rest)


@pytest.mark.parametrize(("one", "other"), INITIALS)
def test_its_initials(one: str, other: str) -> None:
    found = likeness.compare(one, other)
    assert found is not None
    assert found.kin in {Kin.INITIALS, Kin.SAME}


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_another_spelling(one: str, other: str) -> None:
    found = likeness.compare(one, other)
    assert found is not None


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_organisation(one: str, other: str) -> None:
    assert likeness.compare(one, other) is None


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("https://www.humanitas.nl/afdeling/katwijk", "humanitas.nl"),
        ("katwijk.humanitas.nl", "humanitas.nl"),
        ("HTTP://Humanitas.NL", "humanitas.nl"),
        ("https://www.facebook.com/humanitaskatwijk", ""),
        ("", ""),
        ("humanitas", ""),
        ("http://127.0.0.1/", ""),
    ],
)
def test_a_website_says_who_it_is(typed: str, domain: str) -> None:
    assert likeness.domain(typed) == domain


WORDS = "stichting|de|humanitas|dienst|belasting|afd.|Katwijk|Oost-Achterhoek|é|(SDOA)|&|taal|werk"
NAMES = st.lists(st.sampled_from(WORDS.split("|")), min_size=1, max_size=5).map(" ".join)
ANY = st.text(max_size=40) | NAMES


@given(ANY, ANY)
def test_it_is_the_same_in_both_directions(one: str, other: str) -> None:
    assert likeness.compare(one, other) == likeness.compare(other, one)


@given(NAMES)
def test_case_and_signs_do_not_count(name: str) -> None:
    for spelled in (name.upper(), f" {name.lower()}. ", name.replace("-", " "), name.replace(" ", "  ")):
        assert likeness.key(spelled) == likeness.key(name)
        found = likeness.compare(spelled, name)
        assert (found is None and not likeness.key(name)) or (found and found.kin is Kin.SAME)


@given(ANY)
def test_a_degree_is_a_share(name: str) -> None:
    found = likeness.compare(name, f"{name} Katwijk")
    assert found is None or 0 < found.degree <= 1
