"""What plans are called by."""

from typing import Any

from stelsel.billing.models import Period
from stelsel.i18n import _

PERIODS: dict[Period, Any] = {Period.MONTH: _("per maand"), Period.YEAR: _("per jaar")}
