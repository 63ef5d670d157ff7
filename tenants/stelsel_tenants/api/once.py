"""A deed of a program, done once: in one unit of work, with its answer, and told again to whoever asks again.

A request that bears an `Idempotency-Key` is remembered for a day. The same request again gets the same answer, and
nothing is done; another request with the same word is refused. Of two at once the second waits for the first.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy import delete, select

from stelsel import clock
from stelsel.db import unit_of_work
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.keys.caller import needed
from stelsel.tenancy import Scope
from stelsel_tenants.api.door import BadInput
from stelsel_tenants.api.fields import camel
from stelsel_tenants.api.models import KeptAnswer

HEADER = "Idempotency-Key"
LONGEST = 100
WORD = re.compile(f"[!-~]{{1,{LONGEST}}}")
KEPT = timedelta(days=1)
POINTED = {
    "concept_slug": "concept",
    "paused_until": "pause/lastDay",
    "review_on": "pause/review",
    "pause_reason": "pause/reason",
    "until": "lastDay",
    "aanwezig": "present",
}
"""Arguments of commands that have another name, or stand elsewhere, in a body."""


class OtherRequest(Conflict):
    message = _("Met deze Idempotency-Key is al iets anders gevraagd. Kies voor elk verzoek een nieuwe.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of a deed."""

    body: dict[str, Any]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        response = jsonify(self.body)
        response.status_code = self.status
        response.headers.extend(self.headers)
        response.headers["Cache-Control"] = "no-store"
        return response


def done(scope: Scope, deed: Callable[[], Answer]) -> Response:
    """Do it, or tell what was told before. A refusal names its field by a JSON pointer."""
    word = _word()
    try:
        with unit_of_work(scope):
            if word is None:
                return deed().response()
            return _remembered(scope, word, deed).response()
    except Refused as refusal:
        if refusal.field and not refusal.field.startswith("#"):
            refusal.field = pointer(refusal.field)
        raise


def pointer(name: str) -> str:
    """`#/lines/0/lastDay` of `lines.0.until`."""
    return "#/" + "/".join(POINTED.get(part) or camel(part) for part in name.split("."))


def forget(scope: Scope) -> None:
    """Let go of answers that nobody asks for again."""
    scope.session.execute(delete(KeptAnswer).where(KeptAnswer.made_at < clock.now() - KEPT))


def _remembered(scope: Scope, word: str, deed: Callable[[], Answer]) -> Answer:
    key = {"key_id": needed().key_id, "asked": _hash(word)}
    said = _hash("\n".join((request.method, request.full_path, str(request.if_match), request.get_data(as_text=True))))
    first = {"said": said, "status": 0, "answer": {}, "headers": {}, "made_at": clock.now()}
    scope.upsert(KeptAnswer, {"tenant_id": scope.tenant_id, **key}, first=first)
    kept = scope.session.scalars(select(KeptAnswer).filter_by(**key).with_for_update()).one()
    if kept.said != said:
        raise OtherRequest
    if not kept.status:
        told = deed()
        kept.status, kept.answer, kept.headers = told.status, told.body, told.headers
    return Answer(kept.answer, kept.status, kept.headers)


def _word() -> str | None:
    word = request.headers.get(HEADER)
    if word is not None and not WORD.fullmatch(word[: LONGEST + 1]):
        raise BadInput({HEADER: _("Kies een woord van 1 tot 100 tekens.")})
    return word


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
