"""What a source calls a place and a kind, found again among our branches and concepts."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select

from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.sources.models import Source

LONGEST_ROOM = 80


@dataclass(frozen=True, slots=True)
class Names:
    """Our own names, folded; and what holds for this source where it names none of them."""

    branches: Sequence[tuple[str, uuid.UUID]]
    concepts: Mapping[str, str]
    branch_id: uuid.UUID
    concept_slug: str

    @classmethod
    def of(cls, scope: Scope, source: Source) -> Self:
        """Two statements."""
        session = scope.session
        branches = session.execute(select(Branch.id, Branch.name).order_by(Branch.name))
        concepts = session.execute(select(Concept.slug, Concept.name))
        return cls(
            [(fold(name), key) for key, name in branches],
            {fold(name): slug for slug, name in concepts},
            source.branch_id,
            source.concept_slug,
        )

    def where(self, place: str) -> tuple[uuid.UUID, str]:
        """A place that names a branch of ours is there; another is told as a room of the source's own branch."""
        named = fold(place)
        branch = next((key for name, key in self.branches if name in named), None)
        return branch or self.branch_id, "" if branch else place[:LONGEST_ROOM]

    def concept(self, kinds: Iterable[str]) -> str:
        return next((self.concepts[fold(kind)] for kind in kinds if fold(kind) in self.concepts), self.concept_slug)
