"""The letters of a request: say yes, what we keep, that it is there, and that it is asked for no more."""

from datetime import datetime
from typing import Any

from stelsel import clock, mail
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.i18n import speaking
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.requests.models import AnswerKind, Demand, RequestAnswer, RequestAsker
from stelsel_tenants.requests.words import name_of


def asked(scope: Scope, asker: RequestAsker) -> None:
    """On the day that it was asked, once: say yes, or that it is noted already."""
    answer = "confirm" if asker.confirmed_at is None else "already"
    _write(scope, asker, f"request-{answer}", f"{asker.id}:{clock.today()}")


def kept(scope: Scope, asker: RequestAsker, *, until: datetime) -> None:
    """What we keep, and until when (an exclusive instant)."""
    _write(scope, asker, "request-kept", str(asker.id), until=until)


def met(scope: Scope, asker: RequestAsker, answer: RequestAnswer) -> None:
    """The one letter that was asked for."""
    path = f"/b/{answer.slug}/sessies/{answer.session_id}"
    _write(
        scope, asker, "request-met", str(asker.id), answer=answer, starts=answer.kind is AnswerKind.STARTS, there=path
    )


def erased(scope: Scope, asker: RequestAsker) -> None:
    """Nobody answered in half a year."""
    _write(scope, asker, "request-erased", str(asker.id))


def forget(scope: Scope, asker: RequestAsker) -> None:
    """What was written goes too."""
    mail.forget(scope, asker.id)


def _write(scope: Scope, asker: RequestAsker, template: str, key: str, **values: Any) -> None:
    demand = scope.session.get_one(Demand, (scope.tenant_id, asker.demand_id))
    concept = scope.session.get_one(Concept, demand.concept_slug)
    with speaking(asker.language):
        kind = name_of(concept.name, concept.name_en)
    secret = links.token(links.of(scope, LinkPurpose.REQUEST, asker.id).id)
    mail.queue(
        scope,
        to=asker.email,
        template=template,
        key=key,
        language=asker.language,
        about_id=asker.id,
        sender="",
        kind=kind,
        place=asker.place,
        path=f"/aanvragen/{secret}",
        **values,
    )
