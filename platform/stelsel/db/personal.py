"""What a column holds of a person, and why it may: the register of processing (AVG 30) stands where the data do."""

from dataclasses import dataclass
from typing import Any

KEY = "personal"
FEWEST = 5
"""Numbers of fewer people than this are not told outside the library (SECURITY P-31)."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Why a personal column is kept (AVG 5), on which ground of AVG 6, and until when."""

    purpose: str
    ground: str
    term: str


def personal(*, purpose: str, ground: str, term: str) -> dict[str, Any]:
    """The `info` of a column that says something of a person."""
    return {KEY: Personal(purpose, ground, term)}


SECRET: dict[str, Any] = {"secret": True}
"""The `info` of a column that opens something, or may hold what does: no export ever holds it."""


OF_AN_ORGANISATION: dict[str, Any] = {KEY: None}
"""The `info` of a column that looks personal and is an organisation's own: its public name, number or address."""
