"""`stelsel audit verify`."""

import click
from flask.cli import with_appcontext

from stelsel.audit import service
from stelsel.tenancy import Scope, all_tenants


@click.group("audit")
def commands() -> None:
    """The trail of who did what."""


@commands.command()
@with_appcontext
def verify() -> None:
    """Prove that nobody changed the trail of any tenant; end with 1 and the places where it does not hold."""
    broken = 0
    for tenant in all_tenants(why="audit verify"):
        with Scope.system(tenant, why="audit verify", reading=True) as scope:
            for one in service.verify(scope):
                click.echo(f"{tenant.slug} {one.seq}: {one.reason}")
                broken += 1
    if broken:
        raise click.ClickException(
            f"The trail does not hold in {broken} places: keep the database, restore a copy beside it, compare."
        )
    click.echo("Every chain is whole.")
