"""A file from outside, as its bytes. What it is, is found out by what it holds; its name is only shown."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import widgets
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from stelsel.i18n import _
from stelsel.web import messages


@dataclass(frozen=True, slots=True)
class Uploaded:
    name: str
    content: bytes


class Upload(Field):
    """An uploaded file, or None if nothing was chosen. The view's route takes uploads
    (`stelsel.web.security.takes_uploads`), its form is multipart."""

    kind = "file"
    widget = widgets.FileInput()

    def __init__(self, label: Any, *, accept: str, megabytes: int, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(label, description=hint, render_kw={"accept": accept}, **kwargs)
        self.required = True
        self.megabytes = megabytes

    def process_data(self, _value: Any) -> None:
        self.data = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        sent = next((item for item in valuelist if isinstance(item, FileStorage) and item.filename), None)
        if sent is None:
            return
        with sent.stream:
            content = sent.stream.read(self.megabytes * 1024 * 1024 + 1)
        if len(content) > self.megabytes * 1024 * 1024:
            raise ValueError(_("Kies een kleiner bestand: ten hoogste %(megabytes)d MB.", megabytes=self.megabytes))
        self.data = Uploaded(sent.filename or "", content)

    def pre_validate(self, form: BaseForm) -> None:
        if self.process_errors:
            raise StopValidation
        if self.data is None:
            raise StopValidation(messages.MISSING_FILE)
