"""People who get the agenda by mail, as the tests of this room ask for it."""

import re

from stelsel.mail import Letter
from tests.support.client import PageClient

PAGE = "/b/katwijk/nieuwsbrief"
NOOR = "noor@voorbeeld.nl"


def ask(client: PageClient, email: str = NOOR, kind: str = "alles", page: str = PAGE) -> None:
    answer = client.post(page, data={"email": email, "soort": kind})
    assert answer.status_code == 303, answer.text


def link(letter: Letter) -> str:
    """The address behind a letter's own link."""
    found = re.search(r"http://localhost(/nieuwsbrief/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def confirm(client: PageClient, letter: Letter) -> str:
    path = link(letter)
    assert client.post(f"{path}/bevestigen").status_code == 303
    return path
