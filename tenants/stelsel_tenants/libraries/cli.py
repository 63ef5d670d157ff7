"""The room's commands, below `stelsel import`."""

import click

IMPORTS: tuple[click.Command, ...] = ()
