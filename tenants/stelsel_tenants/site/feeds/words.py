"""What a feed says of a session in words, a line each."""

from collections.abc import Iterator

from stelsel.i18n import LANGUAGES, _
from stelsel.web.format import euro_short, language_name, moment
from stelsel_tenants.activities.models import SessionState
from stelsel_tenants.site.feeds.entries import About, Entry


def lines(entry: Entry) -> list[str]:
    """When and where, what is different, and what it is: for who reads a feed."""
    said = (moment(entry.starts_at, year=True), entry.where, entry.reason or moved(entry), entry.about.text)
    return [line for line in said if line]


def state(entry: Entry) -> str:
    """What is different from what was told before; "" where nothing is."""
    if not entry.is_off:
        return moved(entry)
    if entry.state == SessionState.PAUSED:
        return str(_("Tijdelijk gestopt. %(reason)s", reason=entry.reason)).strip()
    return str(_("Gaat niet door. %(reason)s", reason=entry.reason)).strip()


def moved(entry: Entry) -> str:
    """What the new time replaces; "" where it was not moved."""
    if entry.moved_from is None or entry.is_off:
        return ""
    return str(_("Verplaatst. Eerst was het op %(moment)s.", moment=moment(entry.moved_from)))


def about(text: About, partner: str, spoken: str, cost_cents: int) -> str:
    """What somebody needs to know beside the day and the place, which a calendar shows by itself."""
    return "\n".join(_about(text, partner, spoken, cost_cents))


def _about(text: About, partner: str, spoken: str, cost_cents: int) -> Iterator[str]:
    if text.text:
        yield text.text
    if partner:
        yield str(_("Met %(partner)s.", partner=partner))
    if spoken != LANGUAGES[0]:
        yield str(_("In het %(language)s.", language=language_name(spoken)))
    if text.bring:
        yield str(_("Neem mee: %(what)s", what="; ".join(text.bring.split("\n"))))
    if cost_cents:
        yield str(_("Kosten: %(cost)s", cost=euro_short(cost_cents)))
