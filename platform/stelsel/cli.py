"""The command line `stelsel`: every room's commands under one name."""

import errno
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import backup as copies
from stelsel.db import engines, schema
from stelsel.errors import OutOfSpace, Refused, translate
from stelsel.serve import serve
from stelsel.tenancy import security
from stelsel_admin import departure


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=False, add_version_option=False)
def stelsel() -> None:
    """Stelsel: the network of Dutch public libraries and their partners."""


stelsel.add_command(serve)


@stelsel.group("db")
def database() -> None:
    """The schema of the database."""


@database.command("upgrade")
def upgrade() -> None:
    """Bring the database to the newest schema."""
    schema.upgrade(Settings().url)


@database.command("downgrade")
def downgrade() -> None:
    """One step back."""
    schema.downgrade(Settings().url)


@database.command("revision")
@click.argument("name")
@with_appcontext
def revision(name: str) -> None:
    """Write a migration from what changed in the models."""
    url = current_app.extensions["stelsel.settings"].url
    schema.upgrade(url)
    schema.revise(url, name, security.statements(schema.tables(url)))


@database.command("check")
@with_appcontext
def check() -> None:
    """Do database and models agree?"""
    settings: Settings = current_app.extensions["stelsel.settings"]
    dialect = "sqlite" if settings.url.startswith("sqlite") else "postgresql"
    said = schema.differences(settings.url, security.catalogue(dialect))
    for line in said:
        click.echo(line)
    if said:
        raise click.ClickException(
            "The database and the models differ. Run `stelsel db upgrade`, or write a migration."
        )
    click.echo("The database and the models agree.")


@stelsel.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, while it is in use."""
    try:
        copies.backup(Settings().url, file)
    except copies.NoBackup as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{file}: {file.stat().st_size:,} bytes")


@stelsel.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Put the copy in FILE in the place of the database. Stop everything that uses it first."""
    if not yes:
        click.confirm("What is in the database now will be gone. Go on?", abort=True)
    try:
        copies.restore(Settings().url, file, roles=security.roles())
    except copies.NoBackup as error:
        raise click.ClickException(str(error)) from None
    click.echo("The database is that of the copy. Run `stelsel db upgrade` if this release is newer.")
    _erase_again()


def _erase_again() -> None:
    """What was erased after the copy was made is erased again, before anybody is served."""
    settings = Settings()
    if departure.were_erased(settings):
        schema.upgrade(settings.url)
        with create_app(settings).app_context():
            try:
                departure.again()
            finally:
                engines.let_go()


def main() -> None:
    """Run a command; a refusal is one line, not a traceback."""
    try:
        stelsel.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except Refused as refusal:
        _refused(refusal)
    except DBAPIError as error:
        known = translate(error)
        if known is None:
            raise
        _refused(known)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _refused(OutOfSpace())
    except ValidationError as error:
        for problem in error.errors():
            click.echo(f"Setting: {problem['msg']}", err=True)
        sys.exit(2)


def _refused(refusal: Refused) -> NoReturn:
    click.echo(str(refusal.message), err=True)
    sys.exit(1)


__all__ = ["main", "stelsel"]
