"""Refreshing places, municipalities and holidays from files of others."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from stelsel.geo.imports import import_municipalities, import_places, import_school_holidays
from stelsel.geo.models import (
    Municipality,
    MunicipalityInhabitants,
    MunicipalityNeighbour,
    Place,
    PlaceName,
    SchoolHoliday,
)
from stelsel.geo.queries import find
from stelsel.importing import Outcome, Report, Unreadable

if TYPE_CHECKING:
    from tests.support.scopes import Scopes

FILES = {
    "gemeenten.csv": (import_municipalities, 342),
    "gemeenten.simplified.topojson": (import_municipalities, 342),
    "schoolregios.csv": (import_municipalities, 342),
    "plaatsen.csv": (import_places, 7182),
    "pc4.csv": (import_places, 4124),
    "schoolvakanties.csv": (import_school_holidays, 36),
}

HEAD = "code,naam,provincie_code,iso,provincie,inwoners,lat,lon,buurgemeenten"
STRAND = "GM9001,Strand,PV28,NL-ZH,Zuid-Holland,67000,52.19,4.43,GM9002"
DUIN = "GM9002,Duin,PV28,NL-ZH,Zuid-Holland,45000,52.25,4.48,GM9001"
NEW = ("GM9001", "GM9002")


def lines(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def outcomes(report: Report) -> list[Outcome]:
    return [result.outcome for result in report.results]


@pytest.mark.parametrize("name", FILES)
def test_the_open_files_change_nothing_of_what_is_shipped(geography: "Scopes", open_files: Path, name: str) -> None:
    importer, rows = FILES[name]
    with geography.national() as scope:
        report = importer(scope, (open_files / name).read_bytes())
    assert report.kept
    assert report.counts == {Outcome.ADDED: 0, Outcome.CHANGED: 0, Outcome.SAME: rows, Outcome.REFUSED: 0}


def test_an_empty_network_is_filled_by_the_open_files_and_twice_is_once(empty: "Scopes", open_files: Path) -> None:
    for name in ("gemeenten.csv", "gemeenten.simplified.topojson", "schoolregios.csv", "plaatsen.csv", "pc4.csv"):
        importer, rows = FILES[name]
        for wanted in ({Outcome.ADDED, Outcome.CHANGED}, {Outcome.SAME}):
            with empty.national() as scope:
                report = importer(scope, (open_files / name).read_bytes())
            assert len(report.results) == rows
            assert set(outcomes(report)) <= wanted, name
    with empty.national(reading=True) as scope:
        spot = find(scope, "sGravenhage").spot
        assert spot is not None
        assert spot.municipality == "Den Haag"
        assert find(scope, "2225 AB").spot is not None


def test_municipalities_come_with_their_neighbours_whatever_the_order(geography: "Scopes") -> None:
    with geography.national() as scope:
        report = import_municipalities(scope, lines(HEAD, STRAND, DUIN), on_day=date(2026, 1, 1))
        assert outcomes(report) == [Outcome.ADDED, Outcome.ADDED]
    with geography.national() as scope:
        pairs = scope.session.scalars(
            select(MunicipalityNeighbour).where(MunicipalityNeighbour.municipality_code.in_(NEW))
        ).all()
        assert {(pair.municipality_code, pair.neighbour_code) for pair in pairs} == {NEW, NEW[::-1]}
        again = import_municipalities(scope, lines(HEAD, STRAND, DUIN), on_day=date(2026, 1, 1))
        assert outcomes(again) == [Outcome.SAME, Outcome.SAME]


def test_another_reference_day_is_another_count_and_the_old_one_stays(geography: "Scopes") -> None:
    for day, row in ((date(2026, 1, 1), STRAND), (date(2027, 1, 1), STRAND.replace("67000", "67500"))):
        with geography.national() as scope:
            import_municipalities(scope, lines(HEAD, row), on_day=day)
    with geography.national(reading=True) as scope:
        counts = scope.session.scalars(
            select(MunicipalityInhabitants)
            .where(MunicipalityInhabitants.municipality_code == "GM9001")
            .order_by(MunicipalityInhabitants.on_day)
        ).all()
        assert [(count.on_day.year, count.inhabitants) for count in counts] == [(2026, 67_000), (2027, 67_500)]


BAD = {
    "GM9001,Strand,PV28,NL-ZH,Zuid-Holland,veel,52.19,4.43,": "inwoners",
    "9001,Strand,PV28,NL-ZH,Zuid-Holland,1,52.19,4.43,": "code",
    "GM9001,,PV28,NL-ZH,Zuid-Holland,1,52.19,4.43,": "naam",
    "GM9001,Strand,PV99,,,1,52.19,4.43,": "provincie",
    "GM9001,Strand,PV28,NL-ZH,Zuid-Holland,1,4.43,52.19,": "lat",
    "GM9001,Strand,PV28,NL-ZH,Zuid-Holland,1,52.19,,": "lon",
    "GM9001,Strand,PV28,NL-ZH,Zuid-Holland,-1,52.19,4.43,": "inwoners",
    "GM9001,Str\x07and,PV28,NL-ZH,Zuid-Holland,1,52.19,4.43,": None,
    "GM9001,Strand,PV28": None,
}


def test_a_bad_row_is_told_with_its_line_and_reason_and_keeps_out_the_good_ones_too(geography: "Scopes") -> None:
    for row, column in BAD.items():
        with geography.national() as scope:
            report = import_municipalities(scope, lines(HEAD, DUIN, row))
            assert outcomes(report) == [Outcome.ADDED, Outcome.REFUSED]
            assert (report.results[1].line, report.results[1].column) == (3, column), row
            assert str(report.results[1].reason)
            assert not report.kept
            assert scope.session.scalars(select(Municipality).where(Municipality.code.in_(NEW))).all() == []


def test_with_skip_bad_the_good_half_is_kept(geography: "Scopes") -> None:
    with geography.national() as scope:
        report = import_municipalities(scope, lines(HEAD, DUIN, *BAD), skip_bad=True)
        assert report.kept
    with geography.national(reading=True) as scope:
        assert [one.name for one in scope.session.scalars(select(Municipality).where(Municipality.code.in_(NEW)))] == [
            "Duin"
        ]


def test_a_trial_tells_the_same_and_keeps_nothing(geography: "Scopes") -> None:
    with geography.national() as scope:
        trial = import_municipalities(scope, lines(HEAD, STRAND, DUIN), dry_run=True)
    with geography.national() as scope:
        assert scope.session.scalars(select(Municipality).where(Municipality.code.in_(NEW))).all() == []
        assert outcomes(import_municipalities(scope, lines(HEAD, STRAND, DUIN))) == outcomes(trial)


def test_a_municipality_twice_in_one_file_is_refused_the_second_time(geography: "Scopes") -> None:
    with geography.national() as scope:
        report = import_municipalities(scope, lines(HEAD, STRAND, STRAND), skip_bad=True)
    assert outcomes(report) == [Outcome.ADDED, Outcome.REFUSED]


def test_geojson_brings_areas_and_points(geography: "Scopes") -> None:
    square = [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52.1], [5, 52]]]
    area = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "GM9998", "naam": "Vierkant", "pv": "PV26"},
                "geometry": {"type": "Polygon", "coordinates": square},
            },
            {
                "type": "Feature",
                "properties": {"code": "GM9997", "naam": "Lijn", "pv": "PV26"},
                "geometry": {"type": "LineString"},
            },
        ],
    }
    place = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"naam": "Vierkantdorp", "gemeente_code": "GM9998"},
                "geometry": {"type": "Point", "coordinates": [5.05, 52.05]},
            }
        ],
    }
    with geography.national() as scope:
        report = import_municipalities(scope, json.dumps(area).encode(), skip_bad=True)
        assert outcomes(report) == [Outcome.ADDED, Outcome.REFUSED]
        assert str(report.unit) == "Onderdeel"
        assert (scope.session.get_one(Municipality, "GM9998").lat, 52.05) == (52.05, 52.05)
        assert outcomes(import_places(scope, json.dumps(place).encode())) == [Outcome.ADDED]
        assert find(scope, "vierkantdorp").spot is not None


def test_a_place_gets_its_other_name_and_is_not_made_twice(geography: "Scopes") -> None:
    head = "naam,gemeente_code,lat,lon,inwoners,bron"
    with geography.national() as scope:
        report = import_places(scope, lines(head, "'s-Gravenhage,GM0518,52.0767,4.2986,474292,x"))
        assert outcomes(report) == [Outcome.SAME]
        renamed = import_places(scope, lines(head, "Katwijk (ZH),GM0537,52.198,4.4153,,x"))
        assert outcomes(renamed) == [Outcome.CHANGED]
        assert len(scope.session.scalars(select(Place).where(Place.name == "Katwijk")).all()) == 2
        assert scope.session.scalars(select(PlaceName.name).where(PlaceName.key == "katwykzh")).all() == [
            "Katwijk (ZH)"
        ]


def test_a_place_in_a_municipality_that_is_not_known_is_refused(geography: "Scopes") -> None:
    with geography.national() as scope:
        report = import_places(scope, lines("naam,gemeente_code,lat,lon", "Nergens,GM0001,52,5", "???,GM0001,52,5"))
    assert [result.column for result in report.results] == ["gemeente_code", "gemeente_code"]


def test_school_holidays_are_corrected_and_wrong_ones_refused(geography: "Scopes") -> None:
    head = "schooljaar,soort,regio,van,tot_en_met,status,bron"
    with geography.national() as scope:
        report = import_school_holidays(
            scope,
            lines(
                head,
                "2026-2027,mei,midden,2027-04-24,2027-05-09,bevestigd,Rijksoverheid",
                "2028-2029,herfst,noord,2028-10-14,2028-10-22,voorlopig,",
                "2028-2029,herfst,noord,2028-02-30,2028-10-22,voorlopig,",
                "2028-2029,herfst,oost,2028-10-14,2028-10-22,voorlopig,",
                "2028-2029,herfst,zuid,2028-10-22,2028-10-14,voorlopig,",
                "2028-2030,herfst,zuid,2028-10-14,2028-10-22,voorlopig,",
            ),
            skip_bad=True,
        )
        assert outcomes(report) == [Outcome.CHANGED, Outcome.ADDED, *[Outcome.REFUSED] * 4]
        assert [result.column for result in report.refused] == ["van", "regio", "van", "schooljaar"]
        assert len(scope.session.scalars(select(SchoolHoliday)).all()) == 37


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection", "features": 7}',
        b"naam;lat\nX;1\n",
        b"\xff\xfea\0b\0",
    ],
)
def test_another_file_is_refused_as_a_whole(geography: "Scopes", content: bytes) -> None:
    with geography.national() as scope, pytest.raises(Unreadable):
        import_municipalities(scope, content)
