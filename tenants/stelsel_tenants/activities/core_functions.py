"""The functions of the library, as the yearly delivery names them: each with what belongs to it."""

from typing import Any, NamedTuple

from stelsel.i18n import _
from stelsel_tenants.activities.models import CoreFunction


class Words(NamedTuple):
    name: Any
    means: Any


WORDS: dict[CoreFunction, Words] = {
    CoreFunction.KNOWLEDGE: Words(_("Kennis en informatie"), _("Spreekuren, voorlichting en informatiepunten.")),
    CoreFunction.EDUCATION: Words(_("Ontwikkeling en educatie"), _("Cursussen in taal en digitale vaardigheden.")),
    CoreFunction.READING: Words(_("Lezen en literatuur"), _("Voorlezen, leeskringen en schrijvers op bezoek.")),
    CoreFunction.MEETING: Words(_("Ontmoeting en debat"), _("Themacafés, gesprekken en ontmoetingen.")),
    CoreFunction.CULTURE: Words(_("Kunst en cultuur"), _("Exposities, muziek, film en theater.")),
}
UNSAID = _("Nog niet ingedeeld")
"""What stands where nobody said as what a concept counts."""
