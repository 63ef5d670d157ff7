"""Processes that guess at once: `python -m tests.identity.guesser URL PROCESSES COUNT`.

Prints how many guesses were checked against the password, all processes together.
"""

import multiprocessing
import sys
import tempfile
from pathlib import Path

from stelsel.errors import Refused
from stelsel.identity import signing_in
from stelsel.identity.throttle import Slowed
from tests.identity.desk import EMAIL
from tests.support.stores import application

NETWORK = "192.0.2.7"


def guess(url: str, count: int) -> int:
    """How many of so many guesses were checked."""
    app, checked = application(url, Path(tempfile.gettempdir())), 0
    with app.app_context():
        for number in range(count):
            try:
                signing_in.enter(EMAIL, f"guess number {number}", address=NETWORK)
            except Slowed:
                continue
            except Refused:
                checked += 1
    return checked


if __name__ == "__main__":
    url, processes, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    # Forked from a process that has the modules and no connection yet: each makes an application of its own.
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        print("checked", sum(pool.starmap(guess, [(url, count)] * processes, chunksize=1)))
