"""Where things are: places, postcodes, municipalities, provinces, school regions, holidays, distance, sketches.

The room works on a fresh machine with nothing beside it: `data/` holds compact tables of facts, made from open
files by `reference.build` (sources and licences in `data/SOURCES.md`). It has no pages of its own.

| ask | where |
|---|---|
| what somebody typed | `queries.find` |
| surroundings, distance | `queries.nearest_places`, `distance.distance_km`, `distance.bounding_box` |
| the municipality of a point | `boundaries.municipality_of` |
| free days | `calendar.school_holidays`, `calendar.public_holidays`; by rule: `holidays.public_holidays` |
| maps | `sketch.country`, `neighbourhood.neighbourhood` |
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Tables and commands: `stelsel import municipalities|places|school-holidays`, `stelsel reference build|load`."""
    from stelsel.geo import cli, models
    from stelsel.importing.command import group

    _ = models  # known to the schema from here on
    for command in cli.IMPORTS:
        group(app, "import", "Read files of others, with a report per row.").add_command(command)
    for command in cli.REFERENCE:
        group(app, "reference", "The facts that the project ships.").add_command(command)
