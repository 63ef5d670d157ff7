"""A picture from outside: known by what it holds, bounded, and made anew (SECURITY P-23)."""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import widgets
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web import messages

FORMATS = ("PNG", "JPEG", "WEBP")
PIXELS = 40_000_000
MEGABYTES = 5

NOT_A_PICTURE = _("Kies een afbeelding in PNG, JPEG of WebP. Dit bestand is iets anders, of het is beschadigd.")
TOO_MANY_PIXELS = _("Deze afbeelding is te groot. Kies een kleinere: ten hoogste 40 miljoen beeldpunten.")


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A PNG of our own making: without metadata, no side longer than what was asked."""

    content: bytes
    width: int
    height: int
    media_type: str = "image/png"


def remake(content: bytes, *, side: int) -> NewPicture:
    """Read a PNG, JPEG or WebP and draw it again, `side` pixels at most. Raises Refused.

    The size in the header is judged before a pixel is unpacked.
    """
    from PIL import Image, ImageOps  # here, as it takes 7 MB, and few workers are sent a picture

    with warnings.catch_warnings():
        # Pillow's own limit is higher than ours and warns only
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > PIXELS:
                    raise Refused(TOO_MANY_PIXELS)
                picture.draft("RGB", (side, side))
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
        except Image.DecompressionBombError:
            raise Refused(TOO_MANY_PIXELS) from None
        except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError):
            # Pillow raises any of these on a file that was cut or bent on purpose
            raise Refused(NOT_A_PICTURE) from None
    upright.thumbnail((side, side))
    out = io.BytesIO()
    upright.save(out, "PNG", optimize=True)
    return NewPicture(out.getvalue(), upright.width, upright.height)


class Picture(Field):
    """An uploaded picture: a NewPicture, or None if nothing was chosen. The view's route takes uploads
    (`stelsel.web.security.takes_uploads`), its form is multipart."""

    kind = "file"
    widget = widgets.FileInput()

    def __init__(
        self,
        label: Any,
        *,
        hint: Any = messages.PICTURE_HINT,
        required: bool = False,
        side: int = 1200,
        render_kw: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        accept = {"accept": "image/png,image/jpeg,image/webp"}
        super().__init__(label, description=hint, render_kw=accept | (render_kw or {}), **kwargs)
        self.required = required
        self.side = side

    def process_data(self, value: Any) -> None:
        """What is kept already is shown by the page, not by the control."""
        self.data = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        upload = next((item for item in valuelist if isinstance(item, FileStorage) and item.filename), None)
        if upload is None:
            return
        content = upload.stream.read(MEGABYTES * 1024 * 1024 + 1)
        if len(content) > MEGABYTES * 1024 * 1024:
            raise ValueError(_("Kies een kleiner bestand: ten hoogste %(megabytes)d MB.", megabytes=MEGABYTES))
        try:
            self.data = remake(content, side=self.side)
        except Refused as refusal:
            raise ValueError(refusal.message) from None

    def pre_validate(self, form: BaseForm) -> None:
        if self.process_errors:
            raise StopValidation
        if self.required and self.data is None:
            raise StopValidation(messages.MISSING_FILE)
