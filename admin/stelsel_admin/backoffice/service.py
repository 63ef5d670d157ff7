"""What may be done to the network's own data. Commands check, change, record and say what follows; they never commit.

Their scope is the national one. What they record stands in the chain of the national body.
"""

import hashlib
import uuid
from typing import Any

from sqlalchemy import inspect

from stelsel import audit, jobs
from stelsel.db import Shared
from stelsel.errors import BrokenLink, Conflict
from stelsel.i18n import _
from stelsel.identity import service as identity
from stelsel.identity.models import User
from stelsel.tenancy import Scope
from stelsel_admin.backoffice import kinds
from stelsel_admin.backoffice.kinds import Values


class StillUsed(BrokenLink):
    """Something points at the row, so it stays."""

    message = _("Dit wordt nog gebruikt. Het kan pas weg als niets er meer naar verwijst.")


def stamp(row: Shared) -> str:
    """A fingerprint of all that a row says: another one means that somebody changed it."""
    return hashlib.sha256(repr(_said(row)).encode()).hexdigest()[:16]


def add(scope: Scope, model: type[Shared], values: Values) -> Shared:
    """A new row. Raises Refused where a rule of its kind says no; the database refuses a second one."""
    kind = kinds.KINDS[model]
    row = model(**kind.complete(dict(values)))
    scope.session.add(row)
    scope.session.flush()
    kind.settled(scope, row)
    audit.record_nationally(scope, f"{kind.noun}.added", row)
    kind.follow(scope, ())
    return row


def change(scope: Scope, row: Shared, values: Values, *, seen: str) -> None:
    """Change a row that still is as it was `seen`. Raises Conflict where it is not, Refused as `add` does.

    A form that changes nothing leaves no trace.
    """
    kind = kinds.KINDS[type(row)]
    scope.session.refresh(row, with_for_update=True)
    if seen != stamp(row):
        raise Conflict
    changes = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changes:
        return
    kind.check(_said(row) | changes)
    for name, value in changes.items():
        setattr(row, name, value)
    scope.session.flush()
    kind.settled(scope, row)
    audit.record_nationally(scope, f"{kind.noun}.changed", row, fields=sorted(changes))
    kind.follow(scope, changes)


def remove(scope: Scope, row: Shared) -> None:
    """Take a row away. Raises Refused where its kind says that it stays; the database refuses what is still used."""
    kind = kinds.KINDS[type(row)]
    kind.removable(scope, row)
    audit.record_nationally(scope, f"{kind.noun}.removed", row)
    scope.session.delete(row)
    scope.session.flush()
    kind.follow(scope, ())


def end_sign_ins(scope: Scope, user_id: uuid.UUID) -> User:
    """Sign somebody out everywhere, under the identity scope. Raises NoResultFound."""
    user = scope.session.get_one(User, user_id)
    identity.end_all(scope, user.id)
    audit.record_nationally(scope, "person.signed_out", user)
    return user


def retry(scope: Scope, job_id: uuid.UUID) -> None:
    """Let a job that gave up be tried anew, under the identity scope. Raises NoResultFound, jobs.NotGivenUp."""
    audit.record_nationally(scope, "job.retried", jobs.retry(scope, job_id))


def _said(row: Shared) -> dict[str, Any]:
    return {one.key: getattr(row, one.key) for one in inspect(type(row)).column_attrs}
