"""Why an address gave nothing, in words for who typed it."""

from stelsel.errors import Refused
from stelsel.i18n import _


class Failed(Refused):
    """What was asked for did not come."""

    field = "address"
    message = _("Dit adres geeft nu geen antwoord. Kijk of u het in een browser kunt openen.")


class WrongAddress(Failed):
    message = _(
        "Dit is geen adres dat we kunnen ophalen. Het begint met https:// of http://, zonder naam en wachtwoord."
    )


class ClosedAddress(Failed):
    message = _("Dit adres ligt niet op het open internet. Gebruik een adres dat iedereen kan openen.")


class NoAnswer(Failed):
    pass


class NotTrusted(Failed):
    message = _("Het certificaat van dit adres klopt niet. Vraag de beheerder van die site om het te vernieuwen.")


class TooSlow(Failed):
    message = _("Dit adres antwoordt te langzaam. We wachten hoogstens 10 seconden.")


class TooLarge(Failed):
    message = _("Wat dit adres geeft, is te groot. We lezen hoogstens 5 MB.")


class Incomplete(Failed):
    message = _("Het antwoord van dit adres brak af of was niet te lezen.")


class TooManyRedirects(Failed):
    message = _("Dit adres verwijst te vaak door. Vul het adres in waar de agenda echt staat.")


class WrongStatus(Failed):
    """The server answered with something else than the thing itself."""

    def __init__(self, status: int) -> None:
        super().__init__(_("Dit adres antwoordt met fout %(status)s. Kijk of het nog klopt.", status=status))
