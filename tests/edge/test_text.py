"""Text that comes in: one form for the whole house."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel import text
from stelsel.errors import Refused
from tests.edge import hostile

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@given(ANY_TEXT, st.booleans())
def test_clean_text_is_stable_and_fit_for_both_databases(typed: str, multiline: bool) -> None:
    try:
        cleaned = text.clean(typed, multiline=multiline)
    except Refused:
        return
    assert cleaned == text.clean(cleaned, multiline=multiline) == unicodedata.normalize("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert "\x00" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert multiline or "\n" not in cleaned


@pytest.mark.parametrize("typed", hostile.TEXTS[:-1])
def test_what_nobody_can_read_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        text.clean(typed)


def test_paragraphs_keep_their_lines_and_names_have_none() -> None:
    assert text.clean("een\r\ntwee\rdrie\u2028vier ", multiline=True) == "een\ntwee\ndrie\nvier"
    with pytest.raises(Refused):
        text.clean("een\ntwee")
    assert text.clean("\ufeffJosé\tde\u200b Vries\r\n") == "José de Vries"
    assert text.clean("مرحبا\u200f بكم", multiline=True)


@pytest.mark.parametrize(
    "typed",
    [
        "'s-Gravenhage",
        "’s-Gravenhage",
        "'S GRAVENHAGE",
        "`s--gravenhage",
    ],
)
def test_spellings_of_a_place_fold_to_one(typed: str) -> None:
    assert text.fold(typed) == "s gravenhage"


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert text.fold(text.fold(typed)) == text.fold(typed)


def test_letters_of_the_neighbours_fold_to_ours() -> None:
    assert text.fold("Súdwest-Fryslân") == "sudwest fryslan"
    assert text.fold("Ĳsselstein Øst Straße Łódź") == "ijsselstein ost strasse lodz"


@pytest.mark.parametrize("slug", ["katwijk", "gooi-en-meer", "b2", "x" * 40])
def test_a_slug(slug: str) -> None:
    assert text.valid_slug(slug)


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "a",
        "x" * 41,
        "-a",
        "a-",
        "xn--80ak6aa92e",
        "Katwijk",
        "k_w",
        "ka twijk",
        "kätwijk",
        "b",
        "admin",
        "www",
        "а" * 5,
    ],
)
def test_no_slug(slug: str) -> None:
    assert not text.valid_slug(slug)


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠x",
        " =1",
        "--1",
        "=cmd\n=x",
    ],
)
def test_a_cell_is_no_formula(cell: str) -> None:
    guarded = text.csv_cell(cell)
    assert guarded == "'" + cell


@pytest.mark.parametrize("cell", [-5, 3.5, "-7", "+3", "-1.234,50", "12%", "Jan", "", "a=b", None])
def test_numbers_and_words_stay_as_they_are(cell: object) -> None:
    assert text.csv_cell(cell) == ("" if cell is None else str(cell))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jan@Bieb.NL", "jan@bieb.nl"),
        (" jan@bieb.nl ", "jan@bieb.nl"),
        ("jan@bücher.nl", "jan@xn--bcher-kva.nl"),
        ("beheer@katwijk.stelsel.test", "beheer@katwijk.stelsel.test"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert text.email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "jan",
        "jan@",
        "@bieb.nl",
        "jan@bieb",
        "a@x.nl, b@x.nl",
        "a@x.nl;b@x.nl",
        "Jan <a@x.nl>",
        "a@x.nl\r\nBcc: b@x.nl",
        "а@x.nl",
        "a@раураl.nl",
        "a@xn--pple-43d.nl",
        "a@сосо.nl",
        "a@[127.0.0.1]",
        "\ud800@x.nl",
        "a\x00@x.nl",
        '"a b"@x.nl',
        "x" * 65 + "@x.nl",
        "a@" + "x" * 250 + ".nl",
    ],
)
def test_what_is_not_one_address_of_one_person_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        text.email(typed)


@given(st.text(max_size=80))
def test_an_address_never_carries_a_second_recipient_or_a_header(typed: str) -> None:
    try:
        kept = text.email(typed)
    except Refused:
        return
    assert kept.count("@") == 1
    assert kept.isascii()
    assert not set(kept) & set(",;\r\n<> ")
    assert text.email(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("071-5163000", "+31715163000"),
        ("06 12 34 56 78", "+31612345678"),
        ("+31 (0)6-12345678", "+31612345678"),
        ("0031 6 1234 5678", "+31612345678"),
        ("0800-0543", "08000543"),
        ("14 070", "14070"),
        ("+32 470 12 34 56", "+32470123456"),
    ],
)
def test_a_telephone_number_has_one_form(typed: str, kept: str) -> None:
    assert text.phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "112", "06123", "+31 6 123", "٠٦١٢٣٤٥٦٧٨", "bel mij", "0" * 10, "+" * 5, "06-12345678 of 9", "1" * 500],
)
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        text.phone(typed)


def test_postcodes_and_numbers_of_organisations() -> None:
    assert text.postcode("2225ab") == "2225 AB"
    assert text.postcode("2225", full=False) == "2225"
    assert text.kvk("27 12 34 56") == "27123456"
    assert text.rsin("0025.64.440") == "002564440"
    for check, typed in [
        (text.postcode, "2225"),
        (text.postcode, "0225 AB"),
        (text.postcode, "2225 SS"),
        (text.postcode, "٢٢٢٥ AB"),
        (text.kvk, "2712345"),
        (text.kvk, "٢٧١٢٣٤٥٦"),
        (text.rsin, "002564441"),
        (text.rsin, "000000000"),
    ]:
        with pytest.raises(Refused):
            check(typed)
