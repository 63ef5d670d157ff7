"""Refreshing the network's geography from official files. Each reports per row; twice the same file changes nothing.

What a file is, is read from its head line (or from its being GeoJSON or TopoJSON), not from its name. Columns have the
Dutch names of the open files. Everything here looks before it writes, so no row needs undoing.
"""

import json
from datetime import date
from typing import Any

from stelsel.errors import Refused
from stelsel.geo import outline
from stelsel.geo.imports_municipality import RINGS, Municipalities, SchoolRegions
from stelsel.geo.imports_place import Places, Postcodes, SchoolHolidays
from stelsel.geo.outline import NoOutline
from stelsel.geo.reference import INHABITANTS_DAYS
from stelsel.i18n import _
from stelsel.importing import Progress, Report, Row, Table, Unreadable, read_table, run
from stelsel.importing.table import decode
from stelsel.tenancy import Scope


def import_municipalities(
    scope: Scope,
    content: bytes,
    *,
    on_day: date = INHABITANTS_DAYS["inwoners"][0],
    dry_run: bool = False,
    skip_bad: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Municipalities with key figures, with boundaries (GeoJSON, TopoJSON), or with school regions.

    `on_day` is the reference day of the column `inwoners`. Raises Unreadable for another file.
    """
    table = _table(content, any_of=(("code", "naam"), ("gemeente_code", "regio")))
    if "regio" in table.columns:
        return run(
            scope, table, SchoolRegions(scope), dry_run=dry_run, skip_bad=skip_bad, careful=False, progress=progress
        )
    municipalities = Municipalities(scope, on_day)
    return run(
        scope,
        table,
        municipalities,
        dry_run=dry_run,
        skip_bad=skip_bad,
        careful=False,
        finish=municipalities.finish,
        progress=progress,
    )


def import_places(
    scope: Scope,
    content: bytes,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Places, or areas of postcodes. Raises Unreadable for another file."""
    table = _table(
        content, any_of=(("naam", "gemeente_code", "lat", "lon"), ("pc4", "plaats", "gemeente_code", "lat", "lon"))
    )
    apply = Postcodes(scope) if "pc4" in table.columns else Places(scope, table)
    return run(
        scope,
        table,
        apply,
        dry_run=dry_run,
        skip_bad=skip_bad,
        careful=False,
        finish=apply.finish,
        progress=progress,
    )


def import_school_holidays(
    scope: Scope,
    content: bytes,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    progress: Progress | None = None,
) -> Report:
    """School holidays per region and year. Raises Unreadable for another file."""
    table = _table(content, any_of=(("schooljaar", "soort", "regio", "van", "tot_en_met", "status"),))
    return run(
        scope, table, SchoolHolidays(scope), dry_run=dry_run, skip_bad=skip_bad, careful=False, progress=progress
    )


def _table(content: bytes, *, any_of: tuple[tuple[str, ...], ...]) -> Table:
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _features(content)
    return read_table(content, any_of=any_of)


def _features(content: bytes) -> Table:
    """The features of GeoJSON or TopoJSON as rows: properties as cells, the outline encoded, points as lat, lon."""
    try:
        document = json.loads(decode(content)[0])
        if document.get("type") == "Topology":
            features = list(outline.from_topology(document))
        else:
            features = [(feature["properties"] or {}, feature["geometry"]) for feature in document["features"]]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(_("Dit is geen GeoJSON of TopoJSON met gebieden of punten.")) from error
    rows = [_feature(number, *feature) for number, feature in enumerate(features, start=1)]
    return Table(rows, columns=tuple(sorted({name for row in rows for name in row.values})), unit=_("Onderdeel"))


def _feature(number: int, properties: Any, geometry: Any) -> Row:
    if not isinstance(properties, dict):
        return Row(number, {}, Refused(_("Dit onderdeel heeft geen eigenschappen.")))
    values = {str(name).casefold(): "" if value is None else str(value) for name, value in properties.items()}
    try:
        if isinstance(geometry, dict) and geometry.get("type") == "Point":
            lon, lat = geometry["coordinates"][:2]
            values |= {"lat": str(float(lat)), "lon": str(float(lon))}
        elif geometry is not None:
            area = outline.from_geometry(geometry)
            values[RINGS] = outline.encode(area)
            lat, lon = outline.centroid(area)
            values = {"lat": f"{lat:.4f}", "lon": f"{lon:.4f}"} | values
    except (NoOutline, KeyError, TypeError, ValueError):
        return Row(number, {}, Refused(_("De grens of het punt van dit onderdeel is niet te lezen.")))
    return Row(number, values)
