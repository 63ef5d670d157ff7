"""The back office: reference data to keep, an explicit list of what may be seen, and nothing else.

No subsidy case, no ledger, no sign-up, no row of a library: `Listing` refuses a table that a tenant owns, and
`LISTED` is what there is.
"""

from flask import Blueprint, Flask
from flask_admin import Admin

from stelsel.access import Permission, require_endpoint
from stelsel.billing.models import Plan
from stelsel.db import Shared
from stelsel.geo.models import Place, PlaceName, PublicHoliday, SchoolHoliday
from stelsel.i18n import _
from stelsel.identity.models import SignIn, User
from stelsel.jobs import Job, Schedule
from stelsel.mail import Letter
from stelsel.tenancy import Organisation, Tenant
from stelsel.web import menu
from stelsel_admin.backoffice import reference, watching
from stelsel_admin.backoffice.frame import ENTRY, Home, Listing
from stelsel_tenants.activities.models import Concept, Programme

__all__ = ["LISTED", "init_app"]

# Endpoint and address, model, view, what the menu calls it.
LISTED: tuple[tuple[str, str, type[Shared], type[Listing], object], ...] = (
    ("concepts", "soorten", Concept, reference.Concepts, _("Soorten aanbod")),
    ("programmes", "programmas", Programme, reference.Programmes, _("Programma's")),
    ("plans", "abonnementen", Plan, reference.Plans, _("Abonnementen")),
    ("places", "plaatsen", Place, reference.Places, _("Plaatsen")),
    ("place_names", "plaatsnamen", PlaceName, reference.PlaceNames, _("Plaatsnamen")),
    ("public_holidays", "feestdagen", PublicHoliday, reference.PublicHolidays, _("Feestdagen")),
    ("school_holidays", "schoolvakanties", SchoolHoliday, reference.SchoolHolidays, _("Schoolvakanties")),
    ("organisations", "organisaties", Organisation, watching.Organisations, _("Organisaties")),
    ("tenants", "deelnemers", Tenant, watching.Tenants, _("Deelnemers")),
    ("users", "mensen", User, watching.Users, _("Mensen")),
    ("sign_ins", "ingelogd", SignIn, watching.SignIns, _("Ingelogd")),
    ("jobs", "taken", Job, watching.Jobs, _("Taken")),
    ("schedules", "vaste-taken", Schedule, watching.Schedules, _("Vaste taken")),
    ("letters", "mails", Letter, watching.Letters, _("Mails")),
)


def init_app(app: Flask) -> None:
    app.register_blueprint(Blueprint("backoffice_pages", __name__, template_folder="templates"))
    home = Home(name=_("Overzicht"), endpoint="backoffice", url=ENTRY.rstrip("/"))
    admin = Admin(app, name="Stelsel", index_view=home, url=home.url, endpoint=home.endpoint)
    for endpoint, path, model, view, name in LISTED:
        admin.add_view(view(model, name=name, endpoint=f"backoffice_{endpoint}", url=path))
    for endpoint in {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith(ENTRY)}:
        require_endpoint(app, endpoint, Permission.PLATFORM_BACKOFFICE)
    menu.add(app, "national", menu.Entry(_("Back office"), ENTRY, "settings", Permission.PLATFORM_BACKOFFICE, order=90))
