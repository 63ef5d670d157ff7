"""The reference data that platform administrators keep: which lists, which columns, which forms."""

from typing import Any, ClassVar

from flask import g, request
from sqlalchemy import ColumnElement, Select, select

from stelsel.billing.models import Plan
from stelsel.billing.words import PERIODS
from stelsel.geo import spelling, words
from stelsel.geo.models import Municipality, Place, PlaceName, PublicHoliday, SchoolHoliday
from stelsel.i18n import _
from stelsel.web.format import euro_short
from stelsel_admin.backoffice import forms, queries
from stelsel_admin.backoffice.editing import Reference
from stelsel_admin.backoffice.frame import Picked, Shown
from stelsel_tenants.activities import core_functions
from stelsel_tenants.activities.models import Concept, Programme, Theme
from stelsel_tenants.activities.themes import WORDS

GROUP = _("Naslag")
FUNCTIONS = {None: core_functions.UNSAID} | {one: words.name for one, words in core_functions.WORDS.items()}
THEMES = {theme: WORDS[theme].question for theme in Theme}
REGIONS = dict(words.REGIONS)
BREAKS = dict(words.BREAKS)
NO_LIMIT = {None: _("geen grens")}


class Concepts(Reference):
    group = GROUP
    about = _("Soorten hulp en activiteiten die overal in het netwerk hetzelfde heten.")
    key = ("slug",)
    order = (Concept.theme, Concept.position)
    searched = (Concept.name, Concept.slug)
    picked = (Picked("vraag", _("Vraag"), Concept.theme, THEMES),)
    shown = (
        Shown("name", _("Naam"), Concept.name),
        Shown("theme", _("Vraag"), Concept.theme, THEMES),
        Shown("programme", _("Programma"), Programme.name),
        Shown("core_function", _("Kernfunctie"), Concept.core_function, FUNCTIONS),
        Shown("places_target", _("Doel: plekken"), Concept.places_target),
        Shown("position", _("Volgorde"), Concept.position),
    )
    form = forms.ConceptForm
    form_columns = (
        "slug",
        "name",
        "name_en",
        "theme",
        "position",
        "places_target",
        "core_function",
        "programme_slug",
        "organisation_id",
        "summary",
        "text",
        "bring",
        "audience",
    )
    fixed = ("slug",)
    added = _("Nieuwe soort")

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.outerjoin(Programme, Programme.slug == Concept.programme_slug)

    def ready(self, form: Any) -> Any:
        form.programme_slug.choices = queries.programmes(g.scope)
        form.organisation_id.choices = queries.organisations(g.scope)
        return form


class Programmes(Reference):
    group = GROUP
    about = _("Landelijke programma's waar soorten aanbod bij horen.")
    key = ("slug",)
    order = (Programme.name,)
    searched = (Programme.name, Programme.slug)
    shown = (
        Shown("name", _("Naam"), Programme.name),
        Shown("slug", _("Kort kenmerk"), Programme.slug),
        Shown("summary", _("Waar het over gaat"), Programme.summary),
    )
    form = forms.ProgrammeForm
    form_columns = ("slug", "name", "summary", "owner_id")
    fixed = ("slug",)
    added = _("Nieuw programma")

    def ready(self, form: Any) -> Any:
        form.owner_id.choices = queries.organisations(g.scope)
        return form


class Plans(Reference):
    group = GROUP
    about = _("Waar bibliotheken uit kiezen. Hulp bij subsidies hangt nooit af van een abonnement.")
    key = ("slug",)
    order = (Plan.position, Plan.name)
    searched = (Plan.name, Plan.slug)
    shown = (
        Shown("name", _("Naam"), Plan.name),
        Shown("price_cents", _("Prijs zonder btw"), Plan.price_cents, say=euro_short),
        Shown("period", _("Periode"), Plan.period, PERIODS),
        Shown("inhabitants", _("Inwoners, hoogstens"), Plan.inhabitants, NO_LIMIT),
        Shown("branches", _("Vestigingen, hoogstens"), Plan.branches, NO_LIMIT),
        Shown("is_offered", _("Te kiezen"), Plan.is_offered),
        Shown("is_example", _("Voorbeeld"), Plan.is_example),
    )
    form = forms.PlanForm
    form_columns = (
        "slug",
        "name",
        "summary",
        "price_cents",
        "period",
        "vat_percent",
        "inhabitants",
        "branches",
        "people",
        "own_host",
        "imports",
        "position",
        "is_offered",
        "is_example",
    )
    fixed = ("slug",)
    added = _("Nieuw abonnement")


class Places(Reference):
    group = GROUP
    about = _("Plaatsen die mensen noemen als ze hulp in de buurt zoeken.")
    order = (Place.name,)
    searched = (Place.name,)
    shown = (
        Shown("name", _("Plaats"), Place.name),
        Shown("municipality", _("Gemeente"), Municipality.name),
        Shown("inhabitants", _("Inwoners"), Place.inhabitants),
        Shown("postal", _("In het postregister"), Place.postal),
    )
    form = forms.PlaceForm
    change_template = "backoffice/change_place.html"
    form_columns = ("name", "municipality_code", "lat", "lon", "inhabitants", "postal")
    added = _("Nieuwe plaats")

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.join(Municipality, Municipality.code == Place.municipality_code)

    def found(self, term: str) -> ColumnElement[bool]:
        """By any spelling, as the finder does."""
        named = select(PlaceName.place_id).where(PlaceName.key.startswith(spelling.key(term), autoescape=True))
        return Place.id.in_(named)

    def ready(self, form: Any) -> Any:
        form.municipality_code.choices = queries.municipalities(g.scope)
        return form


class PlaceNames(Reference):
    """Added from the page of a place; a name is never changed, as its key follows from it."""

    pages: ClassVar[tuple[str, ...]] = ("index_view", "add", "remove")
    group = GROUP
    about = _("Alle manieren om een plaats te schrijven. Een naam voegt u toe bij de plaats zelf.")
    key = ("key", "place_id")
    order = (PlaceName.name,)
    searched = (PlaceName.name,)
    shown = (
        Shown("name", _("Naam"), PlaceName.name),
        Shown("place", _("Plaats"), Place.name),
        Shown("municipality", _("Gemeente"), Municipality.name),
    )
    form = forms.PlaceNameForm
    form_columns = ("name",)
    is_added_here = False
    has_deeds = True
    added = _("Andere naam")

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.join(Place, Place.id == PlaceName.place_id).join(
            Municipality, Municipality.code == Place.municipality_code
        )

    def found(self, term: str) -> ColumnElement[bool]:
        return PlaceName.key.startswith(spelling.key(term), autoescape=True)

    def given(self) -> dict[str, Any]:
        return {"place_id": queries.place_id(g.scope, request.args.get("plaats", ""))}


class PublicHolidays(Reference):
    group = GROUP
    about = _("Dagen waarop bibliotheken dicht zijn en roosters overslaan.")
    key = ("day", "key")
    order = (PublicHoliday.day,)
    searched = (PublicHoliday.name,)
    shown = (
        Shown("name", _("Naam"), PublicHoliday.name),
        Shown("day", _("Dag"), PublicHoliday.day),
        Shown("closed", _("Dicht"), PublicHoliday.closed),
    )
    form = forms.PublicHolidayForm
    form_columns = ("day", "name", "closed")
    fixed = ("day",)
    added = _("Nieuwe feestdag")


class SchoolHolidays(Reference):
    group = GROUP
    about = _("Schoolvakanties per regio, voor roosters die dan stoppen.")
    key = ("school_year", "kind", "region")
    order = (SchoolHoliday.first_day,)
    picked = (
        Picked("vakantie", _("Vakantie"), SchoolHoliday.kind, BREAKS),
        Picked("regio", _("Regio"), SchoolHoliday.region, REGIONS),
    )
    shown = (
        Shown("kind", _("Vakantie"), SchoolHoliday.kind, BREAKS),
        Shown("school_year", _("Schooljaar"), SchoolHoliday.school_year),
        Shown("region", _("Regio"), SchoolHoliday.region, REGIONS),
        Shown("first_day", _("Eerste dag"), SchoolHoliday.first_day),
        Shown("last_day", _("Laatste dag"), SchoolHoliday.last_day),
        Shown("certainty", _("Zekerheid"), SchoolHoliday.certainty, dict(words.CERTAINTIES)),
    )
    form = forms.SchoolHolidayForm
    form_columns = ("school_year", "kind", "region", "first_day", "last_day", "certainty", "source")
    fixed = ("school_year", "kind", "region")
    added = _("Nieuwe vakantie")

    def called(self, row: Any) -> str:
        return f"{BREAKS[row.kind]} {row.school_year}, {REGIONS[row.region]}"
