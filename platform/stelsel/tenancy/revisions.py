"""What a transaction did to published data: one more on the revision of each tenant, which is the key of kept pages."""

from sqlalchemy import event, update
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import SessionTransaction

from stelsel.tenancy.guard import GuardedSession
from stelsel.tenancy.models import Tenant


@event.listens_for(GuardedSession, "before_commit")
def _revisions(session: AnySession) -> None:
    """One more on the revision of each tenant whose published data changed, in the same transaction.

    The end of a savepoint is no commit: what was touched in it counts when the whole is committed.
    """
    if session.in_nested_transaction():
        return
    session.flush()
    for tenant_id in sorted(session.info.pop("touched", ())):
        session.execute(
            update(Tenant)
            .where(Tenant.id == tenant_id)
            .values(revision=Tenant.revision + 1)
            .execution_options(synchronize_session=False)
        )


@event.listens_for(GuardedSession, "after_transaction_create")
def _remember(session: AnySession, transaction: SessionTransaction) -> None:
    """What had been touched and promised when a savepoint began: all that remains when the savepoint is undone."""
    if transaction.nested:
        info = session.info
        kept = set(info.get("touched", ())), info.get("wrote", False), list(info.get("after_commit", ()))
        info.setdefault("savepoints", []).append(kept)


@event.listens_for(GuardedSession, "after_commit")
def _forget(session: AnySession) -> None:
    if not session.in_nested_transaction():
        session.info.pop("touched", None)
        session.info.pop("wrote", None)


@event.listens_for(GuardedSession, "after_rollback")
def _undo(session: AnySession) -> None:
    if session.in_nested_transaction():
        info = session.info
        info["touched"], info["wrote"], info["after_commit"] = info["savepoints"][-1]
    else:
        _forget(session)


@event.listens_for(GuardedSession, "after_transaction_end")
def _close(session: AnySession, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info["savepoints"].pop()
