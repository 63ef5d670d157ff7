"""A process that guesses: `python -m tests.identity.guesser URL COUNT`. Prints how many guesses were checked."""

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
    """How many of so many guesses were checked against the password."""
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
    print("checked", guess(sys.argv[1], int(sys.argv[2])))
