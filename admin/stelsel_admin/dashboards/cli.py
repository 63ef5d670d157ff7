"""`stelsel stats verify | rebuild | break`."""

import sys
from datetime import datetime

import click
from flask.cli import with_appcontext

from stelsel import text
from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Scope, TenantKind, all_tenants
from stelsel_admin.dashboards import proof
from stelsel_admin.dashboards.models import SeriesBreak


@click.group("stats")
def stats() -> None:
    """The figures of the national body."""


@stats.command("verify")
@with_appcontext
def verify() -> None:
    """Prove that every figure equals the facts; end with 1 and the rows that do not."""
    wrong = 0
    every = all_tenants(TenantKind.LIBRARY, why="stats")
    with click.progressbar(every, label="Libraries", file=sys.stderr) as libraries:
        for library in libraries:
            with Scope.system(library, why="stats verify", reading=True) as scope:
                for one in proof.verify(scope):
                    click.echo(
                        f"{library.slug} {one.cell.words} {one.column}: {one.kept} kept, {one.fact} by the facts"
                    )
                    wrong += 1
    if wrong:
        raise click.ClickException(f"{wrong} figures differ from the facts. `stelsel stats rebuild` makes them equal.")
    click.echo("All figures are equal to the facts.")


@stats.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Make all figures equal to the facts, one library at a time; safe while in use, and to run twice."""
    changed = 0
    every = all_tenants(TenantKind.LIBRARY, why="stats")
    with click.progressbar(every, label="Libraries", file=sys.stderr) as libraries:
        for library in libraries:
            with Scope.system(library, why="stats rebuild") as scope, unit_of_work(scope):
                changed += proof.rebuild(scope)
    click.echo(f"{changed} cells were brought in line.")


@stats.command("break")
@click.argument("month", type=click.DateTime(["%Y-%m"]))
@click.argument("words")
@with_appcontext
def break_(month: datetime, words: str) -> None:
    """From MONTH (2027-02) on something else was counted; WORDS say what, and stand in the chart."""
    first, words = month.date(), text.clean(words)[:60]
    with Scope.national(Actor(Hat.SYSTEM, "stats break"), why="stats break") as scope, unit_of_work(scope):
        scope.upsert(SeriesBreak, {"month": first}, put={"words": words})
    click.echo(f"{first:%Y-%m}: {words}")
