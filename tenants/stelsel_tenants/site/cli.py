"""`stelsel projection verify|rebuild`: are the published rows equal to the facts, and make them so."""

import click
from flask import Flask
from flask.cli import with_appcontext

from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, TenantKind, all_tenants
from stelsel_tenants.site import projection


@click.group("projection")
def commands() -> None:
    """The published rows behind finder, pages and feeds."""


@commands.command()
@with_appcontext
def verify() -> None:
    """Compare all published rows with the facts. Ends with 1 where they differ."""
    said = 0
    for library in all_tenants(TenantKind.LIBRARY, why="projection"):
        with Scope.system(library, why="projection verify", reading=True) as scope:
            for one in projection.drift(scope):
                click.echo(f"{library.slug}: {one.table} {one.id}: {one.what}")
                said += 1
    if said:
        raise click.ClickException(f"{said} rows differ. `stelsel projection rebuild` makes them equal.")
    click.echo("All published rows are equal to the facts.")


@commands.command()
@with_appcontext
def rebuild() -> None:
    """Make all published rows anew from the facts."""
    changed = 0
    for library in all_tenants(TenantKind.LIBRARY, why="projection"):
        with Scope.system(library, why="projection rebuild") as scope, unit_of_work(scope):
            changed += projection.rebuild(scope)
    click.echo(f"{changed} rows were brought in line.")


def init_app(app: Flask) -> None:
    app.cli.add_command(commands)
