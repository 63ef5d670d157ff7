"""Who acts for which tenants, and the guards that hold it."""

from stelsel.tenancy import revisions as revisions
from stelsel.tenancy.guard import GuardedSession
from stelsel.tenancy.models import Organisation, OrganisationKind, Tenant, TenantKind, TenantState
from stelsel.tenancy.reach import OutOfScope, Reach
from stelsel.tenancy.scope import VISITOR, Actor, Hat, Scope, TenantRef, all_tenants

__all__ = [
    "VISITOR",
    "Actor",
    "GuardedSession",
    "Hat",
    "Organisation",
    "OrganisationKind",
    "OutOfScope",
    "Reach",
    "Scope",
    "Tenant",
    "TenantKind",
    "TenantRef",
    "TenantState",
    "all_tenants",
]
