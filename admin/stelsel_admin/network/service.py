"""What may happen to a library as a whole. Commands of the national body; each stands in its own audit chain."""

from datetime import date

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict, NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel_admin.network.models import LibraryStep, Step
from stelsel_tenants.libraries import service as libraries

REPUBLISH = "network.republish"


class AlreadyClosed(Conflict):
    message = _("Deze bibliotheek is al gesloten.")


class NotClosed(Conflict):
    message = _("Deze bibliotheek is niet gesloten.")


class Erased(Conflict):
    message = _("Deze bibliotheek is gewist. Van haar is niets meer over om te heropenen.")


class NoSuccessor(Refused):
    field = "successor"
    message = _("Kies een andere bibliotheek, die zelf open is.")


class NotYet(Refused):
    field = "closed_on"
    message = _("Kies vandaag of een eerdere dag. Sluiten gaat meteen in.")


def invite(
    scope: Scope, *, slug: str, name: str, place: str, province_code: str | None = None, website: str | None = None
) -> Tenant:
    """Give a library a place in the network that nobody sees until somebody of it has come in.

    Raises libraries.WrongSlug; SlugTaken when it is committed.
    """
    library = libraries.establish(
        scope, slug=slug, name=name, place=place, province_code=province_code, website=website
    )
    library.state = TenantState.INVITED
    _step(scope, library, Step.INVITED)
    return library


def begin(scope: Scope, library_id: int) -> bool:
    """Somebody of an invited library came in: it is there from now on. False when it was there already."""
    library = _library(scope, library_id)
    if library.state is not TenantState.INVITED:
        return False
    library.state = TenantState.ACTIVE
    _step(scope, library, Step.BEGAN)
    return True


def check_closing(scope: Scope, library_id: int, *, closed_on: date, successor_id: int | None = None) -> Tenant:
    """Whether a library may be closed so. Raises AlreadyClosed, NotYet, NoSuccessor."""
    library = _library(scope, library_id)
    if library.state is TenantState.CLOSED:
        raise AlreadyClosed
    if closed_on > clock.today():
        raise NotYet
    if successor_id is not None:
        heir = _library(scope, successor_id)
        if heir.id == library.id or heir.state is not TenantState.ACTIVE:
            raise NoSuccessor
    return library


def close(scope: Scope, library_id: int, *, reason: str, closed_on: date, successor_id: int | None = None) -> Tenant:
    """Its pages say that it is gone and who took over; its rows stay. Raises as `check_closing`."""
    library = check_closing(scope, library_id, closed_on=closed_on, successor_id=successor_id)
    library.state = TenantState.CLOSED
    library.closed_at = clock.start_of(closed_on)
    library.successor_id = successor_id
    _step(scope, library, Step.CLOSED, reason=reason, closed_on=closed_on, successor_id=successor_id)
    return library


def reopen(scope: Scope, library_id: int, *, reason: str = "") -> Tenant:
    """As it was, but for its people: they are invited anew. Raises NotClosed, Erased."""
    library = _library(scope, library_id)
    if library.state is not TenantState.CLOSED:
        raise NotClosed
    if library.erased_at is not None:
        raise Erased
    library.state = TenantState.ACTIVE
    library.closed_at = library.successor_id = None
    _step(scope, library, Step.REOPENED, reason=reason)
    return library


def _library(scope: Scope, library_id: int) -> Tenant:
    library = scope.session.get(Tenant, library_id, with_for_update=True)
    if library is None or library.kind is not TenantKind.LIBRARY:
        raise NotFound
    return library


def _step(scope: Scope, library: Tenant, step: Step, **facts: object) -> None:
    """Write the step down; kept pages are another's from now on, and the finder follows after the commit."""
    library.revision += 1
    row = LibraryStep(library_id=library.id, step=step, by_id=scope.actor.user_id, **facts)  # type: ignore[arg-type]
    scope.session.add(row)
    heir = facts.get("successor_id")
    audit.record_nationally(scope, f"library.{step}", library, **({"successor": heir} if heir else {}))
    jobs.enqueue(scope, REPUBLISH, for_tenant=library.id)
