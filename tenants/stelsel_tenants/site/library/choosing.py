"""What may be chosen of an agenda: what there is at this library, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import case, select

from stelsel.tenancy import Organisation, Scope
from stelsel.web.format import language_name
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Activity, ActivityState, Concept, Mode


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: Any


@dataclass(frozen=True, slots=True)
class Choices:
    """What this library has to choose from. What all of it has in common is no choice, and is left out."""

    themes: tuple[Choice, ...]
    concepts: tuple[Choice, ...]
    partners: tuple[Choice, ...]
    audiences: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    online: bool
    """Is there something that one can take part in from home, and something that one cannot?"""


def offered(scope: Scope) -> Choices:
    """Of what is published now; one statement."""
    rows = scope.session.execute(_offered()).all()
    present = {row.theme for row in rows}
    languages = _by_name((row.language, language_name(row.language)) for row in rows)
    return Choices(
        themes=tuple(Choice(theme.value, words.name) for theme, words in themes.WORDS.items() if theme in present),
        concepts=_by_name((row.slug, row.name) for row in rows),
        partners=_by_name((row.partner, row.partner_name) for row in rows if row.partner),
        audiences=_by_name((row.audience, row.audience.rstrip(".")) for row in rows if row.audience),
        languages=languages if len(languages) > 1 else (),
        online=len({row.mode is Mode.AT_BRANCH for row in rows}) > 1,
    )


@cache
def _offered() -> Any:
    return (
        select(
            Concept.slug,
            Concept.name,
            Concept.theme,
            Organisation.slug.label("partner"),
            Organisation.name.label("partner_name"),
            case((Activity.audience == "", Concept.audience), else_=Activity.audience).label("audience"),
            Activity.language,
            Activity.mode,
        )
        .select_from(Activity)
        .join(Concept, Concept.slug == Activity.concept_slug)
        .outerjoin(Organisation, Organisation.id == Activity.organisation_id)
        .where(Activity.state == ActivityState.PUBLISHED)
        .distinct()
    )


def _by_name(pairs: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, name) for value, name in sorted(set(pairs), key=lambda pair: (pair[1].casefold(), pair)))
