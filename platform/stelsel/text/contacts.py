"""Ways to reach and to name a person or an organisation, in the one form that is kept."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.text.bsn import passes_elfproef

WRONG_EMAIL = _("Vul een e-mailadres in met een @, zoals naam@voorbeeld.nl.")
WRONG_PHONE = _("Vul een telefoonnummer in van tien cijfers, zoals 071 516 30 00, of een nummer dat begint met +.")
WRONG_POSTCODE = _("Vul een postcode in, zoals 2225 AB.")
WRONG_POSTCODE4 = _("Vul de vier cijfers van een postcode in, zoals 2225.")
WRONG_KVK = _("Vul het KvK-nummer in: acht cijfers.")
WRONG_RSIN = _("Vul het RSIN in: negen cijfers, zoals het op de brief van de Belastingdienst staat.")

EMAIL_LENGTH, LOCAL_LENGTH = 254, 64


def email(text: str) -> str:
    """One address in small letters, its domain in ASCII (IDNA). Raises Refused.

    A local part beyond ASCII and a domain that mixes scripts are refused: they exist to look like another's.
    """
    if len(text) > EMAIL_LENGTH + LOCAL_LENGTH:
        raise Refused(WRONG_EMAIL)
    try:
        parts = validate_email(
            text.strip(" "),
            allow_smtputf8=False,
            check_deliverability=False,  # no other host is asked about what a visitor types
            test_environment=True,  # .test is where the demo network lives
        )
    except (EmailNotValidError, UnicodeError):
        raise Refused(WRONG_EMAIL) from None
    address = f"{parts.local_part}@{parts.ascii_domain}".casefold()
    too_long = len(address) > EMAIL_LENGTH or len(parts.local_part) > LOCAL_LENGTH
    if too_long or not address.isascii() or _mixes_scripts(parts.domain):
        raise Refused(WRONG_EMAIL)
    return address


def _mixes_scripts(domain: str) -> bool:
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in domain if letter.isalpha()}
    return len(scripts) > 1


def phone(text: str) -> str:
    """A number in E.164: "+31715163000". Dutch numbers that have no such form stay as they are dialled: "14070",
    "08000543", "09001234567". Raises Refused."""
    compact = re.sub(r"[ ./()\u00a0\u2009\u2010-\u2013-]", "", text)
    if not re.fullmatch(r"\+?[0-9]{5,17}", compact):
        raise Refused(WRONG_PHONE)
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    if compact.startswith("+310"):
        compact = "+31" + compact[4:]  # +31 (0)71
    if re.fullmatch(r"140\d{2,3}|0[89]0[069](?:\d{4}|\d{7})", compact):
        return compact
    if re.fullmatch(r"0[1-9]\d{8}", compact):
        return "+31" + compact[1:]
    foreign = re.fullmatch(r"\+(?!31)[1-9]\d{7,14}", compact)
    if foreign or re.fullmatch(r"\+31[1-9]\d{8}", compact):
        return compact
    raise Refused(WRONG_PHONE)


def postcode(text: str, *, full: bool = True) -> str:
    """ "2225 AB" from "2225ab"; with full=False the four digits are enough: "2225". Raises Refused."""
    match = re.fullmatch(r"([1-9][0-9]{3})(?:[ \u00a0]{0,2}([A-Z]{2}))?", text.strip().upper())
    if match is None or match[2] in {"SA", "SD", "SS"} or (full and not match[2]):
        raise Refused(WRONG_POSTCODE if full else WRONG_POSTCODE4)
    return f"{match[1]} {match[2]}" if match[2] else match[1]


def kvk(text: str) -> str:
    """Eight digits: "27123456". The number has no check of its own. Raises Refused."""
    compact = re.sub(r"[ .\u00a0]", "", text)
    if not re.fullmatch(r"[0-9]{8}", compact):
        raise Refused(WRONG_KVK)
    return compact


def rsin(text: str) -> str:
    """Nine digits that pass the elfproef: "002564440". Raises Refused.

    Only for a field that asks an organisation for its RSIN: a BSN passes too, so it is never shown in public.
    """
    compact = re.sub(r"[ .\u00a0]", "", text)
    if not passes_elfproef(compact):
        raise Refused(WRONG_RSIN)
    return compact
