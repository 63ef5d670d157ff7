"""Where the migrations are and which is the newest, told without Alembic: with its templates and their highlighter it
takes some 10 MB, and a web worker needs no more than this."""

from functools import cache
from pathlib import Path


def directory() -> Path:
    """Inside the installed package, or beside the source roots."""
    installed = Path(__file__).parent / "migrations"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "migrations"


@cache
def newest() -> str:
    """The revision that this release needs: they are numbered, in one line. It does not change while it runs."""
    return max(path.name.partition("_")[0] for path in (directory() / "versions").glob("[0-9]*_*.py"))
