"""The room's commands. `stelsel.cli` hangs the imports under `stelsel import`, the others under `stelsel reference`."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from stelsel.db import unit_of_work
from stelsel.geo import reference, service, shipped
from stelsel.geo.imports import import_municipalities, import_places, import_school_holidays
from stelsel.importing.command import options, perform
from stelsel.tenancy import Actor, Hat, Scope

NEWEST_DAY = reference.INHABITANTS_DAYS["inwoners"][0]


@click.command("municipalities")
@options
@click.option(
    "--on-day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=NEWEST_DAY.isoformat(),
    show_default=True,
    help="Reference day of the inhabitants.",
)
def municipalities(path: Path, *, dry_run: bool, skip_bad: bool, on_day: datetime) -> None:
    """Municipalities, their boundaries or their school regions (CSV, GeoJSON, TopoJSON)."""
    perform(path, import_municipalities, dry_run=dry_run, skip_bad=skip_bad, on_day=on_day.date())


@click.command("places")
@options
def places(path: Path, *, dry_run: bool, skip_bad: bool) -> None:
    """Places or areas of postcodes (CSV, GeoJSON)."""
    perform(path, import_places, dry_run=dry_run, skip_bad=skip_bad)


@click.command("school-holidays")
@options
def school_holidays(path: Path, *, dry_run: bool, skip_bad: bool) -> None:
    """School holidays per region and year (CSV)."""
    perform(path, import_school_holidays, dry_run=dry_run, skip_bad=skip_bad)


@click.command("build")
@click.argument("source", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--into", type=click.Path(exists=True, file_okay=False, path_type=Path), default=shipped.DATA)
def build(source: Path, into: Path) -> None:
    """Make the tables that the project ships from the open files in DIR."""
    for name, count in reference.build(source, into).items():
        click.echo(f"{name}: {count}")


@click.command("load")
@with_appcontext
def load() -> None:
    """Add the shipped facts that the database does not have yet."""
    with Scope.national(Actor(Hat.SYSTEM, "reference"), why="load reference") as scope, unit_of_work(scope):
        for name, count in service.load_reference(scope).items():
            click.echo(f"{name}: {count} added")


IMPORTS = (municipalities, places, school_holidays)
REFERENCE = (build, load)
