"""What the ledger says."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from stelsel.tenancy import Scope
from stelsel_admin.subsidies.ledger.models import Account, Ceiling, Posting


@dataclass(frozen=True, slots=True)
class Difference:
    """A ceiling whose counters and postings do not say the same; in cents."""

    ceiling_id: uuid.UUID
    account: Account
    counted: int
    posted: int


def balances(scope: Scope, ceiling_id: uuid.UUID) -> dict[Account, int]:
    """Debit less credit of each account, in cents; `budget` is what came in, below zero."""
    rows = scope.session.execute(
        select(Posting.debit, Posting.credit, func.sum(Posting.cents))
        .where(Posting.ceiling_id == ceiling_id)
        .group_by(Posting.debit, Posting.credit)
    )
    found: defaultdict[Account, int] = defaultdict(int)
    for debit, credit, cents in rows:
        found[debit] += int(cents)
        found[credit] -= int(cents)
    return {account: found[account] for account in Account}


def verify(scope: Scope) -> list[Difference]:
    """Counters that the postings do not bear out; empty when all is well."""
    wrong = []
    for row in scope.session.execute(
        select(Ceiling.id, Ceiling.reserved_cents, Ceiling.committed_cents).order_by(Ceiling.id)
    ):
        posted = balances(scope, row.id)
        for account, counted in (
            (Account.RESERVED, row.reserved_cents),
            (Account.COMMITTED, row.committed_cents),
        ):
            if posted[account] != counted:
                wrong.append(Difference(row.id, account, counted, posted[account]))
    return wrong
