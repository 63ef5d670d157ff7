"""How kinds, roles, facts and languages are called."""

from stelsel.i18n import _
from stelsel.tenancy import OrganisationKind
from stelsel_tenants.organisations.models import ContactRole

KINDS = {
    OrganisationKind.GOVERNMENT: _("Overheid"),
    OrganisationKind.SOCIAL_SERVICE: _("Sociale dienst"),
    OrganisationKind.WELFARE: _("Welzijn"),
    OrganisationKind.VOLUNTEERS: _("Vrijwilligers"),
    OrganisationKind.EDUCATION: _("Onderwijs"),
    OrganisationKind.CARE: _("Zorg"),
    OrganisationKind.COMPANY: _("Bedrijf"),
    OrganisationKind.LIBRARY: _("Bibliotheek"),
    OrganisationKind.OTHER: _("Anders"),
}
ROLES = {
    ContactRole.GENERAL: _("Algemeen"),
    ContactRole.PLANNING: _("Planning"),
    ContactRole.PRIVACY: _("Privacy"),
    ContactRole.PRESS: _("Pers"),
}
LANGUAGES = {
    "nl": _("Nederlands"),
    "en": _("Engels"),
    "ar": _("Arabisch"),
    "tr": _("Turks"),
    "pl": _("Pools"),
    "uk": _("Oekraïens"),
    "ti": _("Tigrinya"),
    "fa": _("Farsi"),
    "so": _("Somalisch"),
    "fr": _("Frans"),
    "es": _("Spaans"),
    "de": _("Duits"),
    "fy": _("Fries"),
    "pap": _("Papiaments"),
}
FACTS = {
    "name": _("Naam"),
    "names": _("Andere namen"),
    "kind": _("Soort"),
    "summary": _("Wat zij doet"),
    "kvk": _("KvK-nummer"),
    "rsin": _("RSIN"),
    "oin": _("OIN"),
    "website": _("Website"),
    "phone": _("Telefoon"),
    "email": _("E-mail"),
    "areas": _("Werkgebied"),
    "languages": _("Talen"),
    "contacts": _("Contactpersonen"),
    "logo": _("Logo"),
}
"""Every fact that somebody keeps, in the order of the page."""
