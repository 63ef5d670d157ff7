"""What people do with accounts and rights, in the audit trail of the place that it is about."""

from typing import Any

from sqlalchemy import select

from stelsel import audit
from stelsel.db import Base
from stelsel.tenancy import Scope, Tenant, TenantKind


def record(scope: Scope, deed: str, thing: Base, *, tenant_id: int | None = None, **detail: Any) -> None:
    """One deed, in the chain of a library; without one, in the national body's.

    Before the national body is there (a new installation) nobody has a chain, and the first account is not recorded.
    """
    chain = tenant_id or scope.session.scalar(select(Tenant.id).where(Tenant.kind == TenantKind.NATIONAL))
    if chain is not None:
        audit.record(scope, deed, thing, tenant_id=chain, **detail)
