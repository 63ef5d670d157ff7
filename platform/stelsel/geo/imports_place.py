"""What a row about a place, a postcode or a school holiday changes."""

import uuid
from collections import defaultdict
from typing import Any

from sqlalchemy import select

from stelsel.errors import Refused
from stelsel.geo import reference, service, shipped, tables
from stelsel.geo.gazetteer import Gazetteer, Sighting
from stelsel.geo.imports_municipality import INSIDE_LAT, INSIDE_LON, assign, municipality_code, point
from stelsel.geo.models import Municipality, Place, PlaceName, PostcodeArea, SchoolHoliday
from stelsel.geo.shipped import PlaceFact
from stelsel.geo.spelling import key
from stelsel.i18n import _
from stelsel.importing import Outcome, Row, Table, choice, day, optional, required, whole
from stelsel.tenancy import Scope


class Places:
    """Adds and changes places. Rows about one place are put together first, so the whole table is read beforehand."""

    def __init__(self, scope: Scope, table: Table) -> None:
        self.scope = scope
        session = scope.session
        self.municipalities = set(session.scalars(select(Municipality.code)))
        self.known = {row.id: row for row in session.scalars(select(Place))}
        self.by_name = {
            (self.known[row.place_id].municipality_code, row.key): row.place_id
            for row in session.scalars(select(PlaceName))
        }
        self.gazetteer = Gazetteer.of(shipped.spellings("place"))
        self.refused: dict[int, Refused] = {}
        self.facts: dict[int, PlaceFact] = {}
        self.outcomes: dict[tuple[str, str], Outcome] = {}
        self.new_places: list[service.Values] = []
        self.new_names: list[service.Values] = []
        self._put_together(table)

    def __call__(self, row: Row) -> Outcome:
        if row.line in self.refused:
            raise self.refused[row.line]
        fact = self.facts[row.line]
        place = (fact.municipality_code, key(fact.name))
        if place not in self.outcomes:
            self.outcomes[place] = self._write(fact)
        return self.outcomes[place]

    def finish(self) -> None:
        """Write what is new, all at once."""
        self.scope.insert_many(Place, self.new_places)
        self.scope.insert_many(PlaceName, self.new_names)

    def _put_together(self, table: Table) -> None:
        groups: dict[tuple[str, str], dict[int, Sighting]] = defaultdict(dict)
        for row in table.rows:
            if row.problem is not None:
                continue
            try:
                sighting = self._sighting(row)
            except Refused as refusal:
                self.refused[row.line] = refusal
                continue
            groups[self.gazetteer.identity(sighting.municipality_code, sighting.name)][row.line] = sighting
        for group in groups.values():
            (fact,) = self.gazetteer.consolidate(group.values())
            self.facts |= dict.fromkeys(group, fact)

    def _sighting(self, row: Row) -> Sighting:
        code = municipality_code(row, "gemeente_code")
        if code not in self.municipalities:
            raise Refused(_("Deze gemeente is niet bekend. Lees eerst de gemeenten in."), field="gemeente_code")
        name = required(row, "naam", longest=80)
        if not key(name):
            raise Refused(_("In deze naam staan geen letters."), field="naam")
        return Sighting(
            name=name,
            municipality_code=code,
            lat=point(row, "lat", INSIDE_LAT),
            lon=point(row, "lon", INSIDE_LON),
            inhabitants=whole(row, "inwoners", least=0, most=20_000_000) or None,
            postal=row.get("bron").startswith("geonames-postal"),
        )

    def _write(self, fact: PlaceFact) -> Outcome:
        place_id = self.by_name.get((fact.municipality_code, key(fact.name)))
        if place_id is None:
            row = service.place_row(fact)
            self.new_places.append(row)
            self._names(row["id"], fact)
            return Outcome.ADDED
        present = self.known[place_id]
        values: dict[str, Any] = {"lat": fact.lat, "lon": fact.lon}
        if fact.postal and key(fact.name) == key(present.name):
            values["name"] = fact.name  # the register decides how a name is written; another name is only added
        if fact.inhabitants is not None:
            values["inhabitants"] = fact.inhabitants
        if fact.postal:
            values["postal"] = True  # never taken away: the postcodes say so too, and are another file
        changed = assign(present, values)
        changed |= self._names(place_id, fact)
        return Outcome.CHANGED if changed else Outcome.SAME

    def _names(self, place_id: uuid.UUID, fact: PlaceFact) -> bool:
        """Add the ways to write the name that are not known yet in this municipality; True when there were any."""
        new = [row for row in service.place_names(fact) if (fact.municipality_code, row["key"]) not in self.by_name]
        self.by_name |= {(fact.municipality_code, row["key"]): place_id for row in new}
        self.new_names += [{**row, "place_id": place_id} for row in new]
        return bool(new)


class Postcodes:
    """Adds and changes areas of postcodes."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.municipalities = set(scope.session.scalars(select(Municipality.code)))
        self.known = {row.pc4: row for row in scope.session.scalars(select(PostcodeArea))}
        self.seen: set[str] = set()
        self.new: list[service.Values] = []

    def __call__(self, row: Row) -> Outcome:
        pc4 = required(row, "pc4", longest=20)
        if not (len(pc4) == 4 and pc4.isascii() and pc4.isdigit() and pc4 >= "1000"):
            raise Refused(_("Een postcode begint met vier cijfers, van 1000 tot en met 9999."), field="pc4")
        if pc4 in self.seen:
            raise Refused(_("Deze postcode staat al eerder in het bestand."), field="pc4")
        code = municipality_code(row, "gemeente_code")
        if code not in self.municipalities:
            raise Refused(_("Deze gemeente is niet bekend. Lees eerst de gemeenten in."), field="gemeente_code")
        values: dict[str, Any] = {
            "place": required(row, "plaats", longest=80),
            "other_places": optional(row, "overige_plaatsen").replace(";", tables.SEVERAL),
            "municipality_code": code,
            "lat": point(row, "lat", INSIDE_LAT),
            "lon": point(row, "lon", INSIDE_LON),
        }
        self.seen.add(pc4)
        present = self.known.get(pc4)
        if present is not None:
            return Outcome.CHANGED if assign(present, values) else Outcome.SAME
        self.new.append({"pc4": pc4, "doubtful": False, **values})
        return Outcome.ADDED

    def finish(self) -> None:
        """Write what is new, all at once."""
        self.scope.insert_many(PostcodeArea, self.new)


class SchoolHolidays:
    """Adds and changes school holidays."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        rows = scope.session.scalars(select(SchoolHoliday))
        self.known = {(row.school_year, row.kind, row.region): row for row in rows}

    def __call__(self, row: Row) -> Outcome:
        year = required(row, "schooljaar", longest=20)
        if not (len(year) == 9 and year[:4].isdigit() and year == f"{year[:4]}-{int(year[:4]) + 1}"):
            raise Refused(_("Een schooljaar is geschreven als 2026-2027."), field="schooljaar")
        kind = choice(row, "soort", reference.BREAKS)
        region = choice(row, "regio", reference.REGIONS)
        first, last = day(row, "van"), day(row, "tot_en_met")
        if not (first <= last and str(first.year) in year and (last - first).days < 100):
            raise Refused(_("Deze dagen horen niet bij het schooljaar, of staan andersom."), field="van")
        values: dict[str, Any] = {
            "first_day": first,
            "last_day": last,
            "certainty": choice(row, "status", reference.CERTAINTIES),
            "source": optional(row, "bron", longest=80),
        }
        present = self.known.get((year, kind, region))
        if present is not None:
            return Outcome.CHANGED if assign(present, values) else Outcome.SAME
        present = SchoolHoliday(school_year=year, kind=kind, region=region, **values)
        self.known[year, kind, region] = present
        self.scope.session.add(present)
        return Outcome.ADDED
