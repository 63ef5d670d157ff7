"""Pages of text: what we promise, where facts come from, and how to take part."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web import kept
from stelsel_tenants.finder import links

SOURCES = (
    (_("Gemeenten, provincies, kerncijfers"), "CBS", "CC BY 4.0", "2021-2025"),
    (_("Inwoners per gemeente"), "CBS", "CC BY 4.0", _("2021; nieuwste voorlopig")),
    (_("Grenzen, vereenvoudigd"), _("CBS en Kadaster"), "CC BY 4.0", "2025"),
    (_("Plaatsen en postcodes"), "GeoNames", "CC BY 4.0", "2019-2024"),
    (_("53 postcodegebieden"), "4PP", "MIT", "2014"),
    (_("Schoolvakanties"), _("Rijksoverheid"), _("feiten, publiek domein"), "2025-2028"),
    (_("Bibliotheken"), "OpenStreetMap name-suggestion-index", "BSD 3-Clause", "2026"),
    (_("Vestigingen"), _("Kiesraad en Waar is mijn stemlokaal; GeoNames"), "CC0 1.0; CC BY 4.0", "2025"),
    (_("Andere schrijfwijzen, feestdagen"), _("Eigen werk"), "EUPL-1.2", "2026"),
)
"""What it is, whose, under which licence, of when: `geo/data/SOURCES.md` and NOTICE say more."""

bp = Blueprint("texts", __name__, template_folder="templates")
bp.context_processor(links.given)


@bp.get("/toegankelijkheid")
@requires(Permission.OPEN_READ)
@kept.page
def accessibility(_scope: Scope) -> ResponseReturnValue:
    return render_template("finder/accessibility.html")


@bp.get("/privacy")
@requires(Permission.OPEN_READ)
@kept.page
def privacy(_scope: Scope) -> ResponseReturnValue:
    return render_template("finder/privacy.html")


@bp.get("/open-data")
@requires(Permission.OPEN_READ)
@kept.page
def open_data(_scope: Scope) -> ResponseReturnValue:
    return render_template("finder/open_data.html", sources=SOURCES)


@bp.get("/voor-bibliotheken")
@requires(Permission.OPEN_READ)
@kept.page
def for_libraries(_scope: Scope) -> ResponseReturnValue:
    return render_template("finder/for_libraries.html")


@bp.get("/voor-partners")
@requires(Permission.OPEN_READ)
@kept.page
def for_partners(_scope: Scope) -> ResponseReturnValue:
    return render_template("finder/for_partners.html")
