"""What somebody wants to see of an agenda, as the address of a page or feed says it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from stelsel.text import identifier
from stelsel.web.query import Query
from stelsel_tenants.activities.models import OFF, Mode, Theme
from stelsel_tenants.organisations import signposts
from stelsel_tenants.site.models import PublishedSession, RetractedSession
from stelsel_tenants.site.places import Place

Told = type[PublishedSession] | type[RetractedSession]
THEMES = frozenset(theme.value for theme in Theme)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`kind` is a question of life or a concept's slug, `partner` an organisation's slug, `language` a code.

    `audience` is for whom it is, as the library wrote it.
    """

    branch_id: uuid.UUID | None = None
    kind: str = ""
    partner: str = ""
    free: bool = False
    accessible: bool = False
    online: bool = False
    audience: str = ""
    language: str = ""
    activity_id: uuid.UUID | None = None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As the address says it."""
        said = (
            ("vestiging", str(self.branch_id or "")),
            ("soort", self.kind),
            ("partner", self.partner),
            ("gratis", "1" if self.free else ""),
            ("toegankelijk", "1" if self.accessible else ""),
            ("online", "1" if self.online else ""),
            ("voor", self.audience),
            ("voertaal", self.language),
            ("activiteit", str(self.activity_id or "")),
        )
        return tuple(pair for pair in said if pair[1])


def read(query: Query) -> Wanted:
    """Junk is left out; a branch or partner that is not there gives an empty agenda, which says what there is."""
    return Wanted(
        branch_id=identifier(query.text("vestiging", max=36)),
        kind=query.text("soort", max=40),
        partner=query.text("partner", max=60),
        free=query.flag("gratis"),
        accessible=query.flag("toegankelijk"),
        online=query.flag("online"),
        audience=query.text("voor", max=300),
        language=query.text("voertaal", max=40),
        activity_id=identifier(query.text("activiteit", max=36)),
    )


def of_kind(kind: str, row: Told = PublishedSession) -> ColumnElement[bool]:
    """Sessions of a question of life, or of a concept."""
    return row.theme == kind if kind in THEMES else row.concept_slug == kind


def goes_on() -> ColumnElement[bool]:
    """Published sessions that are neither cancelled nor paused."""
    return PublishedSession.state.not_in([state.value for state in OFF])


def conditions(wanted: Wanted, places: Iterable[Place], row: Told = PublishedSession) -> list[ColumnElement[bool]]:
    """The same on sessions, for a library with these branches."""
    found = list[Any]()
    if wanted.branch_id is not None:
        found.append(row.branch_id == wanted.branch_id)
    if wanted.kind:
        found.append(of_kind(wanted.kind, row))
    if wanted.partner:
        found.append(row.organisation_id.in_(signposts.ids(wanted.partner)))
    if wanted.free:
        found.append(row.cost_cents == 0)
    if wanted.accessible:
        found.append(row.branch_id.in_([place.id for place in places if "wheelchair" in place.facts]))
    if wanted.online:
        found.append(row.mode != Mode.AT_BRANCH.value)
    if wanted.audience:
        found.append(row.audience == wanted.audience)
    if wanted.language:
        found.append(row.language == wanted.language)
    if wanted.activity_id is not None:
        found.append(row.activity_id == wanted.activity_id)
    return found
