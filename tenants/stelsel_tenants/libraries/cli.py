"""The room's commands, below `stelsel import`."""

from pathlib import Path

import click

from stelsel.importing.command import options, perform
from stelsel_tenants.libraries.imports import import_branches, import_libraries


@click.command("libraries")
@options
def libraries(path: Path, *, dry_run: bool, skip_bad: bool) -> None:
    """Library organisations and the municipalities they work for (CSV)."""
    perform(path, import_libraries, dry_run=dry_run, skip_bad=skip_bad)


@click.command("branches")
@options
def branches(path: Path, *, dry_run: bool, skip_bad: bool) -> None:
    """Branches of libraries that are known (CSV)."""
    perform(path, import_branches, dry_run=dry_run, skip_bad=skip_bad)


IMPORTS = (libraries, branches)
