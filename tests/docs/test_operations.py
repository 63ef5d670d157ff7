"""The manual names every setting and every command that there is."""

from pathlib import Path

import click

from stelsel.cli import stelsel
from stelsel.config import Settings

MANUAL = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")


def test_every_setting_is_documented() -> None:
    missing = [name for name in Settings.model_fields if f"`STELSEL_{name.upper()}`" not in MANUAL]
    assert missing == []


def test_every_command_is_documented(app: object) -> None:
    context = click.Context(stelsel)
    missing = [name for name in stelsel.list_commands(context) if f"stelsel {name}" not in MANUAL]
    assert missing == []
