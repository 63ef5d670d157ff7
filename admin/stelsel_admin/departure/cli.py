"""`stelsel tenant export | erase | repeat`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from stelsel import clock
from stelsel.config import Settings
from stelsel.db import backup
from stelsel.tenancy import TenantRef, all_tenants, wiping
from stelsel_admin.departure import erase as erasing
from stelsel_admin.departure import erasures
from stelsel_admin.departure import export as exporting


@click.group("tenant")
def tenant() -> None:
    """What is of one library: as a file to take along, or gone."""


@tenant.command("export")
@click.argument("slug")
@click.option("--to", "file", type=click.Path(path_type=Path), help="A new file; else SLUG-DAY.zip.")
@with_appcontext
def export(slug: str, file: Path | None) -> None:
    """Everything of one library or the national body, in a zip of JSON Lines and files."""
    found = _tenant(slug, why=exporting.WHY)
    file = file or Path(f"{slug}-{clock.today():%Y-%m-%d}.zip")
    try:
        done = exporting.export(found, file)
    except backup.NoBackup as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{file}: {sum(done.tables.values()):,} rows of {len(done.tables)} tables")


@tenant.command("erase")
@click.argument("slug")
@click.option("--yes-erase", "again", metavar="SLUG", required=True, help="The same slug once more. No way back.")
@with_appcontext
def erase(slug: str, again: str) -> None:
    """Erase everything of a closed library: rows, files, and people who work nowhere else."""
    if slug != again:
        raise click.ClickException("The two slugs differ. Nothing is erased.")
    found = _tenant(slug, why=erasing.WHY)
    with _told():
        done = erasing.erase(_settings(), found.id)
    click.echo(f"{slug}: {sum(done.rows.values()):,} rows of {len(done.rows)} tables and {done.people} accounts erased")
    click.echo("The trail stays: it holds no names.")
    if done.cases:
        click.echo(
            f"The files of {done.cases} subsidy cases stay with the grantor, for the term of its archive (Archiefwet)."
        )
    click.echo("Backups from before hold it still: keep none longer than 35 days.")


@tenant.command("repeat")
@with_appcontext
def repeat() -> None:
    """Erase again what was erased after the copy that was put back; `stelsel restore` does so itself."""
    again()


def again() -> None:
    """Do the erasures that the database knows nothing of; says which. Raises click.ClickException."""
    with _told():
        slugs = erasing.repeat(_settings())
    for slug in slugs:
        click.echo(f"{slug}: erased again")


def were_erased(settings: Settings) -> bool:
    """Was anything erased here, ever?"""
    return (settings.audit_heads / erasures.NAME).exists()


@contextmanager
def _told() -> Iterator[None]:
    """What stands in the way of erasing, as a command says it."""
    try:
        yield
    except erasures.NotOurs as error:
        raise click.ClickException(
            f"{error} Nothing was erased again: do not serve this database before that is looked into."
        ) from None
    except wiping.NotOwner as error:
        raise click.ClickException(str(error)) from None
    except wiping.NotCleared as error:
        raise click.ClickException(
            f"The rows are gone. {error} Stop `stelsel serve` and `stelsel worker`, and run `stelsel tenant repeat`."
        ) from None


def _tenant(slug: str, *, why: str) -> TenantRef:
    for one in all_tenants(why=why):
        if one.slug == slug:
            return one
    raise click.ClickException(f"There is no tenant {slug!r}.")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["stelsel.settings"]
    return settings
