"""Between a body and the offer that a command takes: what is unknown here is named, all of it at once."""

import uuid
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from stelsel import clock
from stelsel.i18n import language
from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import queries
from stelsel_tenants.activities.models import Activity, ExceptionKind, Frequency
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import ONE_DAY, Exceptional, Line, Pause, on_dates
from stelsel_tenants.activities.sentence import sentence
from stelsel_tenants.api.bodies import OwnActivity
from stelsel_tenants.api.door import BadInput
from stelsel_tenants.api.fields import UNKNOWN

NAMES = frozenset(field.name for field in fields(Offer)) - {"lines", "exceptions", "pause"}


def made(scope: Scope, body: dict[str, Any], *, leader: str = "") -> Offer:
    """The offer of a body. Who leads it is not told here, and stays who it was. Raises BadInput."""
    _check(scope, body)
    plain = {name: body[name] for name in NAMES & body.keys()}
    return Offer(
        **plain,
        leader=leader,
        lines=tuple(_line(**line) for line in body["lines"]),
        exceptions=tuple(_exceptional(one) for one in body["exceptions"]),
        pause=_pause(**body["pause"]) if body["pause"] else None,
    )


def told(scope: Scope, activity: Activity) -> dict[str, Any]:
    """An activity as its own library reads it."""
    offer = offers.of(activity)
    said = {field.name: getattr(offer, field.name) for field in fields(Offer)}
    said |= {
        "lines": [_told_line(line) for line in offer.lines],
        "pause": _told_pause(offer.pause) if offer.pause else None,
        "id": activity.id,
        "library": scope.library.slug,
        "state": activity.state,
        "version": activity.version,
        "schedule": sentence(offer.schedule, language=language(), today=clock.today(), branches={}),
    }
    found: dict[str, Any] = OwnActivity().dump(said)
    return found


def _check(scope: Scope, body: dict[str, Any]) -> None:
    branches = dict(queries.branches(scope))
    known = {
        "#/branchId": body["branch_id"] in branches,
        "#/concept": body["concept_slug"] in dict(queries.concepts(scope)),
        "#/organisationId": body["organisation_id"] in {None, *dict(queries.givers(scope))},
        **dict(_elsewhere(body["exceptions"], branches)),
    }
    if unknown := [at for at, is_known in known.items() if not is_known]:
        raise BadInput(dict.fromkeys(unknown, UNKNOWN))


def _elsewhere(exceptions: list[dict[str, Any]], branches: dict[uuid.UUID, str]) -> Iterator[tuple[str, bool]]:
    for number, one in enumerate(exceptions):
        yield f"#/exceptions/{number}/branchId", one["branch_id"] is None or one["branch_id"] in branches


def _line(*, frequency: Frequency, dates: list[Any], last_day: Any, nths: list[int], **rest: Any) -> Line:
    """What does not belong to how often it is, is not looked at."""
    if frequency is Frequency.DATES:
        return on_dates(rest["begins"], rest["ends"], *dates)
    return Line(
        frequency,
        **rest
        | {
            "until": last_day + ONE_DAY if last_day else None,
            "weekdays": tuple(rest["weekdays"]),
            "nths": tuple(sorted(nths)) if frequency is Frequency.MONTHLY else (),
            "every": rest["every"] if frequency is Frequency.WEEKLY else 1,
        },
    )


def _exceptional(one: dict[str, Any]) -> Exceptional:
    to_day = one["to_day"] if one["kind"] is ExceptionKind.MOVE and one["to_day"] != one["day"] else None
    return Exceptional(**one | {"to_day": to_day})


def _pause(*, since: Any, last_day: Any, review: Any, reason: str) -> Pause:
    until = last_day + ONE_DAY if last_day else None
    return Pause(since, until, None if until else review, reason)


def _told_line(line: Line) -> dict[str, Any]:
    said = {field.name: getattr(line, field.name) for field in fields(Line)}
    return said | {"last_day": line.until - ONE_DAY if line.until else None}


def _told_pause(pause: Pause) -> dict[str, Any]:
    return {"since": pause.since, "last_day": pause.last, "review": pause.review, "reason": pause.reason}
