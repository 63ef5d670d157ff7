"""Building the shipped tables from the open files. Deterministic: the same files give the same bytes.

    stelsel reference build DIR

DIR holds the files that SOURCES.md names. Our own tables, public_holidays.tsv and spellings.tsv, are kept as they are.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from statistics import fmean

from stelsel.geo import outline, shipped, tables
from stelsel.geo.gazetteer import Gazetteer, Sighting
from stelsel.geo.shipped import Certainty, PlaceFact, SchoolBreak, SchoolRegion
from stelsel.geo.spelling import base, key

REGIONS = {"noord": SchoolRegion.NORTH, "midden": SchoolRegion.MIDDLE, "zuid": SchoolRegion.SOUTH}
BREAKS = {
    "herfst": SchoolBreak.AUTUMN,
    "kerst": SchoolBreak.CHRISTMAS,
    "voorjaar": SchoolBreak.SPRING,
    "mei": SchoolBreak.MAY,
    "zomer": SchoolBreak.SUMMER,
}
CERTAINTIES = {"bevestigd": Certainty.CONFIRMED, "voorlopig": Certainty.PROVISIONAL}

INHABITANTS_DAYS = {"inwoners": (date(2026, 1, 1), True), "inwoners_2021": (date(2021, 1, 1), False)}
"""Column → (reference day, provisional). The source names no day for its newest figures: see SOURCES.md."""

DOUBTFUL_POSTCODES = {"1331", "4901", "8079", "8218", "8899"}
"""Points that the source itself calls doubtful."""

Row = dict[str, str]


def build(source: Path, target: Path) -> dict[str, int]:
    """Write all tables of `target`; give the number of rows per file.

    Raises FileNotFoundError for a missing source file, KeyError or ValueError for one of another form.
    """
    makers: dict[str, Callable[[Path, Path], int]] = {
        "provinces.tsv": _provinces,
        "municipalities.tsv": _municipalities,
        "inhabitants.tsv": _inhabitants,
        "outlines.tsv": _outlines,
        "places.tsv": _places,
        "postcodes.tsv": _postcodes,
        "school_holidays.tsv": _school_holidays,
    }
    return {name: make(source, target / name) for name, make in makers.items()}


def read(path: Path) -> list[Row]:
    """The rows of an open file as it comes: comma-separated UTF-8, perhaps with a mark in front."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def yes(value: bool) -> str:
    return "yes" if value else "no"


def _write(path: Path, head: str, rows: Iterable[tuple[str, ...]]) -> int:
    listed = list(rows)
    tables.write(path, head.split(), listed)
    return len(listed)


def _provinces(source: Path, target: Path) -> int:
    rows = sorted(read(source / "provincies.csv"), key=lambda row: row["code"])
    return _write(target, "code iso name", ((row["code"], row["iso"], row["naam"]) for row in rows))


def _municipalities(source: Path, target: Path) -> int:
    regions = {row["gemeente_code"]: row for row in read(source / "schoolregios.csv")}
    spellings = shipped.spellings("municipality")
    head = (
        "code name official_name other_names province seat area_km2 lat lon centre_lat centre_lon school_region "
        "region_certain share_65_plus share_low_education share_low_income neighbours"
    )
    rows = (
        (
            row["code"],
            row["naam"],
            row["cbs_naam"],
            tables.SEVERAL.join(spellings.get((row["code"], row["naam"]), ())),
            row["provincie_code"],
            row["bestuurscentrum"],
            _number(row["oppervlakte_km2"], 2),
            *(_number(row[column], 4) for column in ("lat", "lon", "centrum_lat", "centrum_lon")),
            REGIONS[regions[row["code"]]["regio"]].value,
            yes(regions[row["code"]]["zeker"] == "ja"),
            *(
                _number(row[column], 2)
                for column in ("pct_65plus", "pct_laag_opgeleid", "pct_huishoudens_laag_inkomen")
            ),
            row["buurgemeenten"].replace(";", tables.SEVERAL),
        )
        for row in _known(source)
    )
    return _write(target, head, rows)


def _inhabitants(source: Path, target: Path) -> int:
    rows = (
        (row["code"], day.isoformat(), str(int(float(row[column]))), yes(provisional))
        for row in _known(source)
        for column, (day, provisional) in INHABITANTS_DAYS.items()
        if row[column]
    )
    return _write(target, "municipality on_day inhabitants provisional", rows)


def _outlines(source: Path, target: Path) -> int:
    topology = json.loads((source / "gemeenten.simplified.topojson").read_text(encoding="utf-8"))
    outlines = {
        properties["code"]: outline.encode(outline.from_geometry(geometry))
        for properties, geometry in outline.from_topology(topology)
    }
    return _write(target, "municipality rings", sorted(outlines.items()))


def _places(source: Path, target: Path) -> int:
    postcodes = read(source / "pc4.csv")
    listed = [_sighting(row) for row in read(source / "plaatsen.csv")]
    gazetteer = Gazetteer.of(shipped.spellings("place"))
    places = gazetteer.consolidate([*listed, *_of_postcodes(postcodes, listed, gazetteer)])
    head = "name municipality lat lon inhabitants postal other_names"
    return _write(target, head, (_place_row(place) for place in places))


def _place_row(place: PlaceFact) -> tuple[str, ...]:
    return (
        place.name,
        place.municipality_code,
        tables.number(place.lat, 4),
        tables.number(place.lon, 4),
        str(place.inhabitants or ""),
        yes(place.postal),
        tables.SEVERAL.join(place.other_names),
    )


def _sighting(row: Row) -> Sighting:
    return Sighting(
        name=row["naam"],
        municipality_code=row["gemeente_code"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        inhabitants=int(row["inwoners"]) if row["inwoners"] else None,
        postal=row["bron"].startswith("geonames-postal"),
    )


def _of_postcodes(postcodes: list[Row], listed: list[Sighting], gazetteer: Gazetteer) -> Iterator[Sighting]:
    """The places of the postcodes: they say which places are postal, and add the few that are not listed."""
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in postcodes:
        points[row["gemeente_code"], row["plaats"]].append((float(row["lat"]), float(row["lon"])))
    known = {gazetteer.identity(row.municipality_code, row.name) for row in listed}
    names = {key(base(row.name)) for row in listed}
    for (municipality, name), spots in points.items():
        # A name that is known elsewhere only is a postcode that crosses a border, or a mistake of the source.
        if gazetteer.identity(municipality, name) in known or key(base(name)) not in names:
            lat, lon = fmean(spot[0] for spot in spots), fmean(spot[1] for spot in spots)
            yield Sighting(name, municipality, lat, lon, postal=True)


def _postcodes(source: Path, target: Path) -> int:
    head = "pc4 place other_places municipality lat lon doubtful"
    rows = (
        (
            row["pc4"],
            row["plaats"],
            row["overige_plaatsen"].replace(";", tables.SEVERAL),
            row["gemeente_code"],
            _number(row["lat"], 4),
            _number(row["lon"], 4),
            yes(row["pc4"] in DOUBTFUL_POSTCODES),
        )
        for row in sorted(read(source / "pc4.csv"), key=lambda row: row["pc4"])
    )
    return _write(target, head, rows)


def _school_holidays(source: Path, target: Path) -> int:
    head = "school_year kind region first last certainty source"
    rows = (
        (
            row["schooljaar"],
            BREAKS[row["soort"]].value,
            REGIONS[row["regio"]].value,
            date.fromisoformat(row["van"]).isoformat(),
            date.fromisoformat(row["tot_en_met"]).isoformat(),
            CERTAINTIES[row["status"]].value,
            row["bron"],
        )
        for row in read(source / "schoolvakanties.csv")
    )
    return _write(target, head, rows)


def _known(source: Path) -> list[Row]:
    return sorted(read(source / "gemeenten.csv"), key=lambda row: row["code"])


def _number(cell: str, digits: int) -> str:
    return tables.number(float(cell) if cell else None, digits)
