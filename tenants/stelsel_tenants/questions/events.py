"""What this room tells others, inside the transaction in which it happens (blinker; sender is the Scope).

| signal | values |
|---|---|
| `questions_changed` | `before`: list of Counted, `after`: list of Counted: questions that came or were taken back |
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Self

from blinker import Namespace

from stelsel_tenants.questions.models import Body, HelpQuestion, Kind

_signals = Namespace()

questions_changed = _signals.signal("questions-changed")


@dataclass(frozen=True, slots=True)
class Counted:
    """As what a question counts: `month` by its first day."""

    branch_id: uuid.UUID
    kind: Kind
    body: Body | None
    month: date

    @classmethod
    def of(cls, question: HelpQuestion) -> Self:
        return cls(question.branch_id, question.kind, question.body, question.day.replace(day=1))
