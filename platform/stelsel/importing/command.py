"""The command line of an import: the same options, progress bar and report for every room."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import Flask
from flask.cli import with_appcontext

from stelsel.db import unit_of_work
from stelsel.importing.report import Report
from stelsel.importing.run import Progress
from stelsel.tenancy import Actor, Hat, Scope

C = TypeVar("C", bound=Callable[..., Any])


def group(app: Flask, name: str, help_text: str) -> click.Group:
    """The application's group of commands of this name, in which several rooms hang theirs."""
    present = app.cli.commands.get(name)
    if not isinstance(present, click.Group):
        present = click.Group(name, help=help_text)
        app.cli.add_command(present)
    return present


def options(command: C) -> C:
    """FILE, --dry-run and --skip-bad, which arrive as `path`, `dry_run` and `skip_bad`; inside the application."""
    for decorate in (
        with_appcontext,
        click.option("--skip-bad", is_flag=True, help="Keep the good rows when others are refused."),
        click.option("--dry-run", is_flag=True, help="Report on every row, and keep nothing."),
        click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    ):
        command = decorate(command)
    return command


def perform(
    path: Path,
    importer: Callable[..., Report],
    *,
    dry_run: bool,
    skip_bad: bool,
    scope: Scope | None = None,
    **more: Any,
) -> None:
    """Run an importer on a file in one unit of work, and print what became of it.

    `importer(scope, content, dry_run=…, skip_bad=…, progress=…, **more)`. Without `scope` it acts for the network.
    Exits with 1 when a row was refused and nothing was kept.
    """
    content = path.read_bytes()
    with (
        scope or Scope.national(Actor(Hat.SYSTEM, "import"), why=f"import {path.name}") as held,
        _bar(path.name) as progress,
        unit_of_work(held),
    ):
        report = importer(held, content, dry_run=dry_run, skip_bad=skip_bad, progress=progress, **more)
    for line in report.lines():
        click.echo(line)
    if not report.is_good:
        raise SystemExit(1)


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    """A progress bar, where somebody looks at it."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show
