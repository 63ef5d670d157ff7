"""What people type where they look for help, and what they then get to see."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from stelsel.geo.neighbourhood import Found as Pinned
from stelsel.geo.queries import Answer, SpotKind, find, inhabitants, nearest_places, sketch_of
from stelsel.tenancy import Scope

Counting = Callable[[], AbstractContextManager[list[str]]]


SPELLINGS = {
    "2225": ("2225 Katwijk", "GM0537"),
    "2225 AB": ("2225 Katwijk", "GM0537"),
    "2225ab": ("2225 Katwijk", "GM0537"),
    "Den Haag": ("Den Haag", "GM0518"),
    "sGravenhage": ("Den Haag", "GM0518"),
    "'s-Gravenhage": ("Den Haag", "GM0518"),
    "’S GRAVENHAGE": ("Den Haag", "GM0518"),
    "den bosch": ("'s-Hertogenbosch", "GM0796"),
    "Ljouwert": ("Leeuwarden", "GM0080"),
    "Dronrijp": ("Dronryp", "GM1949"),
    "Alphen a/d Rijn": ("Alphen aan den Rijn", "GM0484"),
    "Hengelo Gld": ("Hengelo", "GM1876"),
    "Hengelo (Overijssel)": ("Hengelo", "GM0164"),
    "hengelo, bronckhorst": ("Hengelo", "GM1876"),
    "Katwijk NB": ("Katwijk", "GM1982"),
    "Bergen (L)": ("Bergen", "GM0893"),
    "Bergen Noord-Holland": ("Bergen", "GM0373"),
    "Zwolle": ("Zwolle", "GM0193"),
    "Gooise Meren": ("Gooise Meren", "GM1942"),
    "Friese Meren": ("De Fryske Marren", "GM1940"),
    "Texel": ("Texel", "GM0448"),
}


def test_any_spelling_finds_it(finder: Scope) -> None:
    spots = {text: find(finder, text).spot for text in SPELLINGS}
    assert {text: spot and (spot.name, spot.municipality_code) for text, spot in spots.items()} == SPELLINGS


NAMESAKES = {
    "Hengelo": {"Hengelo (Overijssel)", "Hengelo (Bronckhorst, Gelderland)"},
    "Bergen": {"Bergen (Bergen (NH), Noord-Holland)", "Bergen (Bergen (L), Limburg)"},
    "Katwijk": {"Katwijk (Zuid-Holland)", "Katwijk (Land van Cuijk, Noord-Brabant)"},
}


def test_namesakes_are_asked_about_and_each_choice_finds_itself(finder: Scope) -> None:
    for text, among in NAMESAKES.items():
        found = find(finder, text)
        assert found.answer is Answer.CHOOSE
        assert {spot.label for spot in found.choices} == among
        for choice in found.choices:
            again = find(finder, choice.query)
            assert again.spot is not None
            assert (again.spot.name, again.spot.municipality_code) == (choice.name, choice.municipality_code)


def test_a_hamlet_with_the_name_of_a_town_is_mentioned_but_not_asked_about(finder: Scope) -> None:
    found = find(finder, "Zwolle")
    assert [spot.municipality for spot in found.choices] == ["Oost Gelre"]


SLIPS = {"Katwjik": "Katwijk", "Roterdam": "Rotterdam", "Leeuwaarden": "Leeuwarden", "Gooise Meeren": "Gooise Meren"}


def test_a_slip_of_the_finger_gets_the_nearest_names(finder: Scope) -> None:
    for text, meant in SLIPS.items():
        found = find(finder, text)
        assert found.answer is Answer.UNKNOWN
        assert meant in [spot.name for spot in found.suggestions]
        assert len(found.suggestions) <= 5


def test_a_postcode_that_is_not_there_gets_the_ones_beside_it(finder: Scope) -> None:
    found = find(finder, "1010 AB")
    assert found.answer is Answer.UNKNOWN
    assert found.suggestions[0].query == "1011"
    assert found.suggestions[0].kind is SpotKind.POSTCODE


def test_nothing_typed_is_no_question(finder: Scope) -> None:
    for text in ("", "   ", "!?", "\x00", "'"):
        assert find(finder, text).answer is Answer.EMPTY


def test_nonsense_is_answered_with_nothing_and_never_with_an_error(finder: Scope) -> None:
    assert find(finder, "xqzxqzxqz").answer is Answer.UNKNOWN

    @settings(max_examples=40)
    @given(st.text(max_size=400))
    def anything(text: str) -> None:
        assert find(finder, text).answer in Answer

    anything()


def test_the_number_of_statements_does_not_depend_on_what_is_typed(finder: Scope, count_queries: Counting) -> None:
    for text, most in (("2225", 1), ("Hengelo", 2), ("een heel lange naam met woorden", 5), ("9990", 2)):
        find(finder, text)
        with count_queries() as seen:
            find(finder, text)
        assert len(seen) <= most, text


def test_nearest_places_come_in_order_of_distance(finder: Scope, count_queries: Counting) -> None:
    with count_queries() as seen:
        near = nearest_places(finder, 52.2, 4.4, km=10)
    assert len(seen) == 1
    assert near[0].name == "Katwijk"
    assert [one.km for one in near] == sorted(one.km for one in near)
    assert {"Noordwijk", "Oegstgeest", "Leiden"} <= {one.name for one in near}
    assert nearest_places(finder, 54.5, 3.0, km=5) == []


def test_inhabitants_are_those_of_the_day_or_the_newest(finder: Scope) -> None:
    assert sum(inhabitants(finder).values()) == 18_130_231
    assert sum(inhabitants(finder, on_day=date(2021, 1, 1)).values()) == 17_475_415
    assert inhabitants(finder, on_day=date(2020, 1, 1)) == {}


def test_the_sketch_of_a_search_names_the_towns_and_pins_what_was_found(finder: Scope, count_queries: Counting) -> None:
    spot = find(finder, "2225").spot
    assert spot is not None
    with count_queries() as seen:
        drawn = sketch_of(finder, spot, [Pinned(1, 52.201, 4.412), Pinned(2, 52.243, 4.444)])
    assert len(seen) == 1
    assert [pin.number for pin in drawn.pins] == [1, 2]
    assert "Leiden" in {label.text for label in drawn.places} or "Oegstgeest" in {label.text for label in drawn.places}
    assert drawn.origin_label is not None
    assert drawn.origin_label.text == "2225"
