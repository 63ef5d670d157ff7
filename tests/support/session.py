"""One folder for a whole test session, shared by all its workers, and the lock with which they take turns."""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from tests.support import postgres

FAST_DISK = Path("/dev/shm")  # noqa: S108 -- only a place to make a private folder in
ENOUGH_BYTES = 1 << 30
WATCHDOG = """
while [ -d "/proc/$1" ] && [ -d "$2" ]; do sleep 1; done
[ -e "$2/postgres/data/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$2/postgres/data/postmaster.pid")" && sleep 1
rm -rf "$2"
"""

# Held, since a process object that is thrown away while its process runs is a warning, and so an error.
_watchdogs: dict[Path, subprocess.Popen[bytes]] = {}


def make_folder() -> Path:
    """A new folder, in memory where there is room: what a database writes there costs no disk.

    A watchdog takes it away, and stops the server in it, when this process ends without doing so itself.
    """
    inside = None
    if os.access(FAST_DISK, os.W_OK) and shutil.disk_usage(FAST_DISK).free > ENOUGH_BYTES:
        inside = FAST_DISK
    folder = Path(tempfile.mkdtemp(prefix="stelsel-", dir=inside))
    folder.chmod(0o755)
    _watchdogs[folder] = subprocess.Popen(
        ["/bin/sh", "-c", WATCHDOG, "watchdog", str(os.getpid()), str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
    return folder


def remove_folder(folder: Path) -> None:
    """Stop what runs in it, and take it away."""
    postgres.stop(folder / "postgres")
    shutil.rmtree(folder, ignore_errors=True)
    if watchdog := _watchdogs.pop(folder, None):
        watchdog.terminate()
        watchdog.wait()


@contextmanager
def one_at_a_time(folder: Path, name: str) -> Iterator[None]:
    """Hold the session's lock of this name: the other workers wait."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(folder: Path, name: str, make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What `make` gives, made by the first worker that asks; a failure is told to every worker."""
    result = folder / f"{name}.json"
    with one_at_a_time(folder, name):
        if result.exists():
            made: dict[str, str] = json.loads(result.read_text("utf-8"))
            if "failure" in made:
                raise RuntimeError(made["failure"])
            return made
        try:
            made = make()
        except Exception as error:
            result.write_text(json.dumps({"failure": f"{name}: {error}"}), "utf-8")
            raise
        result.write_text(json.dumps(made), "utf-8")
        return made


def server(folder: Path) -> postgres.Server:
    """The session's PostgreSQL, started by the first worker that needs it."""

    def make() -> dict[str, str]:
        if found := postgres.given():
            return asdict(found)
        place = folder / "postgres"
        place.mkdir(mode=0o755)
        return asdict(postgres.start(place))

    return postgres.Server(**once(folder, "postgres", make))
