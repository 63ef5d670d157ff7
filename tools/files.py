"""The files of the repository: what git keeps, and what is new and not ignored."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def of_repository(*suffixes: str) -> Iterator[Path]:
    """Every file with one of these suffixes (all files without), relative to the root, in order."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout.decode()
    for name in sorted(set(listed.split("\0")) - {""}):
        path = Path(name)
        if (ROOT / path).is_file() and (not suffixes or path.suffix in suffixes):
            yield path


def text_of(path: Path) -> str | None:
    """Its text, or nothing when it holds bytes that are none."""
    try:
        return (ROOT / path).read_text("utf-8")
    except UnicodeDecodeError:
        return None
