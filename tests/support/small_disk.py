"""A file system of a few megabytes that can be filled to the last byte. It needs a superuser, or the right to be one
in a namespace of its own; Debian lets anybody do the latter."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Mount one at `folder`. Raises OSError where this process may not."""
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    made = subprocess.run(["mount", *options], capture_output=True, text=True)
    if made.returncode:
        raise PermissionError(made.stderr.strip())
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[None]:
    """The same in a new folder; the test is skipped where this process may mount nothing."""
    folder.mkdir()
    with ExitStack() as stack:
        try:
            stack.enter_context(small_disk(folder, megabytes))
        except PermissionError as error:
            pytest.skip(f"no file system can be mounted here ({error}); run it as root")
        yield


def fill(folder: Path) -> Path:
    """Take all the room that is left in a file of its own: taking that away makes room."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler
