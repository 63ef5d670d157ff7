"""People who get letters each week, as the tests of this room ask for them."""

import re

from stelsel.mail import Letter
from tests.support.client import PageClient

PAGE = "/b/katwijk/nieuwsbrief"
NEAR = "/nieuwsbrief"
NOOR = "noor@voorbeeld.nl"


def ask(client: PageClient, email: str = NOOR, kind: str = "alles", page: str = PAGE) -> None:
    answer = client.post(page, data={"email": email, "soort": kind})
    assert answer.status_code == 303, answer.text


def near(place: str = "2225", km: int = 15, kind: str = "alles", email: str = NOOR) -> dict[str, str]:
    """What is typed to be told what is new around a place."""
    return {"bij": place, "straal": str(km), "soort": kind, "email": email}


def ask_near(client: PageClient, page: str = NEAR, **typed: str | int) -> None:
    answer = client.post(page, data=near(**typed))  # type: ignore[arg-type]  # its own arguments
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
