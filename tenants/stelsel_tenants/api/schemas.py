"""What is told: the shapes of answers, with a word on what people may misread."""

from typing import Any

from marshmallow import fields

from stelsel.i18n import _
from stelsel_tenants.activities.models import Entry, Mode, SessionState, Theme
from stelsel_tenants.api.fields import Id, Part, Schema, Text, Word
from stelsel_tenants.site.models import ThingKind

CHANGED = _("Wanneer dit voor het laatst anders werd.")
PAGE = _("De bladzijde voor mensen.")
EXAMPLE = _("Verzonnen, om te laten zien hoe het werkt.")
IN_WORDS = _("Het rooster in woorden, in de taal van het verzoek.")
LIBRARY = _("De korte naam van de bibliotheek.")
NEXT = _("Het adres van de volgende bladzijde; leeg op de laatste.")


def said(words: Any, **more: Any) -> dict[str, Any]:
    """The `metadata` of a field."""
    return {"description": words, **more}


def instant(**kwargs: Any) -> fields.DateTime:
    return fields.DateTime(format="iso", **kwargs)


def nullable(**kwargs: Any) -> dict[str, Any]:
    return {"allow_none": True, **kwargs}


class Library(Schema):
    slug = Text(40, metadata=said(_("De korte naam, zoals in adressen."), example="katwijk"))
    name = Text(120)
    place = Text(80)
    province = fields.String(**nullable(metadata=said(_("Code van de provincie (CBS)."), example="PV28")))
    website = fields.String(**nullable())
    url = fields.String(metadata=said(PAGE))


class Opening(Schema):
    weekday = fields.Integer(metadata=said(_("1 is maandag, 7 is zondag."), minimum=1, maximum=7))
    opens = fields.String(metadata={"example": "10:00"})
    closes = fields.String(metadata={"example": "17:30"})


class OtherOpening(Schema):
    day = fields.String(metadata={"format": "date"})
    opens = fields.String(**nullable(metadata=said(_("Leeg: die dag is de vestiging dicht."))))
    closes = fields.String(**nullable())
    reason = fields.String()


class Branch(Schema):
    id = Id()
    library = fields.String(metadata=said(LIBRARY))
    name = fields.String()
    kind = fields.String()
    street = fields.String()
    postcode = fields.String()
    place = fields.String()
    municipality = fields.String(metadata=said(_("Code van de gemeente (CBS)."), example="GM0537"))
    province = fields.String()
    latitude = fields.Float(metadata=said(_("Graden, WGS84.")))
    longitude = fields.Float()
    phone = fields.String()
    email = fields.String()
    directions = fields.String()
    hours = fields.List(Part(Opening), metadata=said(_("Leeg: niemand heeft ze verteld.")))
    other_hours = fields.List(Part(OtherOpening))
    present = fields.List(fields.String(), metadata=said(_("Wat er is voor de toegankelijkheid.")))
    absent = fields.List(fields.String(), metadata=said(_("Wat er niet is. Van al het andere weten we het niet.")))
    is_example = fields.Boolean(metadata=said(EXAMPLE))
    changed_at = instant(metadata=said(CHANGED))
    distance = fields.Float(**nullable(metadata=said(_("Kilometers van „near”; anders leeg."))))
    url = fields.String(metadata=said(PAGE))


class Concept(Schema):
    slug = fields.String()
    name = fields.String()
    theme = Word(Theme, metadata=said(_("De levensvraag waar het bij hoort.")))
    summary = fields.String()
    audience = fields.String()
    organisation_id = Id(**nullable())


class Organisation(Schema):
    id = Id()
    slug = fields.String()
    name = fields.String()
    website = fields.String(**nullable())
    phone = fields.String(**nullable())
    summary = fields.String()


class Partnership(Schema):
    id = Id()
    library = fields.String(metadata=said(LIBRARY))
    organisation_id = Id()
    organisation = fields.String()
    does = fields.String(metadata=said(_("Wat de partner hier doet, in gewone woorden.")))
    themes = fields.List(fields.String())
    since = fields.Date()
    verified_on = fields.Date(**nullable(metadata=said(_("De laatste dag waarop iemand keek of dit nog klopt."))))
    is_example = fields.Boolean(metadata=said(EXAMPLE))
    changed_at = instant(metadata=said(CHANGED))


class Activity(Schema):
    id = Id()
    library = fields.String(metadata=said(LIBRARY))
    branch_id = Id()
    concept = fields.String()
    theme = Word(Theme)
    title = fields.String()
    summary = fields.String()
    text = fields.String(metadata=said(_("Markdown.")))
    audience = fields.String()
    bring = fields.String()
    language = fields.String()
    room = fields.String()
    cost_cents = fields.Integer()
    entry = Word(Entry)
    mode = Word(Mode)
    organisation_id = Id(**nullable(metadata=said(_("De partner die het doet; leeg: de bibliotheek zelf."))))
    organisation = fields.String()
    schedule = fields.String(metadata=said(IN_WORDS))
    verified_on = fields.Date(**nullable())
    published_at = instant()
    is_example = fields.Boolean(metadata=said(EXAMPLE))
    changed_at = instant(metadata=said(CHANGED))
    url = fields.String(metadata=said(PAGE))


class Session(Schema):
    id = Id(metadata=said(_("Verandert nooit, ook niet als het moment wordt verplaatst.")))
    library = fields.String(metadata=said(LIBRARY))
    activity_id = Id()
    branch_id = Id()
    concept = fields.String()
    theme = Word(Theme)
    title = fields.String()
    starts_at = instant()
    ends_at = instant()
    status = Word(SessionState, metadata=said(_("Wat vervalt, blijft erin staan: kijk altijd naar „status”.")))
    reason = fields.String()
    entry = Word(Entry)
    mode = Word(Mode)
    seats_left = fields.Integer(**nullable(metadata=said(_("Leeg: er worden geen plaatsen geteld."))))
    cost_cents = fields.Integer()
    language = fields.String()
    audience = fields.String()
    organisation_id = Id(**nullable())
    organisation = fields.String()
    room = fields.String()
    schedule = fields.String(metadata=said(IN_WORDS))
    moved_from = instant(**nullable(metadata=said(_("Het begin dat eerder was verteld."))))
    sequence = fields.Integer(metadata=said(_("Eén hoger bij elke wijziging van tijd, plaats of status.")))
    is_example = fields.Boolean(metadata=said(EXAMPLE))
    changed_at = instant(metadata=said(CHANGED))
    url = fields.String(metadata=said(PAGE))


class Change(Schema):
    kind = Word(ThingKind)
    id = Id()
    library = fields.String(metadata=said(LIBRARY))
    changed_at = instant()
    deleted = fields.Boolean(metadata=said(_("Dit is niet meer openbaar: verwijder het bij u.")))
    href = fields.String(**nullable(metadata=said(_("Waar het nu te lezen is; leeg als het weg is."))))


class LibraryPage(Schema):
    items = fields.List(Part(Library))
    next = fields.String(**nullable(metadata=said(NEXT)))


class BranchPage(Schema):
    items = fields.List(Part(Branch))
    next = fields.String(**nullable(metadata=said(NEXT)))


class ConceptPage(Schema):
    items = fields.List(Part(Concept))
    next = fields.String(**nullable(metadata=said(NEXT)))


class OrganisationPage(Schema):
    items = fields.List(Part(Organisation))
    next = fields.String(**nullable(metadata=said(NEXT)))


class PartnershipPage(Schema):
    items = fields.List(Part(Partnership))
    next = fields.String(**nullable(metadata=said(NEXT)))


class ActivityPage(Schema):
    items = fields.List(Part(Activity))
    next = fields.String(**nullable(metadata=said(NEXT)))


class SessionPage(Schema):
    items = fields.List(Part(Session))
    next = fields.String(**nullable(metadata=said(NEXT)))


class ChangePage(Schema):
    items = fields.List(Part(Change))
    next = fields.String(**nullable(metadata=said(NEXT)))
    until = instant(
        metadata=said(_("Tot hier is het verteld: vraag de volgende keer met dit tijdstip als „modifiedSince”."))
    )


class Mistake(Schema):
    """One thing that is wrong: a place in the body, or a parameter."""

    pointer = fields.String(metadata=said(_("JSON-pointer naar de plek in wat u stuurde."), example="#/title"))
    field = fields.String(metadata=said(_("De naam van een parameter of kop."), example="limit"))
    message = fields.String()


class Problem(Schema):
    """RFC 9457."""

    type = fields.String(metadata={"format": "uri-reference"})
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    reference = fields.String(metadata=said(_("Noem dit nummer als u ons vraagt wat er misging.")))
    who = fields.String()
    successor = fields.String()
    errors = fields.List(Part(Mistake), metadata=said(_("Alles wat er niet klopt, in één keer.")))
