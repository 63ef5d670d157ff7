"""Where an organisation went on that was merged into another: its id and its slug lead there for ever.

`stays` answers for code (an API, a feed); on a page the old `?partner=` is sent on by `init_app`.
"""

import uuid
from urllib.parse import urlencode

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from stelsel.tenancy import Organisation, Scope

PARTNER = "partner"
LONGEST = 60


def stays(scope: Scope, asked: uuid.UUID | str) -> tuple[uuid.UUID, str] | None:
    """Id and slug of the organisation that an id or a slug means today; None where there never was one."""
    kept = aliased(Organisation)
    old = Organisation.id == asked if isinstance(asked, uuid.UUID) else Organisation.slug == asked
    row = scope.session.execute(
        select(func.coalesce(kept.id, Organisation.id), func.coalesce(kept.slug, Organisation.slug))
        .select_from(Organisation)
        .outerjoin(kept, kept.id == Organisation.merged_into_id)
        .where(old)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def ids(slug: str) -> Select[uuid.UUID]:
    """For a condition: the id that a slug means today."""
    return select(func.coalesce(Organisation.merged_into_id, Organisation.id)).where(Organisation.slug == slug)


def init_app(app: Flask) -> None:
    app.before_request(_send_on)


def _send_on() -> ResponseReturnValue | None:
    """An address that names an organisation by a slug that it bore before is that of the one it is now."""
    asked = request.args.get(PARTNER, "")
    if request.method not in {"GET", "HEAD"} or not asked or len(asked) > LONGEST or "\x00" in asked:
        return None
    with Scope.network(why="organisations.signpost") as scope:
        found = stays(scope, asked)
    if found is None or found[1] == asked:
        return None
    pairs = request.args.items(multi=True)
    put = [(name, found[1] if (name, value) == (PARTNER, asked) else value) for name, value in pairs]
    # The same page with another question: so it holds on the host of a library too, and leads to no other.
    return redirect(f"?{urlencode(put)}", 301)
