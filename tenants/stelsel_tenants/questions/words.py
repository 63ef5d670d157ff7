"""What the answers are called, in the order of the form, and what usually goes with a topic."""

from typing import Any

from stelsel.i18n import _
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.questions.models import Body, Channel, Half, Kind, Topic

TOPICS: dict[Topic, Any] = {
    Topic.DIGID: _("DigiD"),
    Topic.DEVICE: _("Computer en mobiel"),
    Topic.BENEFITS: _("Toeslagen"),
    Topic.TAX: _("Belasting"),
    Topic.LETTER: _("Brief of formulier"),
    Topic.MESSAGES: _("MijnOverheid"),
    Topic.MUNICIPAL: _("Gemeente"),
    Topic.WORK: _("Werk en uitkering"),
    Topic.PENSION: _("AOW en pensioen"),
    Topic.STUDY: _("School en studie"),
    Topic.DRIVING: _("Rijbewijs en auto"),
    Topic.CARE: _("Zorg"),
    Topic.HOUSING: _("Wonen"),
    Topic.MONEY: _("Geld en schulden"),
    Topic.COURSE: _("Cursus"),
    Topic.LIBRARY: _("De bibliotheek zelf"),
    Topic.OTHER: _("Iets anders"),
}
KINDS: dict[Kind, Any] = {
    Kind.CONTACT: _("Digitaal iets regelen met een organisatie"),
    Kind.COURSE: _("Een cursus zoeken of beginnen"),
    Kind.SOCIETY: _("Uitleg over de digitale samenleving"),
    Kind.PROVIDERS: _("Uitleg over organisaties en regelingen"),
    Kind.REFERRAL: _("De weg wijzen naar wie kan helpen"),
    Kind.LIBRARY: _("Dienst van de bibliotheek"),
    Kind.OTHER: _("Iets anders"),
}
BODIES: dict[Body, Any] = {
    Body.BELASTINGDIENST: _("Belastingdienst"),
    Body.TOESLAGEN: _("Dienst Toeslagen"),
    Body.LOGIUS: _("Logius (DigiD, MijnOverheid)"),
    Body.MUNICIPALITY: _("Gemeente"),
    Body.UWV: _("UWV"),
    Body.SVB: _("SVB"),
    Body.DUO: _("DUO"),
    Body.CAK: _("CAK"),
    Body.CBR: _("CBR"),
    Body.RDW: _("RDW"),
    Body.CJIB: _("CJIB"),
    Body.IND: _("IND"),
    Body.HEALTH_INSURER: _("Zorgverzekeraar"),
    Body.LEGAL_AID: _("Juridisch Loket"),
    Body.OTHER: _("Een andere organisatie"),
}
CHANNELS: dict[Channel, Any] = {
    Channel.DESK: _("Aan de balie"),
    Channel.PHONE: _("Telefoon"),
    Channel.ONLINE: _("Online"),
    Channel.ELSEWHERE: _("Ergens anders"),
}
HALVES: dict[Half, Any] = {Half.MORNING: _("Ochtend"), Half.AFTERNOON: _("Middag"), Half.EVENING: _("Avond")}

USUAL_KINDS: dict[Topic, Kind] = {
    Topic.DEVICE: Kind.SOCIETY,
    Topic.MUNICIPAL: Kind.PROVIDERS,
    Topic.CARE: Kind.PROVIDERS,
    Topic.HOUSING: Kind.PROVIDERS,
    Topic.MONEY: Kind.REFERRAL,
    Topic.COURSE: Kind.COURSE,
    Topic.LIBRARY: Kind.LIBRARY,
    Topic.OTHER: Kind.OTHER,
}
"""Where it is another than `Kind.CONTACT`."""
USUAL_BODIES: dict[Topic, Body] = {
    Topic.DIGID: Body.LOGIUS,
    Topic.BENEFITS: Body.TOESLAGEN,
    Topic.TAX: Body.BELASTINGDIENST,
    Topic.MESSAGES: Body.LOGIUS,
    Topic.MUNICIPAL: Body.MUNICIPALITY,
    Topic.WORK: Body.UWV,
    Topic.PENSION: Body.SVB,
    Topic.STUDY: Body.DUO,
    Topic.DRIVING: Body.CBR,
}
NEEDS: dict[Topic, Theme] = {
    Topic.DIGID: Theme.DIGITAL,
    Topic.DEVICE: Theme.DIGITAL,
    Topic.BENEFITS: Theme.TAX,
    Topic.TAX: Theme.TAX,
    Topic.LETTER: Theme.LETTER,
    Topic.MESSAGES: Theme.DIGITAL,
    Topic.WORK: Theme.WORK,
    Topic.CARE: Theme.CARE,
    Topic.MONEY: Theme.MONEY,
}
"""Where somebody with this question is sent on to; others say it at the desk."""


def usual_kind(topic: Topic) -> Kind:
    return USUAL_KINDS.get(topic, Kind.CONTACT)
