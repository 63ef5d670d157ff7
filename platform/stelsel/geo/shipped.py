"""The facts that the project ships, as plain frozen rows. Read from `data/`; see SOURCES.md there.

Nothing is kept in memory here: loading reads each table once, and what is needed often keeps its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from stelsel.geo import tables

DATA = Path(__file__).parent / "data"


class SchoolRegion(StrEnum):
    """The region that the school holidays of a municipality follow."""

    NORTH = "north"
    MIDDLE = "middle"
    SOUTH = "south"


class SchoolBreak(StrEnum):
    """A school holiday. The names say when, not how long."""

    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    SPRING = "spring"
    MAY = "may"
    SUMMER = "summer"


class Certainty(StrEnum):
    """What we know of a date: the ministry set it, it was only announced, or nothing."""

    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ProvinceFact:
    code: str
    iso: str
    name: str


@dataclass(frozen=True, slots=True)
class MunicipalityFact:
    """Shares are percentages of the reference year 2021; points are degrees WGS84."""

    code: str
    name: str
    official_name: str
    province_code: str
    seat: str
    area_km2: float
    lat: float
    lon: float
    centre_lat: float
    centre_lon: float
    school_region: SchoolRegion
    region_certain: bool
    share_65_plus: float | None
    share_low_education: float | None
    share_low_income: float | None
    neighbours: tuple[str, ...]
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InhabitantsFact:
    municipality_code: str
    on_day: date
    inhabitants: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """`postal`: the postal register knows it as a place of its own; a hamlet or a quarter is not one."""

    name: str
    municipality_code: str
    lat: float
    lon: float
    inhabitants: int | None
    postal: bool
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostcodeFact:
    """`doubtful`: the source's point lies where the postcode cannot be."""

    pc4: str
    place: str
    other_places: tuple[str, ...]
    municipality_code: str
    lat: float
    lon: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class SchoolHolidayFact:
    """Both days are free days: `last` is the last one."""

    school_year: str
    kind: SchoolBreak
    region: SchoolRegion
    first: date
    last: date
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class HolidayRule:
    key: str
    name: str
    rule: str
    closed: bool


def provinces(folder: Path = DATA) -> Iterator[ProvinceFact]:
    for row in tables.read(folder / "provinces.tsv"):
        yield ProvinceFact(row["code"], row["iso"], row["name"])


def municipalities(folder: Path = DATA) -> Iterator[MunicipalityFact]:
    for row in tables.read(folder / "municipalities.tsv"):
        yield MunicipalityFact(
            code=row["code"],
            name=row["name"],
            official_name=row["official_name"],
            province_code=row["province"],
            seat=row["seat"],
            area_km2=float(row["area_km2"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            centre_lat=float(row["centre_lat"]),
            centre_lon=float(row["centre_lon"]),
            school_region=SchoolRegion(row["school_region"]),
            region_certain=row["region_certain"] == "yes",
            share_65_plus=_maybe(row["share_65_plus"]),
            share_low_education=_maybe(row["share_low_education"]),
            share_low_income=_maybe(row["share_low_income"]),
            neighbours=tables.several(row["neighbours"]),
            other_names=tables.several(row["other_names"]),
        )


def inhabitants(folder: Path = DATA) -> Iterator[InhabitantsFact]:
    for row in tables.read(folder / "inhabitants.tsv"):
        day = date.fromisoformat(row["on_day"])
        yield InhabitantsFact(row["municipality"], day, int(row["inhabitants"]), row["provisional"] == "yes")


def places(folder: Path = DATA) -> Iterator[PlaceFact]:
    for row in tables.read(folder / "places.tsv"):
        yield PlaceFact(
            name=row["name"],
            municipality_code=row["municipality"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            inhabitants=int(row["inhabitants"]) if row["inhabitants"] else None,
            postal=row["postal"] == "yes",
            other_names=tables.several(row["other_names"]),
        )


def postcodes(folder: Path = DATA) -> Iterator[PostcodeFact]:
    for row in tables.read(folder / "postcodes.tsv"):
        yield PostcodeFact(
            pc4=row["pc4"],
            place=row["place"],
            other_places=tables.several(row["other_places"]),
            municipality_code=row["municipality"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            doubtful=row["doubtful"] == "yes",
        )


def school_holidays(folder: Path = DATA) -> Iterator[SchoolHolidayFact]:
    for row in tables.read(folder / "school_holidays.tsv"):
        yield SchoolHolidayFact(
            school_year=row["school_year"],
            kind=SchoolBreak(row["kind"]),
            region=SchoolRegion(row["region"]),
            first=date.fromisoformat(row["first"]),
            last=date.fromisoformat(row["last"]),
            certainty=Certainty(row["certainty"]),
            source=row["source"],
        )


@cache
def holiday_rules() -> tuple[HolidayRule, ...]:
    rows = tables.read(DATA / "public_holidays.tsv")
    return tuple(HolidayRule(row["key"], row["name"], row["rule"], row["closed"] == "yes") for row in rows)


def outlines(folder: Path = DATA) -> Iterator[tuple[str, str]]:
    """(municipality, encoded rings); `stelsel.geo.outline` decodes them."""
    for row in tables.read(folder / "outlines.tsv"):
        yield row["municipality"], row["rings"]


def spellings(kind: str, folder: Path = DATA) -> dict[tuple[str, str], tuple[str, ...]]:
    """Our own list of other names of a `place` or `municipality`: (municipality, name) → names."""
    rows = (row for row in tables.read(folder / "spellings.tsv") if row["kind"] == kind)
    return {(row["municipality"], row["name"]): tables.several(row["other_names"]) for row in rows}


def _maybe(cell: str) -> float | None:
    return float(cell) if cell else None
