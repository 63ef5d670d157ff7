"""What may be asked about places. A fixed number of statements each, whatever people type.

Nothing that was typed is kept or logged: where somebody looks for help is their own business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from stelsel.geo import spelling
from stelsel.geo.distance import Box, bounding_box, distance_km
from stelsel.geo.models import (
    Municipality,
    MunicipalityInhabitants,
    MunicipalityName,
    Place,
    PlaceName,
    PostcodeArea,
    Province,
)
from stelsel.geo.neighbourhood import Found as Pinned
from stelsel.geo.neighbourhood import Named, Neighbourhood, neighbourhood, view_box
from stelsel.geo.typed import Postcode, read
from stelsel.tenancy import Scope

SAME_TOWN_KM = 6.0
"""Namesakes this near to the largest, across a municipal border, are one town: nobody is asked which."""
MOST_SUGGESTIONS = 5
LIKE_ENOUGH = 0.3


class SpotKind(StrEnum):
    POSTCODE = "postcode"
    PLACE = "place"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere to search from. `name` is for a heading ("2225 Katwijk"); `query`, typed, gives this spot again."""

    kind: SpotKind
    name: str
    query: str
    municipality_code: str
    municipality: str
    province: str
    lat: float
    lon: float
    inhabitants: int = 0
    postal: bool = True
    key: str = ""

    @property
    def label(self) -> str:
        """The name with what tells it from its namesakes: "Hengelo (Bronckhorst, Gelderland)"."""
        where = self.province if self.municipality in ("", self.name) else f"{self.municipality}, {self.province}"
        return f"{self.name} ({where})"


class Answer(StrEnum):
    EMPTY = "empty"
    FOUND = "found"
    CHOOSE = "choose"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """`spot` when it is clear which; `choices` when the reader must say; else `suggestions` that look like it.

    A found spot may have `choices` too: namesakes that are too small to ask about first.
    """

    spot: Spot | None = None
    choices: tuple[Spot, ...] = ()
    suggestions: tuple[Spot, ...] = field(default=())
    asked: bool = True

    @property
    def answer(self) -> Answer:
        if self.spot is not None:
            return Answer.FOUND
        if self.choices:
            return Answer.CHOOSE
        return Answer.UNKNOWN if self.asked else Answer.EMPTY


@dataclass(frozen=True, slots=True)
class Near:
    """A place with its distance in kilometres."""

    name: str
    municipality_code: str
    lat: float
    lon: float
    inhabitants: int
    km: float


def find(scope: Scope, text: str) -> Found:
    """Where somebody means: "2225", "1234 AB", a place or municipality in any spelling, with or without a hint.

    Never raises: what cannot be found is an answer too.
    """
    typed = read(text)
    if isinstance(typed, Postcode):
        return _postcode(scope, typed)
    if not typed.keys:
        return Found(asked=False)
    spots = _named(scope, {key for key, _ in typed.keys})
    for key, hint in typed.keys:
        chosen = [spot for spot in spots if spot.key == key and (not hint or _hinted(spot, hint))]
        if chosen:
            return _decide(chosen)
    return Found(suggestions=_alike(scope, typed.keys[0][0]))


def nearest_places(scope: Scope, lat: float, lon: float, *, km: float = 15, limit: int = 20) -> list[Near]:
    """Places of their own around a point, nearest first. One statement, answered from an index."""
    box = bounding_box(lat, lon, km)
    statement = select(Place.name, Place.municipality_code, Place.lat, Place.lon, Place.inhabitants).where(
        Place.lat.between(box.south, box.north), Place.lon.between(box.west, box.east), Place.postal.is_(True)
    )
    near = (
        Near(name, code, there, east, inhabitants or 0, distance_km(lat, lon, there, east))
        for name, code, there, east, inhabitants in scope.session.execute(statement)
    )
    return sorted((one for one in near if one.km <= km), key=lambda one: (one.km, one.name))[:limit]


def places_in(scope: Scope, box: Box) -> list[Named]:
    """The places of their own in a box, to name on a sketch. One statement, answered from an index."""
    statement = select(Place.name, Place.lat, Place.lon, Place.inhabitants).where(
        Place.lat.between(box.south, box.north), Place.lon.between(box.west, box.east), Place.postal.is_(True)
    )
    return [Named(name, lat, lon, people or 0) for name, lat, lon, people in scope.session.execute(statement)]


def sketch_of(scope: Scope, spot: Spot, found: Sequence[Pinned]) -> Neighbourhood:
    """The sketch around a spot with what was found near it. One statement."""
    return neighbourhood(
        spot.lat,
        spot.lon,
        label=spot.query if spot.kind is SpotKind.POSTCODE else spot.name,
        found=found,
        places=places_in(scope, view_box(spot.lat, spot.lon, found)),
        own=spot.municipality_code,
    )


def inhabitants(scope: Scope, *, on_day: date | None = None) -> dict[str, int]:
    """Inhabitants per municipality: the newest count, or exactly that of a reference day (none: an empty answer)."""
    if on_day is not None:
        exact = select(MunicipalityInhabitants.municipality_code, MunicipalityInhabitants.inhabitants).where(
            MunicipalityInhabitants.on_day == on_day
        )
        return {row.municipality_code: row.inhabitants for row in scope.session.execute(exact)}
    later = aliased(MunicipalityInhabitants)
    newest = (
        select(func.max(later.on_day))
        .where(later.municipality_code == MunicipalityInhabitants.municipality_code)
        .scalar_subquery()
    )
    statement = select(MunicipalityInhabitants.municipality_code, MunicipalityInhabitants.inhabitants).where(
        MunicipalityInhabitants.on_day == newest
    )
    return {row.municipality_code: row.inhabitants for row in scope.session.execute(statement)}


def _postcode(scope: Scope, typed: Postcode) -> Found:
    statement = _postcodes().where(PostcodeArea.pc4 == typed.digits)
    rows = scope.session.execute(statement).all()
    if rows:
        return Found(spot=_of_postcode(rows[0]))
    number = int(typed.digits)
    around = [str(one) for one in range(max(1000, number - 30), min(9999, number + 30) + 1)]
    near = [_of_postcode(row) for row in scope.session.execute(_postcodes().where(PostcodeArea.pc4.in_(around)))]
    near.sort(key=lambda spot: (abs(int(spot.query) - number), spot.query))
    return Found(suggestions=tuple(near[:MOST_SUGGESTIONS]))


@cache
def _postcodes() -> Select[*tuple[Any, ...]]:
    return (
        select(
            PostcodeArea.pc4,
            PostcodeArea.place,
            PostcodeArea.municipality_code,
            Municipality.name,
            Province.name,
            PostcodeArea.lat,
            PostcodeArea.lon,
        )
        .join(Municipality, Municipality.code == PostcodeArea.municipality_code)
        .join(Province, Province.code == Municipality.province_code)
        .order_by(PostcodeArea.pc4)
    )


def _of_postcode(row: Sequence[Any]) -> Spot:
    pc4, place, code, municipality, province, lat, lon = row
    return Spot(SpotKind.POSTCODE, f"{pc4} {place}", pc4, code, municipality, province, lat, lon)


def _named(scope: Scope, keys: Iterable[str]) -> list[Spot]:
    """Places and municipalities with one of these keys; two statements."""
    wanted = sorted(set(keys))
    places = (
        select(
            PlaceName.key,
            Place.name,
            Place.municipality_code,
            Municipality.name,
            Province.name,
            Place.lat,
            Place.lon,
            Place.inhabitants,
            Place.postal,
        )
        .join(Place, Place.id == PlaceName.place_id)
        .join(Municipality, Municipality.code == Place.municipality_code)
        .join(Province, Province.code == Municipality.province_code)
        .where(PlaceName.key.in_(wanted))
    )
    municipalities = (
        select(
            MunicipalityName.key,
            Municipality.name,
            Municipality.code,
            Province.name,
            Municipality.centre_lat,
            Municipality.centre_lon,
        )
        .join(Municipality, Municipality.code == MunicipalityName.municipality_code)
        .join(Province, Province.code == Municipality.province_code)
        .where(MunicipalityName.key.in_(wanted))
    )
    spots = [
        Spot(SpotKind.PLACE, name, f"{name} ({town})", code, town, province, lat, lon, people or 0, postal, key)
        for key, name, code, town, province, lat, lon, people, postal in scope.session.execute(places)
    ]
    towns = {(spot.key, spot.municipality_code) for spot in spots}
    spots += [
        Spot(SpotKind.MUNICIPALITY, name, name, code, name, province, lat, lon, key=key)
        for key, name, code, province, lat, lon in scope.session.execute(municipalities)
        if (key, code) not in towns
    ]
    return sorted(spots, key=lambda spot: (not spot.postal, -spot.inhabitants, spot.name, spot.municipality_code))


def _hinted(spot: Spot, hint: str) -> bool:
    """True when the hint names the spot's province, in full or in short, or its municipality."""
    mark = spelling.PROVINCE_KEYS.get(hint)
    return (mark is not None and mark == spelling.PROVINCE_KEYS.get(spelling.key(spot.province))) or hint in {
        spelling.key(spot.municipality),
        spelling.key(spelling.base(spot.municipality)),
    }


def _decide(spots: list[Spot]) -> Found:
    """One of them if that is what nearly everybody means; else the reader chooses."""
    towns = [spot for spot in spots if spot.postal] or spots
    best = towns[0]
    others = tuple(spot for spot in spots if spot is not best)
    apart = [spot for spot in towns[1:] if distance_km(best.lat, best.lon, spot.lat, spot.lon) > SAME_TOWN_KM]
    if apart:
        return Found(choices=(best, *apart))
    return Found(spot=replace(best, query=best.name if not others else best.query), choices=others)


def _alike(scope: Scope, key: str) -> tuple[Spot, ...]:
    """What looks like it: first among the names with the same first letter, else among all."""
    towns = list(scope.session.scalars(select(MunicipalityName.key).distinct()))
    places = select(PlaceName.key).distinct()
    nearby = places.where(PlaceName.key >= key[0], PlaceName.key < chr(ord(key[0]) + 1))
    likely = _ranked(key, {*towns, *scope.session.scalars(nearby)})
    if not likely:
        likely = _ranked(key, {*towns, *scope.session.scalars(places)})
    if not likely:
        return ()
    order = {name: place for place, name in enumerate(likely)}
    spots = [spot for spot in _named(scope, likely) if spot.postal]
    return tuple(sorted(spots, key=lambda spot: order[spot.key])[:MOST_SUGGESTIONS])


def _ranked(key: str, names: Iterable[str]) -> list[str]:
    scored = ((spelling.likeness(key, name), name) for name in names)
    good = sorted((one for one in scored if one[0] >= LIKE_ENOUGH), key=lambda one: (-one[0], one[1]))
    return [name for _, name in good[: 3 * MOST_SUGGESTIONS]]
