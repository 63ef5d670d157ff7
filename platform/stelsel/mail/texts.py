"""Text messages, for who left a number and no address: letters to `31612345678@domain` of a provider that sends them
on, through the same outbox and mail server. Providers in the Netherlands take them so; no protocol of theirs is ours.
"""

import re
import uuid

from flask import current_app

from stelsel.config import Settings
from stelsel.mail import service, writing
from stelsel.tenancy import Scope

# A Dutch number beginning with 06, or one from abroad, where we cannot tell.
_MOBILE = re.compile(r"\+(?:316|(?!31))[0-9]{6,14}")


def are_sent() -> bool:
    """Is there a provider?"""
    return bool(_domain())


def reaches(number: str | None) -> bool:
    """Can this number (E.164) get a text message?"""
    return are_sent() and number is not None and _MOBILE.fullmatch(number) is not None


def queue(
    scope: Scope,
    *,
    number: str,
    template: str,
    key: str,
    language: str = "nl",
    about_id: uuid.UUID | None = None,
    **values: object,
) -> uuid.UUID:
    """As `mail.queue`, on one line and without HTML. The number is one that `reaches`.

    Others may read a telephone that lies on the table: a text message says nothing sensitive.
    """
    receiver, sender = f"{number.removeprefix('+')}@{_domain()}", service.name_of(scope)
    text = writing.short(template, language, {**values, "sender": sender})
    written = writing.Written(subject=writing.one_line(sender), text=text, html="")
    return service.put(scope, receiver, written, template=template, key=key, language=language, about_id=about_id)


def _domain() -> str:
    settings: Settings = current_app.extensions["stelsel.settings"]
    return settings.texts_at
