"""`stelsel access`: who may do what."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from stelsel.access import routes as listing

commands = AppGroup("access", help="Who may do what.")
PAGE = Path("docs") / "routes.md"


@commands.command("routes")
@click.option("--write", is_flag=True, help=f"Write {PAGE} of the working directory.")
def routes(write: bool) -> None:
    """Every route, its permission, and the roles that have it."""
    page = listing.written(current_app)
    if not write:
        click.echo(page, nl=False)
        return
    if not PAGE.parent.is_dir():
        raise click.ClickException("There is no folder docs/ here. Run this where the project is.")
    PAGE.write_text(page, encoding="utf-8")
    click.echo(f"{PAGE} is written.")
