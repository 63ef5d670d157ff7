"""Sentences that many fields share, so that one thing is said in one way."""

from typing import Any

from stelsel.i18n import _, _n

MISSING = _("Vul dit in.")
MISSING_CHOICE = _("Kies een antwoord.")
BLANK = _("Maak een keuze")
MISSING_FILE = _("Kies een bestand.")
PICTURE_HINT = _("PNG, JPEG of WebP, ten hoogste 5 MB.")
UNKNOWN_CHOICE = _("Kies een van de antwoorden die hier staan.")
WRONG_NUMBER = _("Vul een heel getal in, met alleen cijfers.")
WRONG_AMOUNT = _("Vul een bedrag in, zoals 1.234,50.")
WRONG_DAY = _("Vul een dag in die bestaat, zoals 24-03-2027.")
WRONG_CLOCK = _("Vul een tijd in, zoals 10.00.")
WRONG_COLOUR = _("Vul een kleur in, zoals #0077a8.")
EXPIRED = _("Deze pagina stond te lang open. Er is nog niets bewaard. Kijk na wat u invulde en verstuur het opnieuw.")
FROM_ELSEWHERE = _("Dit formulier kwam niet van deze site. Er is niets bewaard. Open de pagina opnieuw.")


def too_long(limit: int) -> Any:
    return _n("Maak dit korter: %(num)d teken is het meeste.", "Maak dit korter: %(num)d tekens is het meeste.", limit)


def too_short(limit: int) -> Any:
    return _n("Schrijf iets meer: ten minste %(num)d teken.", "Schrijf iets meer: ten minste %(num)d tekens.", limit)


def too_many(limit: int) -> Any:
    return _n("Kies er niet meer dan %(num)d.", "Kies er niet meer dan %(num)d.", limit)


def between(low: Any, high: Any) -> Any:
    """Both ends count. Either may be None."""
    if low is None:
        return _("Vul ten hoogste %(high)s in.", high=high)
    if high is None:
        return _("Vul ten minste %(low)s in.", low=low)
    return _("Vul iets in van %(low)s tot en met %(high)s.", low=low, high=high)
