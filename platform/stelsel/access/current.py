"""Who asks, and whose page it is: read from the database in this request, never from a form (P-7)."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import bindparam, select

from stelsel.access.person import Person
from stelsel.errors import Gone, NotFound
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantRef, TenantState

Loader = Callable[[], Person | None]


def use_loader(app: Flask, loader: Loader) -> None:
    """The identity room says how a request's person is found."""
    app.extensions["stelsel.person"] = loader


def person() -> Person | None:
    """The person who is signed in, or None. Asked at most once a request; never on a public page."""
    if "person" not in g:
        loader: Loader = current_app.extensions["stelsel.person"]
        g.person = loader()
    found: Person | None = g.person
    return found


def tenant_by_slug(slug: str) -> TenantRef:
    """The library at an address. Raises NotFound for an unknown slug; a closed library is returned as such."""
    with Scope.network(why="which library is this address") as scope:
        row = scope.session.execute(_library(), {"asked": slug}).one_or_none()
        if row is None:
            raise UnknownLibrary(slug)
        return TenantRef(**row._mapping)


@cache
def _library() -> Any:
    """Every page of a library begins with it, so it is put together once, and reads what a TenantRef holds."""
    columns = (getattr(Tenant, name) for name in TenantRef.__dataclass_fields__)
    return select(*columns).where(Tenant.slug == bindparam("asked"), Tenant.kind == TenantKind.LIBRARY)


def tenant_by_id(tenant_id: int) -> TenantRef:
    """The tenant that a link or a job names. Raises NoResultFound."""
    with Scope.network(why="which library is this") as scope:
        return TenantRef.of(scope.session.get_one(Tenant, tenant_id))


def open_tenant(slug: str) -> TenantRef:
    """As `tenant_by_slug`, but a closed library is Gone, and says who took over; an invited one is not there yet."""
    tenant = tenant_by_slug(slug)
    if tenant.state is TenantState.INVITED:
        raise UnknownLibrary(slug)
    if tenant.state is TenantState.CLOSED:
        with Scope.network(why="who took over") as scope:
            heir = scope.session.get(Tenant, tenant.successor_id) if tenant.successor_id else None
            raise Gone(
                successor=f"/b/{heir.slug}/" if heir else None,
                successor_name=heir.name if heir else None,
            )
    return tenant


def national_tenant() -> TenantRef:
    """The national body."""
    with Scope.network(why="the national body") as scope:
        return TenantRef.of(scope.session.scalars(select(Tenant).where(Tenant.kind == TenantKind.NATIONAL)).one())


class UnknownLibrary(NotFound):
    """No library has this slug. The page offers the nearest names."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.slug = slug
