"""Handing a letter to the mail server."""

import re
import smtplib
import socket
import ssl
import threading
import time
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

from stelsel.config import Settings
from stelsel.mail.models import Letter
from stelsel.mail.writing import one_line

PATIENCE = 10.0
CONVERSATION = 60.0
"""Seconds for all answers to one letter together, however slowly they come in. It has to stay well below the time that
a letter is held (`mail.jobs.HOLD`): after that another may send it."""
_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
WIDE = SMTP.clone(max_line_length=998)
"""As long as a line may be (RFC 5322 2.1.1): an address in a header that is cut or encoded leads nowhere."""
PORTS = {"smtp": 587, "smtps": 465}


class _Bounded:
    """smtplib's patience is for one byte; a server that says one now and then would be listened to for hours."""

    sock: socket.socket | None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._until = time.monotonic() + CONVERSATION
        super().__init__(*arguments, **options)

    def getreply(self) -> tuple[int, bytes]:
        over = threading.Timer(max(0.0, self._until - time.monotonic()), _hang_up, [self.sock])
        over.start()
        try:
            reply: tuple[int, bytes] = super().getreply()  # type: ignore[misc]  # smtplib's
        finally:
            over.cancel()
        return reply


class _Plain(_Bounded, smtplib.SMTP):
    pass


class _Secure(_Bounded, smtplib.SMTP_SSL):
    pass


def _hang_up(connection: socket.socket | None) -> None:
    with suppress(OSError):
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)


class Unsendable(Exception):
    """The mail server says no for good: another try would get the same answer."""


class ServerAway(Exception):
    """The mail server does not answer, or not now. Later it may."""


def message(letter: Letter, settings: Settings) -> EmailMessage:
    """The letter as it is sent. Its Message-ID stays the same, so that one sent twice can be known as such."""
    name, address = parseaddr(settings.mail_from)
    local, _, domain = address.rpartition("@")
    made = EmailMessage(policy=WIDE)
    made["From"] = Address(one_line(letter.sender) or name, local, domain)
    made["To"] = Address(addr_spec=letter.receiver)
    if letter.reply_to:
        made["Reply-To"] = Address(addr_spec=letter.reply_to)
    made["Subject"] = one_line(letter.subject)
    made["Date"] = format_datetime(letter.queued_at)
    made["Message-ID"] = f"<{letter.id}@{domain}>"
    made["Content-Language"] = letter.language
    made["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        made["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(letter.text)
    if letter.html:
        made.add_alternative(letter.html, subtype="html")
    if letter.calendar:
        method = _METHOD.search(letter.calendar)
        said = {"method": method[1]} if method else {}
        made.add_alternative(letter.calendar, subtype="calendar", params=said)
    return made


def send(made: EmailMessage, url: str) -> None:
    """Deliver it to the server of STELSEL_SMTP_URL. Raises Unsendable, ServerAway; neither repeats an address.

    `smtps://` is TLS from the start; `smtp://` goes over to TLS where the server offers it, and must before it says
    a password, save to this machine itself.
    """
    try:
        _send(made, url)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise _refusal(min(codes, default=450)) from None
    except smtplib.SMTPAuthenticationError:
        raise ServerAway("sign-in refused") from None  # a wrong setting is mended by people, and the letters wait
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code) from None
    except (smtplib.SMTPException, OSError) as error:
        raise ServerAway(type(error).__name__) from None


def _refusal(code: int) -> Exception:
    return (Unsendable if code >= 500 else ServerAway)(f"SMTP {code}")


def _send(made: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or PORTS[parts.scheme]
    trust = ssl.create_default_context()
    us = parseaddr(str(made["From"]))[1].rpartition("@")[2]  # else smtplib asks the name server who we are
    if parts.scheme == "smtps":
        server: smtplib.SMTP = _Secure(host, port, us, timeout=PATIENCE, context=trust)
    else:
        server = _Plain(host, port, us, timeout=PATIENCE)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=trust)
            server.ehlo()
        elif parts.scheme == "smtp" and parts.username and not _is_this_machine(host):
            raise smtplib.SMTPNotSupportedError
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(made)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
