"""The migrations make exactly the tables of the models, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support import session

SECRET = "only-for-this-check-only-for-this-check"
DATABASE = "stelsel_check"


def stelsel(url: str, folder: Path, *arguments: str) -> bool:
    """Run the command line against this database; print what it says when it refuses."""
    environment = {
        **os.environ,
        "STELSEL_DATABASE_URL": url,
        "STELSEL_DATA_DIR": str(folder),
        "STELSEL_SECRET_KEY": SECRET,
    }
    command = [str(Path(sys.executable).with_name("stelsel")), *arguments]
    done = subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        print(f"stelsel {' '.join(arguments)} on {url.partition(':')[0]}:\n{done.stdout}")
    return done.returncode == 0


def main() -> int:
    folder = session.make_folder()
    try:
        server = session.server(folder)
        urls = (f"sqlite:///{folder / 'check.sqlite'}", server.create(DATABASE))
        outcomes = [stelsel(url, folder, "db", "upgrade") and stelsel(url, folder, "db", "check") for url in urls]
        server.drop(DATABASE)
    finally:
        session.remove_folder(folder)
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
