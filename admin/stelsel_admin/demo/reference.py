"""The real names of the demo network: library organisations and known branches, as plain frozen rows.

`build` makes the tables of `data/` from the open files, deterministically; the other functions read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import click
from flask import Flask

from stelsel.geo import tables
from stelsel.geo.reference import Row, read, yes
from stelsel.importing.command import group

DATA = Path(__file__).parent / "data"
PREFIX = "bibliotheek-"
"""What a slug of the source begins with and ours does not: `bibliotheek-katwijk` is `katwijk`."""


class BranchCertainty(StrEnum):
    """Whether a branch is really there."""

    YES = "yes"
    DERIVED = "derived"
    NO = "no"


CERTAINTIES = {"ja": BranchCertainty.YES, "afgeleid": BranchCertainty.DERIVED, "nee": BranchCertainty.NO}


@dataclass(frozen=True, slots=True)
class LibraryFact:
    """`municipality_codes` is indicative; `confirmed` says that name or domain was found in a source."""

    slug: str
    source_slug: str
    name: str
    place: str
    province_code: str
    website: str
    wikidata: str
    municipality_codes: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class BranchFact:
    """`library_slug` is indicative, and empty when unknown; the point is in degrees WGS84."""

    key: str
    name: str
    place: str
    municipality_code: str
    lat: float
    lon: float
    library_slug: str
    certainty: BranchCertainty


def libraries(folder: Path = DATA) -> Iterator[LibraryFact]:
    for row in tables.read(folder / "libraries.tsv"):
        yield LibraryFact(
            slug=row["slug"],
            source_slug=row["source_slug"],
            name=row["name"],
            place=row["place"],
            province_code=row["province"],
            website=row["website"],
            wikidata=row["wikidata"],
            municipality_codes=tables.several(row["municipalities"]),
            confirmed=row["confirmed"] == "yes",
        )


def branches(folder: Path = DATA) -> Iterator[BranchFact]:
    for row in tables.read(folder / "branches.tsv"):
        yield BranchFact(
            key=row["key"],
            name=row["name"],
            place=row["place"],
            municipality_code=row["municipality"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            library_slug=row["library"],
            certainty=BranchCertainty(row["certainty"]),
        )


def build(source: Path, target: Path) -> dict[str, int]:
    """Write both tables from the open files; give the number of rows per file.

    Raises FileNotFoundError for a missing source file, KeyError or ValueError for one of another form.
    """
    provinces = {row["naam"]: row["code"] for row in read(source / "provincies.csv")}
    organisations = [_library(row, provinces) for row in read(source / "bibliotheekorganisaties.csv")]
    buildings = [_branch(row) for row in read(source / "bibliotheekvestigingen.csv")]
    head = "slug source_slug name place province website wikidata municipalities confirmed"
    tables.write(target / "libraries.tsv", head.split(), sorted(organisations))
    head = "key name place municipality lat lon library certainty"
    tables.write(target / "branches.tsv", head.split(), sorted(buildings))
    return {"libraries.tsv": len(organisations), "branches.tsv": len(buildings)}


@click.command("network")
@click.argument("source", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--into", type=click.Path(exists=True, file_okay=False, path_type=Path), default=DATA)
def network(source: Path, into: Path) -> None:
    """Make the tables of the demo network from the open files in DIR."""
    for name, count in build(source, into).items():
        click.echo(f"{name}: {count}")


def init_app(app: Flask) -> None:
    """`stelsel reference network DIR`."""
    group(app, "reference", "The facts that the project ships.").add_command(network)


def _library(row: Row, provinces: dict[str, str]) -> tuple[str, ...]:
    return (
        row["slug"].removeprefix(PREFIX),
        row["slug"],
        row["naam"],
        row["plaats"],
        provinces[row["provincie"]],
        row["website"],
        row["wikidata"],
        row["gemeenten_indicatief"].replace(";", tables.SEVERAL),
        yes(row["bevestigd"] == "ja"),
    )


def _branch(row: Row) -> tuple[str, ...]:
    return (
        row["id"],
        row["naam"],
        row["plaats"],
        row["gemeente_code"],
        tables.number(float(row["lat"]), 5),
        tables.number(float(row["lon"]), 5),
        row["organisatie_indicatief"].removeprefix(PREFIX),
        CERTAINTIES[row["zeker"]].value,
    )
