"""Forms of the agenda by mail."""

from collections.abc import Iterable
from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import Choice, EmailText, Form

Pairs = Iterable[tuple[str, Any]]
EVERYTHING = "alles"


class KindForm(Form):
    """What it is about. Its page may stand on a library's own host, where there is no cookie: checked by origin."""

    kind = Choice(_("Waarover wilt u een mail?"), name="soort")

    def __init__(self, kinds: Pairs, kind: str) -> None:
        super().__init__(data={"kind": kind or EVERYTHING})
        self.kind.choices = [(EVERYTHING, _("Alles in de agenda")), *kinds]

    @property
    def about(self) -> str:
        """The kind as it is kept: empty for everything."""
        return "" if self.kind.data == EVERYTHING else str(self.kind.data)


class AskForm(KindForm):
    email = EmailText(
        _("Uw e-mailadres"),
        autocomplete="email",
        hint=_("We gebruiken het alleen voor deze mail. Stoppen kan altijd met één klik."),
    )
