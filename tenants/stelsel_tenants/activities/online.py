"""Taking part from home: its link, and the rules that an offer keeps about it."""

import re

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel_tenants.activities.models import TAKES_SIGN_UPS, Entry, Mode
from stelsel_tenants.activities.offer import Offer

LONGEST = 500
_LINK = re.compile(r"https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?::[0-9]{1,5})?(?:[/?#][!-~]*)?")


class WrongLink(Refused):
    field = "online_link"
    message = _("Plak hier de hele link van de bijeenkomst. Hij begint met https://.")


class NoLink(Refused):
    field = "online_link"
    message = _("Plak de link van de bijeenkomst. Wie zich aanmeldt, krijgt hem in de mail.")


class LinkNeedsOnline(Refused):
    field = "online_link"
    message = _("Een link hoort bij „Online”. Kies dat bij „Waar doet iemand mee”, of maak dit vak leeg.")


class OnlineNeedsSignUp(Refused):
    field = "entry"
    message = _("Wie online meedoet, moet zich aanmelden: anders weten we niet wie de link moet krijgen.")


class AppointmentIsOneWay(Refused):
    field = "mode"
    message = _("Een afspraak is in de vestiging of online, niet allebei. Maak er twee activiteiten van.")


class NoOnlinePlaces(Refused):
    field = "online_capacity"
    message = _("Vul in hoeveel mensen online kunnen meedoen.")


class PlacesNeedBoth(Refused):
    field = "online_capacity"
    message = _("Dit aantal is alleen voor „In de vestiging of online”. Gebruik anders „Aantal plaatsen”.")


def check(offer: Offer) -> None:
    """Raises the refusals above."""
    if offer.mode is Mode.AT_BRANCH:
        if offer.online_link:
            raise LinkNeedsOnline
    elif offer.entry not in TAKES_SIGN_UPS:
        raise OnlineNeedsSignUp
    elif not offer.online_link:
        raise NoLink
    elif link(offer.online_link) != offer.online_link:
        raise WrongLink
    if offer.mode is Mode.BOTH and offer.entry is Entry.APPOINTMENT:
        raise AppointmentIsOneWay
    if offer.mode is Mode.BOTH and offer.online_capacity is None:
        raise NoOnlinePlaces
    if offer.mode is not Mode.BOTH and offer.online_capacity is not None:
        raise PlacesNeedBoth


def link(text: str) -> str:
    """The address as it is followed, its host in small letters. Raises WrongLink."""
    scheme, _colon, rest = text.strip().partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    address = f"{scheme.lower()}://{host.lower()}{rest[len(host) :]}"
    if len(address) > LONGEST or not _LINK.fullmatch(address):
        raise WrongLink
    return address


def displaces(before: Mode, after: Mode) -> bool:
    """Would who signed up have to take part in another way? Who comes to the branch may still do so beside others."""
    return after is not before and (before, after) != (Mode.AT_BRANCH, Mode.BOTH)
