"""The shipped tables hold the facts that they are said to hold."""

import re
from collections import Counter
from pathlib import Path

import pytest

from stelsel.geo import outline, reference, shipped, tables
from stelsel.geo.shipped import Certainty, SchoolRegion
from stelsel.geo.spelling import key

ROOT = Path(__file__).parents[2]
MOST_BYTES = 650_000


def test_there_are_342_municipalities_in_12_provinces_with_18_130_231_inhabitants() -> None:
    municipalities = list(shipped.municipalities())
    assert len({one.code for one in municipalities}) == 342
    assert {one.province_code for one in municipalities} == {one.code for one in shipped.provinces()}
    per_day = Counter[str]()
    for count in shipped.inhabitants():
        per_day[count.on_day.isoformat()] += count.inhabitants
    assert per_day == {"2026-01-01": 18_130_231, "2021-01-01": 17_475_415}


def test_neighbours_are_neighbours_of_each_other() -> None:
    around = {one.code: set(one.neighbours) for one in shipped.municipalities()}
    assert {(a, b) for a, many in around.items() for b in many} == {(b, a) for a, many in around.items() for b in many}
    assert "GM0546" in around["GM0537"] or "GM0579" in around["GM0537"]


def test_every_table_speaks_of_known_municipalities() -> None:
    codes = {one.code for one in shipped.municipalities()}
    assert {code for code, _ in shipped.outlines()} == codes
    assert {one.municipality_code for one in shipped.places()} <= codes
    assert {one.municipality_code for one in shipped.postcodes()} <= codes
    assert {one.municipality_code for one in shipped.inhabitants()} == codes


def test_places_are_named_once_per_municipality() -> None:
    seen = Counter(
        (one.municipality_code, key(name)) for one in shipped.places() for name in (one.name, *one.other_names)
    )
    assert [name for name, count in seen.items() if count > 1] == []


def test_postcodes_are_four_digits_and_the_doubtful_ones_are_marked() -> None:
    areas = list(shipped.postcodes())
    assert len({one.pc4 for one in areas}) == 4124
    assert all(re.fullmatch(r"[1-9]\d{3}", one.pc4) for one in areas)
    assert {one.pc4 for one in areas if one.doubtful} == reference.DOUBTFUL_POSTCODES


@pytest.mark.parametrize(
    ("name", "region", "certain"),
    [
        ("Katwijk", SchoolRegion.MIDDLE, True),
        ("Venlo", SchoolRegion.SOUTH, True),
        ("Groningen", SchoolRegion.NORTH, True),
    ],
)
def test_school_regions_hang_on_the_municipality(name: str, region: SchoolRegion, *, certain: bool) -> None:
    (one,) = (one for one in shipped.municipalities() if one.name == name)
    assert (one.school_region, one.region_certain) == (region, certain)


def test_gelderland_is_split_and_says_that_it_is_not_certain() -> None:
    gelderland = [one for one in shipped.municipalities() if one.province_code == "PV25"]
    assert {one.school_region for one in gelderland} == set(SchoolRegion)
    assert not all(one.region_certain for one in gelderland)


def test_school_holidays_are_in_order_and_never_unknown() -> None:
    for one in shipped.school_holidays():
        assert one.first < one.last
        assert one.certainty in {Certainty.CONFIRMED, Certainty.PROVISIONAL}
        assert str(one.first.year) in one.school_year


def test_every_table_has_a_source_and_all_are_small() -> None:
    files = sorted(shipped.DATA.glob("*.tsv"))
    sources = (shipped.DATA / "SOURCES.md").read_text("utf-8")
    assert [file.name for file in files if f"`{file.name}`" not in sources] == []
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for source in ("CBS", "Kadaster", "GeoNames", "CC BY 4.0", "name-suggestion-index", "4PP"):
        assert source in notice


def test_outlines_keep_their_form() -> None:
    for code, rings in shipped.outlines():
        assert outline.encode(outline.decode(rings)) == rings, code


def test_a_table_that_does_not_fit_its_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        tables.write(tmp_path / "x.tsv", ["a", "b"], [("1", "2\t3")])
    (tmp_path / "x.tsv").write_text("a\tb\n1\n", "utf-8")
    with pytest.raises(ValueError, match="line 2"):
        list(tables.read(tmp_path / "x.tsv"))


def test_building_again_from_the_open_files_gives_the_same_bytes(open_files: Path, tmp_path: Path) -> None:
    built = reference.build(open_files, tmp_path)
    assert len(built) == 7
    for name in built:
        assert (tmp_path / name).read_bytes() == (shipped.DATA / name).read_bytes(), name
