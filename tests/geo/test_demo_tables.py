"""The real names of the demo network."""

from pathlib import Path

from flask import Flask

from stelsel.geo import shipped
from stelsel.geo.boundaries import municipality_of
from stelsel.text import valid_slug
from stelsel_admin.demo import reference


def test_121_libraries_have_an_address_of_their_own() -> None:
    libraries = list(reference.libraries())
    assert len({one.slug for one in libraries}) == 121
    assert all(valid_slug(one.slug) for one in libraries)
    assert {"katwijk", "venlo", "gooi-en-meer", "oost-achterhoek", "den-haag"} <= {one.slug for one in libraries}
    assert sum(not one.confirmed for one in libraries) == 22


def test_libraries_work_in_known_municipalities_and_none_in_anothers() -> None:
    codes = {one.code for one in shipped.municipalities()}
    served = [code for one in reference.libraries() for code in one.municipality_codes]
    assert set(served) <= codes
    assert len(served) == len(set(served))


def test_92_branches_stand_in_their_municipality_and_belong_to_a_library_or_none() -> None:
    branches = list(reference.branches())
    slugs = {one.slug for one in reference.libraries()}
    assert len({one.key for one in branches}) == 92
    assert {one.library_slug for one in branches} - slugs == {""}
    assert [one.key for one in branches if municipality_of(one.lat, one.lon) != one.municipality_code] == []


def test_building_again_from_the_open_files_gives_the_same_bytes(open_files: Path, tmp_path: Path) -> None:
    app = Flask("tables")
    reference.init_app(app)
    result = app.test_cli_runner().invoke(args=["reference", "network", str(open_files), "--into", str(tmp_path)])
    assert result.output == "libraries.tsv: 121\nbranches.tsv: 92\n"
    for name in ("libraries.tsv", "branches.tsv"):
        assert (tmp_path / name).read_bytes() == (reference.DATA / name).read_bytes(), name
