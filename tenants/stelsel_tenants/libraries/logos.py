"""What may be a logo, of a library or of an organisation."""

import hashlib

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web.pictures import NewPicture

LARGEST = 100_000
"""Bytes of the PNG that is kept."""


class LogoTooLarge(Refused):
    field = "logo"
    message = _("Dit logo blijft te groot om te bewaren. Kies een eenvoudiger afbeelding, liefst met weinig kleuren.")


def digest(picture: NewPicture) -> str:
    """The part of its address that changes with it. Raises LogoTooLarge."""
    if len(picture.content) > LARGEST:
        raise LogoTooLarge
    return hashlib.sha256(picture.content).hexdigest()[:16]
