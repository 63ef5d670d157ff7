"""What everybody may read, by address. All of it is kept: nothing is told finer than a day, save what changed."""

import uuid
from typing import Any

from flask import Response
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from stelsel.access import Permission, requires
from stelsel.errors import Gone
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web import kept
from stelsel_tenants.api import asking, lists, network, offered, places, schemas
from stelsel_tenants.api import changes as changing
from stelsel_tenants.api.door import route, told
from stelsel_tenants.api.offered import Filter
from stelsel_tenants.site.models import Tombstone

WHO, WHAT, TAKING_OVER = "network", "offer", "harvest"
"""Groups of operations in the description."""
FILTERS = ("library", "branch_id", "concept", "theme", "organisation_id", "modified_since")


class NoMore(Gone):
    message = _("Dit was hier, en is niet meer openbaar.")


@route("/libraries", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.LibraryPage, _("Bibliotheken"), asks=asking.LibraryQuery)
def libraries(scope: Scope, query: dict[str, Any]) -> Response:
    which = lists.asked(query, str)
    rows = network.libraries(scope, which, province=query.get("province"))
    return lists.answer(lists.page(rows, which, lambda row: (row.slug,)), schemas.Library())


@route("/libraries/<slug>", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.Library, _("Eén bibliotheek"))
def library(scope: Scope, slug: str) -> object:
    return network.library(scope, slug)


@route("/branches", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.BranchPage, _("Vestigingen"), asks=asking.BranchQuery)
def branches(scope: Scope, query: dict[str, Any]) -> Response:
    within = places.around(scope, query)
    which = lists.asked(query, str) if within is None else lists.asked(query, float, str)
    rows = places.branches(scope, which, within, **asking.kept(query, "library", "modified_since"))
    return lists.answer(lists.page(rows, which, places.place_of), schemas.Branch())


@route("/branches/<uuid:branch_id>", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.Branch, _("Eén vestiging"))
def branch(scope: Scope, branch_id: uuid.UUID) -> object:
    return _there(scope, places.branch, branch_id)


@route("/concepts", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.ConceptPage, _("Soorten hulp en activiteiten"), asks=asking.ConceptQuery)
def concepts(scope: Scope, query: dict[str, Any]) -> Response:
    which = lists.asked(query, str)
    rows = network.concepts(scope, which, theme=query.get("theme"))
    return lists.answer(lists.page(rows, which, lambda row: (row.slug,)), schemas.Concept())


@route("/concepts/<concept_slug>", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.Concept, _("Eén soort"))
def concept(scope: Scope, concept_slug: str) -> object:
    return network.concept(scope, concept_slug)


@route("/organisations", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.OrganisationPage, _("Partners: organisaties die in een bibliotheek helpen"), asks=lists.ListQuery)
def organisations(scope: Scope, query: dict[str, Any]) -> Response:
    which = lists.asked(query, str, str)
    rows = network.organisations(scope, which)
    return lists.answer(lists.page(rows, which, lambda row: (row.name, str(row.id))), schemas.Organisation())


@route("/organisations/<uuid:organisation_id>", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.Organisation, _("Eén partner"))
def organisation(scope: Scope, organisation_id: uuid.UUID) -> object:
    return network.organisation(scope, organisation_id)


@route("/partnerships", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.PartnershipPage, _("Samenwerkingen: welke partner met welke bibliotheek"), asks=asking.PartnershipQuery)
def partnerships(scope: Scope, query: dict[str, Any]) -> Response:
    which = lists.asked(query, str)
    asked = _asked(scope, query, "library", "organisation_id", "modified_since")
    rows = network.partnerships(scope, which, **asked)
    return lists.answer(lists.page(rows, which, lambda row: (str(row.id),)), schemas.Partnership())


@route("/partnerships/<uuid:partnership_id>", WHO)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.Partnership, _("Eén samenwerking"))
def partnership(scope: Scope, partnership_id: uuid.UUID) -> object:
    return network.partnership(scope, partnership_id)


@route("/activities", WHAT)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.ActivityPage, _("Activiteiten"), asks=asking.ActivityQuery)
def activities(scope: Scope, query: dict[str, Any]) -> Response:
    which = lists.asked(query, str)
    asked = Filter(**_asked(scope, query, *FILTERS))
    rows = offered.activities(scope, which, asked, places.around(scope, query))
    return lists.answer(lists.page(rows, which, lambda row: (str(row.id),)), schemas.Activity())


@route("/activities/<uuid:activity_id>", WHAT)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.Activity, _("Eén activiteit"))
def activity(scope: Scope, activity_id: uuid.UUID) -> object:
    return _there(scope, offered.activity, activity_id)


@route("/sessions", WHAT)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.SessionPage, _("Momenten van activiteiten, vanaf vandaag"), asks=asking.SessionQuery)
def sessions(scope: Scope, query: dict[str, Any]) -> Response:
    which = lists.asked(query, str, str)
    asked = Filter(**_asked(scope, query, *FILTERS, "activity_id", "first", "last"))
    rows = offered.sessions(scope, which, asked, places.around(scope, query))
    found = lists.page(rows, which, lambda row: (row.starts_at.isoformat(), str(row.id)))
    return lists.answer(found, schemas.Session())


@route("/sessions/<uuid:session_id>", WHAT)
@requires(Permission.OPEN_API)
@kept.page
@told(schemas.Session, _("Eén moment"))
def session(scope: Scope, session_id: uuid.UUID) -> object:
    return _there(scope, offered.session, session_id)


@route("/changes", TAKING_OVER)
@requires(Permission.OPEN_API)
@told(schemas.ChangePage, _("Wat anders werd of verdween, voor wie de gegevens overneemt"), asks=asking.ChangeQuery)
def changes(scope: Scope, query: dict[str, Any]) -> Response:
    """Not kept by revision: what changed a moment ago is told a minute later, without anything having changed then."""
    which = lists.asked(query, str, str, str, str)
    until = changing.settled(which)
    asked = asking.kept(query, "kind", "modified_since")
    rows = changing.changes(scope, which, until, **asked)
    found = lists.page(rows, which, lambda row: (*map(str, row.place), until.isoformat()))
    return lists.answer(found, schemas.Change(), until=until.isoformat())


def _asked(scope: Scope, query: dict[str, Any], *names: str) -> dict[str, Any]:
    """What was asked; an organisation that became another is that other."""
    asked = asking.kept(query, *names)
    theirs = asked["organisation_id"]
    return asked | {"organisation_id": network.today(scope, theirs) if theirs else None}


def _there(scope: Scope, read: Any, key: uuid.UUID) -> object:
    """The row; NoMore for what is known to be gone. Raises NoResultFound."""
    try:
        return read(scope, key)
    except NoResultFound:
        if scope.session.scalar(select(Tombstone.id).where(Tombstone.id == key)):
            raise NoMore from None
        raise
