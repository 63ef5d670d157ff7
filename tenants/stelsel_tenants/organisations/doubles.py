"""Which organisations of the network are likely to be one: pairs with a reason, without comparing all with all."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from stelsel_tenants.organisations import likeness, matching
from stelsel_tenants.organisations.matching import Known

BLOCK = 4
"""Letters that two names have in common at the start, or in one of their words, before they are compared."""
MOST = 60
WIDEST = 200
"""A block with more than this says nothing: half the country begins so."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one; `one` comes first by name."""

    one: Known
    other: Known
    words: tuple[Any, ...]
    score: float


def likely(organisations: Iterable[Known], *, limit: int = MOST) -> list[Pair]:
    """The likeliest first. The same two are named once, whatever the number of reasons."""
    known = {one.id: one for one in organisations}
    found: dict[tuple[uuid.UUID, uuid.UUID], Pair] = {}
    for first, second in _worth_a_look(known.values()):
        if (pair := _judged(known[first], known[second])) is not None:
            found[pair.one.id, pair.other.id] = pair
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.one.name, pair.other.name, pair.one.id))[:limit]


def _judged(first: Known, second: Known) -> Pair | None:
    one, other = sorted((first, second), key=lambda known: (known.name, known.id))
    told = matching.among([other], one.name, kvk=one.kvk or "", website=one.website or "") or matching.among(
        [one], other.name
    )
    return Pair(one, other, told[0].words, told[0].score) if told else None


def _worth_a_look(organisations: Iterable[Known]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    blocks: dict[str, dict[uuid.UUID, None]] = defaultdict(dict)
    for one in organisations:
        for key in _keys(one):
            blocks[key][one.id] = None
    seen: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for block in blocks.values():
        if len(block) > WIDEST:
            continue
        ids = sorted(block)
        for place, first in enumerate(ids):
            for second in ids[place + 1 :]:
                if (first, second) not in seen:
                    seen.add((first, second))
                    yield first, second


def _keys(one: Known) -> Iterator[str]:
    """What two that are one are sure to share at least one of."""
    if host := likeness.domain(one.website or ""):
        yield f"w:{host}"
    for name in (one.name, *one.names):
        words = likeness.core(name)
        yield f"n:{likeness.key(name)[:BLOCK]}"
        yield f"i:{likeness.key(name)}"
        yield f"i:{''.join(word[0] for word in words)}"
        yield from (f"t:{word[: BLOCK + 2]}" for word in words if len(word) >= BLOCK)
