"""`stelsel audit verify` and `stelsel audit sign`."""

import click
from flask import current_app
from flask.cli import with_appcontext

from stelsel.audit import heads, service
from stelsel.clock import now
from stelsel.config import Settings
from stelsel.tenancy import Scope, all_tenants


@click.group("audit")
def commands() -> None:
    """The trail of who did what."""


@commands.command()
@with_appcontext
def verify() -> None:
    """Prove that nobody changed the trail of any tenant, nor what was signed of it; end with 1 and the places where
    it does not hold."""
    settings = _settings()
    written = heads.read(settings.audit_heads, settings.secret())
    broken = [f"{fault.file} line {fault.line}: {fault.reason}" for fault in written.faults]
    for tenant in all_tenants(why="audit verify"):
        with Scope.system(tenant, why="audit verify", reading=True) as scope:
            ends = written.ends.pop(tenant.id, [])
            broken += [f"{tenant.slug} {one.seq}: {one.reason}" for one in service.verify(scope, ends)]
    broken += [f"tenant {tenant_id}: was signed and is gone" for tenant_id in written.ends]
    for line in broken:
        click.echo(line)
    click.echo(_about(written), err=True)
    if broken:
        raise click.ClickException(
            f"The trail does not hold in {len(broken)} places: keep the database, restore a copy beside it, compare."
        )
    click.echo("Every chain is whole.")


@commands.command()
@with_appcontext
def sign() -> None:
    """Sign the end of every chain now; the worker does so each night."""
    settings = _settings()
    with Scope.identity(why="audit sign", reading=True) as scope:
        number = heads.sign(scope, settings.audit_heads, settings.secret())
    click.echo(f"Signed the ends of {number} chains in {settings.audit_heads}.")


def _about(written: heads.Written) -> str:
    if written.last is None:
        return "No end of a chain was signed yet: run `stelsel worker`, or `stelsel audit sign`."
    late = ": that is long ago, does the worker run?" if written.last < now() - heads.LATE else "."
    return f"The ends were last signed on {written.last:%Y-%m-%d %H:%M} UTC{late}"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["stelsel.settings"]
    return settings
