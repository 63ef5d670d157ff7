"""Pages that are somebody's own: behind a link of their mail, and kept by nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, make_response

from stelsel.access import links
from stelsel.access.current import tenant_by_id
from stelsel.access.models import Link, LinkPurpose
from stelsel.tenancy import Scope, TenantKind
from stelsel.web import menu, page


@contextmanager
def behind(scope: Scope, token: str, purpose: LinkPurpose, *, reading: bool = False) -> Iterator[tuple[Scope, Link]]:
    """The tenant that a link leads to, and the link; the national body's pages are the network's. Raises Spent."""
    link = links.find(scope, token, purpose)
    tenant = tenant_by_id(link.at_tenant_id or 0)
    is_library = tenant.kind is TenantKind.LIBRARY
    page.update(tenant=menu.library(tenant) if is_library else None, indexed=False)
    with Scope.public(tenant, reading=reading) as here:
        yield here, link


def unkept(body: str, status: int = 200) -> Response:
    """Personal pages are kept by nobody."""
    answer = make_response(body, status)
    answer.cache_control.no_store = True
    return answer
