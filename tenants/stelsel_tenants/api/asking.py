"""What lists can be asked: the parameters behind the question mark."""

from typing import Any

from stelsel.i18n import _
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.api.fields import AskedWhole, Day, Id, Instant, Text, Word, between
from stelsel_tenants.api.lists import ListQuery
from stelsel_tenants.api.schemas import said
from stelsel_tenants.finder.wish import LONGEST_PLACE, RADII
from stelsel_tenants.site.models import ThingKind

FARTHEST = RADII[-1]


def library() -> Text:
    return Text(40, metadata=said(_("Alleen van deze bibliotheek: haar korte naam."), example="katwijk"))


def changed() -> Instant:
    return Instant(metadata=said(_("Alleen wat sindsdien anders werd.")))


class Around(ListQuery):
    near = Text(
        LONGEST_PLACE,
        metadata=said(
            _("Vier cijfers van een postcode, of een plaatsnaam die maar één keer voorkomt."), example="2225"
        ),
    )
    radius = AskedWhole(
        validate=between(1, FARTHEST), metadata=said(_("Kilometers rond „near”; anders 15."), example=15)
    )


class LibraryQuery(ListQuery):
    province = Text(4, metadata=said(_("Code van de provincie (CBS)."), example="PV28"))


class BranchQuery(Around):
    library = library()
    modified_since = changed()


class ConceptQuery(ListQuery):
    theme = Word(Theme)


class PartnershipQuery(ListQuery):
    library = library()
    organisation_id = Id()
    modified_since = changed()


class Offered(Around):
    library = library()
    branch_id = Id(metadata=said(_("Alleen bij deze vestiging.")))
    concept = Text(40, metadata=said(_("Alleen deze soort hulp: haar korte naam."), example="belastinghulp"))
    theme = Word(Theme, metadata=said(_("Alleen bij deze levensvraag.")))
    organisation_id = Id(metadata=said(_("Alleen van deze partner.")))
    modified_since = changed()


class ActivityQuery(Offered):
    pass


class SessionQuery(Offered):
    activity_id = Id()
    first = Day(data_key="from", metadata=said(_("De eerste dag; anders vandaag.")))
    last = Day(data_key="until", metadata=said(_("De laatste dag, die meetelt.")))


class ChangeQuery(ListQuery):
    kind = Word(ThingKind)
    modified_since = Instant(metadata=said(_("Vanaf hier: „until” van de vorige keer. Anders vanaf het begin.")))


def kept(query: dict[str, Any], *names: str) -> dict[str, Any]:
    """Those of the parameters, and None for what was not asked."""
    return {name: query.get(name) for name in names}
