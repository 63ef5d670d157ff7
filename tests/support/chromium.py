"""Where Chromium is. Run as a program it says what to install when it is nowhere."""

import os
import shutil
import sys

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first is the same engine without a window around it: a test takes about half the time."""
REMEDY = "The browser tests need Chromium. On Debian: sudo apt-get install --yes chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


class NoBrowser(RuntimeError):
    """Chromium is not on this machine. The tests fail rather than leave the pages unseen."""


def find() -> str:
    """The path of the browser: STELSEL_TEST_BROWSER, else the first that is there. Raises NoBrowser."""
    named = os.environ.get("STELSEL_TEST_BROWSER")
    for name in (named,) if named else NAMES:
        if found := shutil.which(name):
            return found
    raise NoBrowser(REMEDY)


if __name__ == "__main__":
    try:
        find()
    except NoBrowser as missing:
        sys.exit(str(missing))
