import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.geo import shipped
from stelsel.geo.spelling import base, hinted, key, likeness
from stelsel.geo.typed import Name, Postcode, read


@pytest.mark.parametrize(
    "spellings",
    [
        ("'s-Gravenhage", "sGravenhage", "s gravenhage", "’S-GRAVENHAGE", "‘s Gravenhage"),
        ("Alphen aan den Rijn", "Alphen a/d Rijn", "alphen aan de rijn", "Alphen a.d. Rijn"),
        ("Sint Annaparochie", "St. Annaparochie", "St.-Annaparochie"),
        ("Dronrijp", "Dronryp"),
        ("IJsselstein", "ijsselstein", "IJsselstein", "Ysselstein"),
        ("2e Exloërmond", "Tweede Exloermond"),
        ("Noord-Scharwoude", "Noordscharwoude", "noord scharwoude"),
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("Katwijk", "Gemeente Katwijk"),
    ],
)
def test_these_spellings_are_one_name(spellings: tuple[str, ...]) -> None:
    assert len({key(one) for one in spellings}) == 1


def test_different_names_stay_different() -> None:
    names = [
        "Bergen",
        "Berg",
        "Bergen op Zoom",
        "Bergen aan Zee",
        "Ede",
        "Eede",
        "Katwijk aan Zee",
        "Katwijk aan den Rijn",
    ]
    assert len({key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Bergen (NH)", "Bergen"),
        ("Bergen L", "Bergen"),
        ("Rijswijk (GLD)", "Rijswijk"),
        ("Bergen aan Zee", "Bergen aan Zee"),
        ("Kerk-Avezaath", "Kerk-Avezaath"),
    ],
)
def test_the_mark_behind_a_name_is_told_from_the_name(name: str, without: str) -> None:
    assert base(name) == without


def test_what_stands_behind_a_name_may_be_a_hint() -> None:
    assert list(hinted("Hengelo (Gld)")) == [("hengelo", "gld")]
    assert list(hinted("Katwijk, Land van Cuijk")) == [("katwyk", "landvancuyk")]
    assert ("hengelo", "gelderland") in list(hinted("Hengelo Gelderland"))


@pytest.mark.parametrize(
    "text", ["2225", " 2225 ", "2225 AB", "2225ab", "2225  Ab", "NL-2225 AB", "2225 AB Katwijk", "２２２５"]
)
def test_a_postcode_is_read_with_and_without_its_letters(text: str) -> None:
    assert read(text) == Postcode("2225")


@pytest.mark.parametrize("text", ["0225", "222", "22255", "", "   ", "!!!", "\x00", "'", "-"])
def test_what_is_no_postcode_is_not_taken_for_one(text: str) -> None:
    assert not isinstance(read(text), Postcode)


@given(st.text(max_size=300))
def test_anything_may_be_typed(text: str) -> None:
    typed = read(text)
    assert isinstance(typed, Postcode | Name)
    if isinstance(typed, Name):
        assert all(name for name, _ in typed.keys)


def test_no_shipped_name_depends_on_capitals_hyphens_or_blanks_around_it() -> None:
    for place in shipped.places():
        for name in (place.name, *place.other_names):
            assert key(name), name
            assert key(name) == key(name.upper()) == key(name.replace(" ", "-")) == key(f"  {name}. ")


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_likeness_is_mutual_and_full_for_the_same(one: str, other: str) -> None:
    assert likeness(one, one) == 1
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
