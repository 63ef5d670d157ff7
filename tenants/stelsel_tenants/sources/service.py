"""What may happen to a source and to what waits or came from it. Commands check, change and audit; never commit."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.importing import Outcome
from stelsel.outgoing import Answer
from stelsel.tenancy import Scope
from stelsel.text import clean
from stelsel_tenants.activities import service as activities
from stelsel_tenants.sources import merge
from stelsel_tenants.sources.models import FileKind, Imported, Source, SourceKind, WaitingFile
from stelsel_tenants.sources.wanted import Reading

MOST_ADDRESSES = 20
TERM = timedelta(days=1)
FILES = _("Bestanden")


class TooManySources(Refused):
    message = _("U leest al 20 agenda's in. Verwijder er eerst een.")


class NoLongerWaiting(Conflict):
    message = _("Dit bestand wacht niet meer. Stuur het opnieuw.")


class AlreadyDecided(Conflict):
    message = _("Hierover is al besloten. Ververs de pagina om het te zien.")


@dataclass(frozen=True, slots=True)
class Terms:
    """How what comes from a source is taken in."""

    branch_id: uuid.UUID
    concept_slug: str
    publishes: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent or fetched, to be looked at."""

    name: str
    kind: FileKind
    content: bytes
    etag: str = ""
    last_modified: str = ""


def subscribe(scope: Scope, *, name: str, address: str, contact: str, terms: Terms) -> Source:
    """A calendar somewhere else, which is read from now on. Raises TooManySources, KnownAddress on commit."""
    number = select(func.count()).select_from(Source).where(Source.kind == SourceKind.ADDRESS)
    if (scope.session.scalar(number) or 0) >= MOST_ADDRESSES:
        raise TooManySources
    source = Source(
        kind=SourceKind.ADDRESS,
        name=name,
        address=address,
        contact=contact,
        branch_id=terms.branch_id,
        concept_slug=terms.concept_slug,
        publishes=terms.publishes,
    )
    scope.session.add(source)
    audit.record(scope, "source.added", source)
    return source


def files(scope: Scope, terms: Terms) -> Source:
    """The source that files of this library come from, with the terms of the newest one."""
    source = scope.session.scalar(select(Source).where(Source.kind == SourceKind.FILES).with_for_update())
    if source is None:
        source = Source(
            kind=SourceKind.FILES, name=str(FILES), branch_id=terms.branch_id, concept_slug=terms.concept_slug
        )
        scope.session.add(source)
        audit.record(scope, "source.added", source)
    _agree(source, terms)
    return source


def revise(scope: Scope, source_id: uuid.UUID, *, name: str, contact: str, terms: Terms) -> Source:
    source = scope.session.get_one(Source, (scope.tenant_id, source_id), with_for_update=True)
    source.name, source.contact = name, contact
    _agree(source, terms)
    audit.record(scope, "source.revised", source)
    return source


def remove(scope: Scope, source_id: uuid.UUID) -> None:
    """Read it no longer. What came from it stays, and is the library's own from now on."""
    source = scope.session.get_one(Source, (scope.tenant_id, source_id), with_for_update=True)
    audit.record(scope, "source.removed", source)
    scope.session.execute(delete(WaitingFile).where(WaitingFile.source_id == source_id))
    scope.session.execute(delete(Imported).where(Imported.source_id == source_id))
    scope.session.delete(source)


def hold(scope: Scope, source: Source, sent: Sent) -> WaitingFile:
    """Let something wait until somebody has looked at it; it takes the place of what waited before."""
    scope.session.flush()
    scope.session.execute(delete(WaitingFile).where(WaitingFile.source_id == source.id))
    waiting = WaitingFile(
        source_id=source.id,
        name=clean(" ".join(sent.name.split()))[:120],
        kind=sent.kind,
        content=sent.content,
        etag=sent.etag,
        last_modified=sent.last_modified,
    )
    scope.session.add(waiting)
    scope.session.flush()
    return waiting


def point_out(scope: Scope, waiting_id: uuid.UUID, columns: dict[str, str]) -> None:
    """Say which column of a file is which of ours."""
    waiting(scope, waiting_id).columns = columns


def waiting(scope: Scope, waiting_id: uuid.UUID) -> WaitingFile:
    """Raises NoLongerWaiting for what is gone or older than a day."""
    found = scope.session.get(WaitingFile, (scope.tenant_id, waiting_id))
    if found is None or found.sent_at + TERM <= clock.now():
        raise NoLongerWaiting
    return found


def take_in(scope: Scope, waiting_id: uuid.UUID, reading: Reading) -> dict[Outcome, int]:
    """Yes: do what was shown. Raises NoLongerWaiting."""
    held = waiting(scope, waiting_id)
    source = scope.session.get_one(Source, (scope.tenant_id, held.source_id), with_for_update=True)
    done = read(scope, source, reading, Answer(b"", held.etag, held.last_modified))
    scope.session.delete(held)
    return done


def discard(scope: Scope, waiting_id: uuid.UUID) -> None:
    """No: forget what waited, and the source too where nothing ever came from it."""
    held = waiting(scope, waiting_id)
    source = scope.session.get_one(Source, (scope.tenant_id, held.source_id))
    scope.session.delete(held)
    scope.session.flush()
    if source.kind is SourceKind.ADDRESS and source.read_at is None:
        remove(scope, source.id)


def read(scope: Scope, source: Source, reading: Reading, answer: Answer) -> dict[Outcome, int]:
    """Take in what a source says now. It is well from then on."""
    done = merge.apply(scope, source, reading)
    source.etag, source.last_modified = answer.etag, answer.last_modified
    source.read_at = clock.now()
    well(source)
    audit.record(scope, "source.read", source, **{outcome.value: done[outcome] for outcome in Outcome})
    return dict(done)


def well(source: Source) -> None:
    """It answered as it should."""
    source.seen_at = clock.now()
    source.failures, source.failing_since, source.problem = 0, None, ""


def try_now(scope: Scope, source_id: uuid.UUID) -> None:
    """Do not wait for the next time."""
    source = scope.session.get_one(Source, (scope.tenant_id, source_id))
    jobs.enqueue(scope, "sources.fetch", source_id=source.id)


def settle(scope: Scope, imported_id: uuid.UUID, *, cancel: bool) -> None:
    """The source no longer has this activity: withdraw it, or let it go on as one of our own.

    Raises AlreadyDecided; NoResultFound when it is not this tenant's.
    """
    imported = scope.session.get_one(Imported, (scope.tenant_id, imported_id), with_for_update=True)
    if imported.gone_at is None:
        raise AlreadyDecided
    if cancel:
        activities.withdraw(scope, imported.activity_id)
    imported.gone_at, imported.kept_at = None, None if cancel else clock.now()
    audit.record(scope, "imported.cancelled" if cancel else "imported.kept", imported)


def forget(scope: Scope) -> None:
    """What nobody said yes to within a day is gone, and so is a calendar that was never read."""
    scope.session.execute(delete(WaitingFile).where(WaitingFile.sent_at <= clock.now() - TERM))
    waits = select(WaitingFile.source_id)
    never = Source.read_at.is_(None) & (Source.kind == SourceKind.ADDRESS) & Source.id.not_in(waits)
    for source_id in scope.session.scalars(select(Source.id).where(never)).all():
        remove(scope, source_id)


def _agree(source: Source, terms: Terms) -> None:
    source.branch_id, source.concept_slug, source.publishes = terms.branch_id, terms.concept_slug, terms.publishes
