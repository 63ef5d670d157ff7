"""What somebody looks for, as the address says it. It lives there and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from stelsel.web.query import Query
from stelsel_tenants.finder.period import When

RADII = (5, 15, 50)
USUAL_KM = 15
LONGEST_PLACE = 80
MOST_PAGES = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """`place` as typed, without the letters of a postcode once it is found; `kind` is a question of life or a concept.

    `km` is 0 when nobody chose a distance: then the search widens itself.
    """

    place: str = ""
    kind: str = ""
    when: When = When.WEEK
    km: int = 0
    walk_in: bool = False
    wheelchair: bool = False
    page: int = 1
    unreadable: bool = False
    """Something was typed that is no text."""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As the address says it; what is usual is left out."""
        said = (
            ("bij", self.place),
            ("soort", self.kind),
            ("wanneer", "" if self.when is When.WEEK else self.when.value),
            *self.filters,
            ("pagina", "" if self.page == 1 else str(self.page)),
        )
        return tuple(pair for pair in said if pair[1])

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """What the form does not show: it goes along unseen."""
        said = (
            ("straal", str(self.km or "")),
            ("inloop", "1" if self.walk_in else ""),
            ("toegankelijk", "1" if self.wheelchair else ""),
        )
        return tuple(pair for pair in said if pair[1])

    @property
    def is_narrowed(self) -> bool:
        return self.walk_in or self.wheelchair

    def but(self, **changes: Any) -> "Wish":
        """The same wish with these fields changed, from its first page."""
        return replace(self, **{"page": 1, **changes})


def read(query: Query) -> Wish:
    """Junk is left out: a page for people answers as if it were not there."""
    place = query.text("bij", max=LONGEST_PLACE)
    radius = query.one_of("straal", map(str, RADII))
    return Wish(
        place=place,
        kind=query.text("soort", max=40),
        when=query.choice("wanneer", When, When.WEEK),
        km=int(radius or 0),
        walk_in=query.flag("inloop"),
        wheelchair=query.flag("toegankelijk"),
        page=query.whole("pagina", 1, low=1, high=MOST_PAGES),
        unreadable="bij" in query.mistakes and not place,
    )


def address(path: str, pairs: Iterable[tuple[str, str]], language: str = "") -> str:
    """A path with its query; `language` when the reader's own address names one."""
    query = urlencode([*pairs, *([("taal", language)] if language else [])])
    return f"{path}?{query}" if query else path
