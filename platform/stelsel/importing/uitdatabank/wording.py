"""What people read of an event: why it is off, and what it costs."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.calendars.wording import shown
from stelsel.importing.uitdatabank.documents import parts, text

if TYPE_CHECKING:
    from stelsel.errors import Text

POSTPONED = "Uitgesteld."
BASE = "base"
CENTS = 100
MOST_CENTS = 100_000


class WrongPrice(Refused):
    message = _("De prijs is niet te lezen, of hij is hoger dan 1.000 euro.")


def reason(said: str, *, is_later: bool = False) -> str:
    """Why a moment is off; that it is postponed where nothing else is said."""
    return shown(said) or (POSTPONED if is_later else "")


def price(event: dict[str, Any]) -> "tuple[int | None, tuple[Text, ...]]":
    """The basic price in cents, None where there is none; and a note where there is more to say. Raises WrongPrice."""
    rows = parts(event, "priceInfo")
    base = next((row for row in rows if text(row, "category") == BASE), None)
    if base is None:
        return None, ()
    said = base.get("price")
    if (
        isinstance(said, bool)
        or not isinstance(said, int | float | str)
        or text(base, "priceCurrency") not in ("", "EUR")
    ):
        raise WrongPrice
    try:
        cents = int((Decimal(str(said)) * CENTS).to_integral_value())
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise WrongPrice from error
    if not 0 <= cents <= MOST_CENTS:
        raise WrongPrice
    return cents, (_("Er zijn meer prijzen. We nemen het basistarief over."),) if len(rows) > 1 else ()
