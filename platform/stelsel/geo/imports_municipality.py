"""What a row about a municipality changes."""

from datetime import date
from typing import Any

from sqlalchemy import select

from stelsel.errors import Refused
from stelsel.geo import reference, service
from stelsel.geo.models import (
    Municipality,
    MunicipalityInhabitants,
    MunicipalityName,
    MunicipalityNeighbour,
    MunicipalityOutline,
    Province,
)
from stelsel.geo.spelling import key
from stelsel.i18n import _
from stelsel.importing import Outcome, Row, choice, number, optional, required, whole
from stelsel.tenancy import Scope

INSIDE_LAT, INSIDE_LON = (50.7, 53.7), (3.2, 7.3)
"""Between which degrees the Netherlands lie."""
SHARES = {
    "pct_65plus": "share_65_plus",
    "pct_laag_opgeleid": "share_low_education",
    "pct_huishoudens_laag_inkomen": "share_low_income",
}
RINGS = "rings"
"""The column in which the outline of a row from GeoJSON or TopoJSON stands, encoded."""
SURE = {"ja": True, "nee": False}


class Municipalities:
    """Adds and changes municipalities; neighbours last, as a row may name one that comes after it."""

    def __init__(self, scope: Scope, on_day: date) -> None:
        self.scope, self.on_day = scope, on_day
        session = scope.session
        self.known = {row.code: row for row in session.scalars(select(Municipality))}
        self.provinces = {row.code: row for row in session.scalars(select(Province))}
        self.by_name = {row.name: row.code for row in self.provinces.values()}
        self.names = {(row.key, row.municipality_code) for row in session.scalars(select(MunicipalityName))}
        counted = select(MunicipalityInhabitants).where(MunicipalityInhabitants.on_day == on_day)
        self.inhabitants = {row.municipality_code: row for row in session.scalars(counted)}
        self.outlines = {row.municipality_code: row for row in session.scalars(select(MunicipalityOutline))}
        self.neighbours: dict[str, dict[str, MunicipalityNeighbour]] = {}
        for pair in session.scalars(select(MunicipalityNeighbour)):
            self.neighbours.setdefault(pair.municipality_code, {})[pair.neighbour_code] = pair
        self.wanted: dict[str, set[str]] = {}
        self.seen: set[str] = set()

    def __call__(self, row: Row) -> Outcome:
        code = municipality_code(row, "code")
        if code in self.seen:
            raise Refused(_("Deze gemeente staat al eerder in het bestand."), field="code")
        values = self._values(row)
        count = whole(row, "inwoners", least=0, most=20_000_000)
        neighbours = {one.strip() for one in row.get("buurgemeenten").split(";") if one.strip()} - {code}
        self.seen.add(code)
        is_new = code not in self.known
        changed = self._write(code, values)
        changed |= self._count(code, count)
        changed |= self._draw(code, row.get(RINGS))
        if neighbours:
            self.wanted[code] = neighbours
            changed |= neighbours != set(self.neighbours.get(code, ()))
        return Outcome.ADDED if is_new else Outcome.CHANGED if changed else Outcome.SAME

    def finish(self) -> None:
        """Bring the neighbours of the rows that were kept in line; one that is not known is left out."""
        self.scope.session.flush()
        for code, wanted in self.wanted.items():
            present = self.neighbours.get(code, {})
            for gone in set(present) - wanted:
                self.scope.session.delete(present[gone])
            missing = sorted((wanted & set(self.known)) - set(present))
            self.scope.insert_many(MunicipalityNeighbour, service.neighbour_rows(code, missing))

    def _values(self, row: Row) -> dict[str, Any]:
        name = required(row, "naam", longest=80)
        values: dict[str, Any] = {"name": name, "province_code": self._province(row)}
        values |= {"lat": point(row, "lat", INSIDE_LAT), "lon": point(row, "lon", INSIDE_LON)}
        present = self.known.get(row.get("code").upper())
        if present is not None and row.get(RINGS):
            # A file of boundaries: its middle is worked out from the outline, and its spelling is not to be relied on.
            del values["lat"], values["lon"]
            if key(name) == key(present.name):
                del values["name"]
        given = {
            "official_name": optional(row, "cbs_naam", longest=80) or None,
            "seat": optional(row, "bestuurscentrum", longest=80) or None,
            "area_km2": rounded(number(row, "oppervlakte_km2", least=0, most=5000), 2),
            "centre_lat": rounded(number(row, "centrum_lat", least=INSIDE_LAT[0], most=INSIDE_LAT[1]), 4),
            "centre_lon": rounded(number(row, "centrum_lon", least=INSIDE_LON[0], most=INSIDE_LON[1]), 4),
            **{name: rounded(number(row, column, least=0, most=100), 2) for column, name in SHARES.items()},
        }
        return values | {name: value for name, value in given.items() if value is not None}

    def _province(self, row: Row) -> str:
        code = row.get("provincie_code") or row.get("pv") or self.by_name.get(row.get("provincie"), "")
        if code not in self.provinces:
            if not (code.startswith("PV") and len(code) == 4 and row.get("iso") and row.get("provincie")):
                raise Refused(_("Deze provincie is niet bekend."), field="provincie")
            province = Province(
                code=code, iso=optional(row, "iso", longest=5), name=optional(row, "provincie", longest=80)
            )
            self.scope.session.add(province)
            self.scope.session.flush()
            self.provinces[code] = province
            self.by_name[province.name] = code
        return code

    def _write(self, code: str, values: dict[str, Any]) -> bool:
        present = self.known.get(code)
        if present is None:
            filled = {
                "official_name": values["name"],
                "centre_lat": values["lat"],
                "centre_lon": values["lon"],
            } | values
            self.known[code] = present = Municipality(code=code, **filled)
            self.scope.session.add(present)
            self.scope.session.flush()
            changed = True
        else:
            changed = assign(present, values)
        for name in {key(present.name), key(present.official_name)}:
            if (name, code) not in self.names:
                self.names.add((name, code))
                self.scope.session.add(MunicipalityName(key=name, municipality_code=code))
                changed = True
        return changed

    def _count(self, code: str, count: int | None) -> bool:
        if count is None:
            return False
        present = self.inhabitants.get(code)
        if present is not None:
            return assign(present, {"inhabitants": count})
        row = MunicipalityInhabitants(municipality_code=code, on_day=self.on_day, inhabitants=count)
        self.inhabitants[code] = row
        self.scope.session.add(row)
        return True

    def _draw(self, code: str, rings: str) -> bool:
        if not rings:
            return False
        present = self.outlines.get(code)
        if present is not None:
            return assign(present, {"rings": rings})
        self.outlines[code] = MunicipalityOutline(municipality_code=code, rings=rings)
        self.scope.session.add(self.outlines[code])
        return True


class SchoolRegions:
    """Sets the school region of municipalities that are there."""

    def __init__(self, scope: Scope) -> None:
        self.known = {row.code: row for row in scope.session.scalars(select(Municipality))}

    def __call__(self, row: Row) -> Outcome:
        present = self.known.get(municipality_code(row, "gemeente_code"))
        if present is None:
            raise Refused(_("Deze gemeente is niet bekend. Lees eerst de gemeenten in."), field="gemeente_code")
        region = choice(row, "regio", reference.REGIONS)
        certain = choice(row, "zeker", SURE) if row.get("zeker") else False
        changed = assign(present, {"school_region": region, "region_certain": certain})
        return Outcome.CHANGED if changed else Outcome.SAME


def municipality_code(row: Row, column: str) -> str:
    """A code as CBS writes it: GM and four digits."""
    code = required(row, column, longest=20).upper()
    if not (len(code) == 6 and code.startswith("GM") and code[2:].isascii() and code[2:].isdigit()):
        raise Refused(_("Een gemeentecode is GM met vier cijfers, zoals GM0537."), field=column)
    return code


def point(row: Row, column: str, inside: tuple[float, float]) -> float:
    """A coordinate in the Netherlands, in ten-thousandths of a degree."""
    value = number(row, column)
    if value is None or not inside[0] <= value <= inside[1]:
        raise Refused(_("Dit punt ligt niet in Nederland. Verwacht: graden, zoals 52,1 en 4,4."), field=column)
    return round(value, 4)


def rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def assign(row: object, values: dict[str, Any]) -> bool:
    """Set the attributes that differ; True when there were any."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)
