"""Files as offices really save them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.errors import Refused
from stelsel.importing import Row, Unreadable, choice, day, number, read_table, required, whole

TEXT = 'Naam;Plaats;Aantal\n"Café ""De Brug"";";Súdwest-Fryslân;€ 3\n'


@pytest.mark.parametrize(
    ("content", "encoding"),
    [(TEXT.encode("utf-8"), "utf-8"), (TEXT.encode("utf-8-sig"), "utf-8"), (TEXT.encode("cp1252"), "cp1252")],
)
def test_utf8_with_and_without_mark_and_cp1252_are_read(content: bytes, encoding: str) -> None:
    table = read_table(content, needs=("naam", "plaats"))
    assert (table.encoding, table.separator, table.columns) == (encoding, ";", ("naam", "plaats", "aantal"))
    assert [row.get("naam") for row in table.rows] == ['Café "De Brug";']
    assert table.rows[0].get("aantal") == "€ 3"


def test_the_separator_is_the_one_of_the_head_line() -> None:
    assert read_table(b"a,b\n1;2,3\n").rows[0].values == {"a": "1;2", "b": "3"}
    assert read_table(b'"x,y";b\n1,2;3\n').rows[0].values == {"x,y": "1,2", "b": "3"}


def test_lines_are_counted_as_an_editor_does_with_breaks_inside_cells_and_empty_lines() -> None:
    table = read_table(b'a,b\r\n"1\r\n1",2\r\n\r\n3,4\r\n5\r\n')
    assert [(row.line, row.problem is None) for row in table.rows] == [(2, True), (5, True), (6, False)]


def test_a_missing_column_is_named_together_with_what_is_there() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_table(b"naam,adres\nX,Y\n", needs=("naam", "plaats"))
    assert "plaats" in str(refusal.value)
    assert "adres" in str(refusal.value)


def test_of_several_forms_the_nearest_is_asked_for() -> None:
    with pytest.raises(Unreadable, match="zeker"):
        read_table(b"code,regio\nX,Y\n", any_of=(("code", "regio", "zeker"), ("a", "b", "c")))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf \n", "leeg"),
        ("a,b\n".encode("utf-16"), "UTF-16"),
        (b"a,b\n\x00\n", "geen tekstbestand"),
        (b"a,b\n\x81\x8d\n", "letters"),
        (b"a,a\n1,2\n", "twee keer"),
        (b'a,b\n"1,2\n', "Regel 2"),
        (b"a\n" + b"x" * 200_000, "Regel 2"),
        (b"x" * 26_000_000, "te groot"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_table(content)


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    try:
        table = read_table(content)
    except Unreadable:
        return
    assert all(row.problem is not None or set(row.values) == set(table.columns) for row in table.rows)


def row(**values: str) -> Row:
    return Row(2, values)


def test_cells_become_values() -> None:
    assert required(row(a=" Katwijk "), "a") == "Katwijk"
    assert whole(row(a="17"), "a") == 17
    assert whole(row(a="17.0"), "a") == 17
    assert whole(row(a=""), "a") is None
    assert number(row(a="52,19"), "a") == 52.19
    assert day(row(a="2026-12-01"), "a").isoformat() == "2026-12-01"
    assert choice(row(a="JA"), "a", {"ja": True}) is True


@pytest.mark.parametrize("cell", ["x", "1e5", "NaN", "inf", "9" * 400, "１２", "1 000", "--1", "1.5"])
def test_what_is_no_whole_number_is_refused_with_its_column(cell: str) -> None:
    with pytest.raises(Refused) as refusal:
        whole(row(a=cell), "a")
    assert refusal.value.field == "a"
    assert cell not in str(refusal.value)


@pytest.mark.parametrize(
    "cell", ["2026-02-30", "2026-13-01", "01-12-2026", "20261201", "2026-W01-1", "morgen", "99999-01-01"]
)
def test_a_day_that_does_not_exist_is_refused(cell: str) -> None:
    with pytest.raises(Refused):
        day(row(a=cell), "a")


def test_an_empty_long_or_unknown_cell_is_refused() -> None:
    with pytest.raises(Refused):
        required(row(a=" "), "a")
    with pytest.raises(Refused):
        required(row(a="x" * 201), "a")
    with pytest.raises(Refused):
        choice(row(a="misschien"), "a", {"ja": True})
    with pytest.raises(Refused):
        number(row(a="3"), "a", least=0, most=2)
