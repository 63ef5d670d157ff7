"""Commands of this room."""

import click
from flask.cli import with_appcontext

from stelsel.access import current
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import diagram as drawing
from stelsel_admin.subsidies.filing import lapse as terms
from stelsel_admin.subsidies.verifying import faults


@click.group("subsidies")
def subsidies() -> None:
    """Subsidy cases."""


@subsidies.command("lapse")
@with_appcontext
def lapse() -> None:
    """Close the terms for a supplement that ran out; safe to run twice."""
    click.echo(f"{terms.run()} closed.")


@subsidies.command("verify")
@with_appcontext
def verify() -> None:
    """Prove that steps, snapshots, ledger and ceilings agree."""
    with Scope.system(current.national_tenant(), why="subsidies verify", reading=True) as scope:
        found = faults(scope)
    for line in found:
        click.echo(line)
    if found:
        raise click.ClickException("The subsidy records do not hold.")
    click.echo("The subsidy records hold.")


@subsidies.command("diagram")
def diagram() -> None:
    """Write the steps of an application to docs/subsidy-steps.md."""
    drawing.path().write_text(drawing.document(), encoding="utf-8")
    click.echo(drawing.path().name)
