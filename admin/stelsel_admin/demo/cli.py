"""`stelsel demo`: the network at once, on this machine, with known accounts."""

import os
import secrets
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import make_url

from stelsel import serve
from stelsel.config import Settings
from stelsel_admin.demo import accounts, build

PORT = 8000


class NotHere(click.ClickException):
    def __init__(self) -> None:
        super().__init__(
            "The demo network has known accounts: it runs on a loopback or .test address only."
            " Set STELSEL_BASE_URL to something like http://localhost:8000."
        )


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Only load the network.")
@click.option("--fresh", is_flag=True, help="Throw away the database first.")
@with_appcontext
def demo(no_serve: bool, fresh: bool) -> None:
    """Load the demo network where there is none, print its accounts, and serve it."""
    from stelsel.db import schema  # here, as it takes Alembic along, which a web process can do without

    settings: Settings = current_app.extensions["stelsel.settings"]
    if settings.is_public:
        raise NotHere
    os.environ["STELSEL_DEMO"] = "true"
    if fresh:
        _throw_away(settings)
    schema.upgrade(settings.url)
    password = _password(settings)
    if build.is_empty():
        build.load(password, click.echo)
    else:
        build.ensure_accounts(password)
    _tell(settings, password)
    if not no_serve:
        serve.run(port=int(os.environ.get("PORT", PORT)))


def _password(settings: Settings) -> str:
    """The one that was asked for, else a new one each time."""
    asked = settings.demo_password
    return asked.get_secret_value() if asked else "-".join(secrets.token_hex(2) for _part in range(4))


def _throw_away(settings: Settings) -> None:
    from stelsel.db import schema  # as above

    url = make_url(settings.url)
    if url.get_backend_name() == "sqlite" and url.database:
        for suffix in ("", "-wal", "-shm"):
            Path(url.database + suffix).unlink(missing_ok=True)
    elif schema.tables(settings.url):
        schema.downgrade(settings.url, "base")


def _tell(settings: Settings, password: str) -> None:
    click.echo()
    click.echo(f"Stelsel: {settings.base_url}")
    click.echo(f"Password of every demo account: {password}")
    for account in accounts.accounts():
        where = account.slug or account.partner or "national"
        click.echo(f"  {account.email:<44} {account.role.value} ({where})")
    click.echo()


def init_app(app: Flask) -> None:
    app.cli.add_command(demo)
