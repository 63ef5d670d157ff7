"""Queueing a letter."""

import uuid

from flask import current_app

from stelsel import jobs
from stelsel.clock import now
from stelsel.mail import writing
from stelsel.mail.models import Letter, LetterState
from stelsel.mail.writing import Written
from stelsel.tenancy import Scope
from stelsel.text import email

_LETTERS = uuid.UUID("5f0c7d3a-6f0e-4a51-9d0b-3f3c1f3f9a57")


def queue(
    scope: Scope,
    *,
    to: str,
    template: str,
    key: str,
    language: str = "nl",
    reply_to: str | None = None,
    calendar: str = "",
    about_id: uuid.UUID | None = None,
    unsubscribe: str = "",
    sender: str | None = None,
    **values: object,
) -> uuid.UUID:
    """Write a letter in the transaction of this scope; it is sent after the commit. Returns its id.

    `template` names `templates/mail/<template>.txt`; `key` names the event ("reset:<id>"). The same template, key and
    receiver again is the same letter, and changes nothing. `calendar` is an iCalendar object that goes along;
    `about_id` is what to `forget` it by, `unsubscribe` the path that ends a letter which comes again and again.
    `sender` signs it: the scope's tenant unless it is given, and the network where it is empty.
    `values` are for the template and are not kept.
    Raises Refused for what is not one address, jinja2.TemplateNotFound.
    """
    receiver = email(to)
    if sender is None:
        sender = name_of(scope)
    written = writing.write(template, language, {**values, "sender": sender, "receiver": receiver})
    return put(
        scope,
        receiver,
        written,
        template=template,
        key=key,
        language=language,
        sender=sender,
        reply_to=email(reply_to) if reply_to else None,
        calendar=calendar,
        about_id=about_id,
        unsubscribe=f"{current_app.config['BASE_URL']}{unsubscribe}" if unsubscribe else "",
    )


def put(scope: Scope, receiver: str, written: Written, *, template: str, key: str, **facts: object) -> uuid.UUID:
    """What is written goes into the outbox, once; `facts` are other columns of the letter. Returns its id."""
    letter_id = letter_id_of(template, key, receiver)
    first: dict[str, object] = {
        "template": template,
        "for_tenant_id": scope.tenant_ids[0] if len(scope.tenant_ids) == 1 else None,
        "receiver": receiver,
        "sender": name_of(scope),
        "reply_to": None,
        "subject": written.subject,
        "text": written.text,
        "html": written.html,
        "calendar": "",
        "about_id": None,
        "unsubscribe": "",
        "state": LetterState.WAITING,
        "queued_at": now(),
    }
    scope.upsert(Letter, {"id": letter_id}, first=first | facts)
    jobs.enqueue(scope, "mail.deliver", letter_id=letter_id)
    return letter_id


def name_of(scope: Scope) -> str:
    """Who writes; "" for the network."""
    return scope.tenant.name if scope.tenant else ""


def forget(scope: Scope, about_id: uuid.UUID) -> None:
    """What these letters tell of is forgotten: so are they, after the commit (`mail.jobs.forget_all`)."""
    jobs.enqueue(scope, "mail.forget", about_id=about_id)


def letter_id_of(template: str, key: str, receiver: str) -> uuid.UUID:
    """The id of the one letter that says this to this receiver."""
    return uuid.uuid5(_LETTERS, f"{template}\0{key}\0{receiver}")
