"""What was typed when a sign-in had ended: carried through the sign-in page and offered again (nothing is lost).

The fields travel in the form itself, signed and packed, so the server keeps nothing of somebody who is nobody yet.
Never a password, never a file, and only what came from a page of ours.
"""

import uuid
import zlib
from dataclasses import dataclass, replace

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from stelsel.web.own_paths import safe_next

LONGEST = 200_000
"""Characters of fields; more is said to be too much, and not carried."""
HOURS = 2
SENTENCE = " "
NEVER = ("password", "wachtwoord", "csrf_token")


@dataclass(frozen=True, slots=True)
class Kept:
    """Fields that still want to be sent. `whole` is False when something (a file, too much) could not come along."""

    path: str
    fields: tuple[tuple[str, str], ...]
    whole: bool = True
    user_id: uuid.UUID | None = None
    """Whose sign-in it was that ended, if that is known: nobody else is shown the text."""

    @property
    def is_lost(self) -> bool:
        """It was too much to come along."""
        return not self.whole and not self.fields

    @property
    def texts(self) -> list[str]:
        """What a person would recognise as their own writing."""
        return [value for _name, value in self.fields if SENTENCE in value.strip()]


def of_request(user_id: uuid.UUID | None) -> Kept | None:
    """What this writing request carried; None when there is no address of ours to send it to again."""
    target = safe_next(request.full_path.rstrip("?") if request.query_string else request.path)
    if target is None:
        return None
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if not any(secret in name.lower() for secret in NEVER)
    )
    kept = Kept(target, fields, whole=not any(file.filename for file in request.files.values()), user_id=user_id)
    if sum(len(name) + len(value) for name, value in fields) > LONGEST:
        return replace(kept, fields=(), whole=False)
    return kept


def pack(kept: Kept) -> str:
    """As one hidden field."""
    said = [kept.path, kept.fields, kept.whole, str(kept.user_id or "")]
    return str(_serializer().dumps(said))


def unpack(packed: str) -> Kept | None:
    """What `pack` made, not longer than two hours ago; None for anything else."""
    try:
        path, fields, whole, user_id = _serializer().loads(packed, max_age=HOURS * 3600)
    except (BadData, zlib.error, ValueError):
        return None
    if safe_next(path) is None:
        return None
    pairs = tuple((str(name), str(value)) for name, value in fields)
    return Kept(path, pairs, bool(whole), uuid.UUID(user_id) if user_id else None)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="stelsel kept text")
