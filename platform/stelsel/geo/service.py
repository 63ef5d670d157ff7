"""Loading the facts that the project ships. They are the network's: only a national scope may write them.

What `stelsel import` or the back office changed is left alone: only rows that are missing are added.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, TypeAlias

from sqlalchemy import inspect, select

from stelsel.db import Shared
from stelsel.geo import holidays, shipped, tables
from stelsel.geo.models import (
    Municipality,
    MunicipalityInhabitants,
    MunicipalityName,
    MunicipalityNeighbour,
    MunicipalityOutline,
    Place,
    PlaceName,
    PostcodeArea,
    Province,
    PublicHoliday,
    SchoolHoliday,
)
from stelsel.geo.shipped import MunicipalityFact, PlaceFact
from stelsel.geo.spelling import key
from stelsel.tenancy import Scope

Values: TypeAlias = Mapping[str, Any]

PLACES = uuid.UUID("6f1c9a52-0f0e-5c7b-9a58-0d5d3a8d6b11")
"""Namespace of place ids: a place keeps its id through every import, on every machine."""
HOLIDAY_YEARS = range(holidays.FIRST_YEAR, 2041)


def load_reference(scope: Scope) -> dict[str, int]:
    """Add the shipped rows that are not there yet; give how many were added per table. Twice changes nothing."""
    facts = list(shipped.municipalities())
    places = list(shipped.places())
    added: dict[type[Shared], Iterable[Values]] = {
        Province: ({"code": one.code, "iso": one.iso, "name": one.name} for one in shipped.provinces()),
        Municipality: map(municipality_row, facts),
        MunicipalityName: (row for fact in facts for row in municipality_names(fact)),
        MunicipalityNeighbour: (row for fact in facts for row in neighbour_rows(fact.code, fact.neighbours)),
        MunicipalityInhabitants: map(asdict, shipped.inhabitants()),
        MunicipalityOutline: ({"municipality_code": code, "rings": rings} for code, rings in shipped.outlines()),
        Place: map(place_row, places),
        PlaceName: (row for place in places for row in place_names(place)),
        PostcodeArea: (
            {**asdict(area), "other_places": tables.SEVERAL.join(area.other_places)} for area in shipped.postcodes()
        ),
        SchoolHoliday: (
            {**_without(asdict(one), "first", "last"), "first_day": one.first, "last_day": one.last}
            for one in shipped.school_holidays()
        ),
        PublicHoliday: (asdict(one) for year in HOLIDAY_YEARS for one in holidays.public_holidays(year)),
    }
    return {model.__tablename__: _add_missing(scope, model, rows) for model, rows in added.items()}


def place_id(municipality_code: str, name: str) -> uuid.UUID:
    """The id of a place: made of its municipality and the key of its name."""
    return uuid.uuid5(PLACES, f"{municipality_code}/{key(name)}")


def municipality_row(fact: MunicipalityFact) -> Values:
    return _without(asdict(fact), "neighbours", "other_names")


def municipality_names(fact: MunicipalityFact) -> Iterator[Values]:
    """A row for each way to write the name; two ways with one key are one."""
    for name in {key(name) for name in (fact.name, fact.official_name, *fact.other_names)} - {""}:
        yield {"key": name, "municipality_code": fact.code}


def neighbour_rows(code: str, neighbours: Iterable[str]) -> Iterator[Values]:
    return ({"municipality_code": code, "neighbour_code": neighbour} for neighbour in neighbours)


def place_row(place: PlaceFact) -> Values:
    return {"id": place_id(place.municipality_code, place.name), **_without(asdict(place), "other_names")}


def place_names(place: PlaceFact) -> Iterator[Values]:
    """A row for each way to write the name, the place's own first."""
    names = {key(name): name for name in reversed((place.name, *place.other_names))}
    for one, name in reversed(names.items()):
        if one:
            yield {"key": one, "place_id": place_id(place.municipality_code, place.name), "name": name}


def _add_missing(scope: Scope, model: type[Shared], rows: Iterable[Values]) -> int:
    mapper = inspect(model)
    names = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
    present = {tuple(row) for row in scope.session.execute(select(*(getattr(model, name) for name in names)))}
    return scope.insert_many(model, [row for row in rows if tuple(row[name] for name in names) not in present])


def _without(values: Values, *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
