"""What search engines read: schema.org, one Event per session. The page says the same in words."""

from typing import Any

from flask import current_app

from stelsel import clock
from stelsel.tenancy import TenantRef
from stelsel.web import markdown
from stelsel.web.format import iso
from stelsel_tenants.activities.models import Mode
from stelsel_tenants.libraries.branch import written
from stelsel_tenants.site import opening
from stelsel_tenants.site.library.offer import Date, Shown
from stelsel_tenants.site.places import About, Place

Data = dict[str, Any]
CONTEXT = "https://schema.org"
EURO_CENTS = 100
ATTENDANCE = {Mode.AT_BRANCH: "Offline", Mode.ONLINE: "Online", Mode.BOTH: "Mixed"}


def library(tenant: TenantRef, about: About, branches: list[Place]) -> Data:
    """The organisation and its branches."""
    return _told(
        {
            "@context": CONTEXT,
            "@type": "Library",
            "name": about.name,
            "url": url(tenant),
            "description": about.tagline or None,
            "telephone": about.phone or None,
            "email": about.email or None,
            "sameAs": about.website or None,
            "department": [_place(tenant, place) for place in branches],
        }
    )


def branch(tenant: TenantRef, place: Place) -> Data:
    return _told(
        {
            "@context": CONTEXT,
            **_place(tenant, place),
            "@type": "Library",
            "parentOrganization": {"@type": "Library", "name": tenant.name, "url": url(tenant)},
            "openingHoursSpecification": list(opening.structured(place.hours, clock.today())),
        }
    )


def activity(tenant: TenantRef, shown: Shown) -> Data:
    """An Event for the date that the page is about and for each date after it; {} where there is none.

    Place, library and series stand there once, and events point at them.
    """
    dates = [shown.focus, *shown.others] if shown.focus else shown.dates
    events = [_event(tenant, shown, one) for one in dates if one.id]
    if not events:
        return {}
    series = url(tenant, f"activiteiten/{shown.id}")
    common = [
        _place(tenant, shown.place),
        {"@type": "Library", "@id": url(tenant), "name": tenant.name, "url": url(tenant)},
        {"@type": "EventSeries", "@id": series, "name": shown.title, "url": series},
    ]
    return _told({"@context": CONTEXT, "@graph": [*common, *events]})


def url(tenant: TenantRef, path: str = "") -> str:
    """A whole address on the base host, whichever host was asked."""
    return f"{current_app.config['BASE_URL']}/b/{tenant.slug}/{path}"


def _event(tenant: TenantRef, shown: Shown, one: Date) -> Data:
    here = url(tenant, f"sessies/{one.id}")
    return {
        "@type": "Event",
        "@id": here,
        "url": here,
        "name": shown.title,
        "description": shown.summary or markdown.plain(shown.text) or None,
        "inLanguage": shown.language,
        "audience": {"@type": "Audience", "audienceType": shown.audience} if shown.audience else None,
        "startDate": iso(one.starts_at),
        "endDate": iso(one.ends_at),
        "eventStatus": f"{CONTEXT}/Event{_status(one)}",
        "previousStartDate": iso(one.moved_from) if one.moved_from and not one.is_off else None,
        "eventAttendanceMode": f"{CONTEXT}/{ATTENDANCE[shown.mode]}EventAttendanceMode",
        "location": _location(tenant, shown, here),
        "organizer": {"@id": url(tenant)},
        "performer": {"@type": "Organization", "name": shown.partner.name} if shown.partner else None,
        "isAccessibleForFree": shown.cost_cents == 0,
        "offers": _offer(shown, one, here),
        "maximumAttendeeCapacity": shown.capacity,
        "remainingAttendeeCapacity": None if one.is_off else one.left_over,
        "superEvent": {"@id": url(tenant, f"activiteiten/{shown.id}")},
    }


def _location(tenant: TenantRef, shown: Shown, here: str) -> Data | list[Data]:
    """Where one is. What is online points at its own page: the link of the meeting is for who signed up."""
    branch, online = {"@id": _at(tenant, shown.place)}, {"@type": "VirtualLocation", "url": here}
    if shown.mode is Mode.BOTH:
        return [branch, online]
    return online if shown.mode is Mode.ONLINE else branch


def _status(one: Date) -> str:
    if one.is_off:
        return "Cancelled"
    return "Rescheduled" if one.moved_from else "Scheduled"


def _offer(shown: Shown, one: Date, here: str) -> Data:
    sold_out = one.is_off or one.left_over == 0
    return {
        "@type": "Offer",
        "price": f"{shown.cost_cents // EURO_CENTS}.{shown.cost_cents % EURO_CENTS:02}",
        "priceCurrency": "EUR",
        "availability": f"{CONTEXT}/{'SoldOut' if sold_out else 'InStock'}",
        "url": f"{here}/aanmelden" if one.takes_sign_ups else here,
    }


def _at(tenant: TenantRef, place: Place) -> str:
    return url(tenant, f"vestigingen/{place.id}")


def _place(tenant: TenantRef, place: Place) -> Data:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.street or None,
        "postalCode": written(place.postcode) or None,
        "addressLocality": place.place,
        "addressCountry": "NL",
    }
    return {
        "@type": "Place",
        "@id": _at(tenant, place),
        "name": place.name,
        "url": _at(tenant, place),
        "telephone": place.phone or None,
        "address": address,
        "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon},
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": name, "value": value}
            for names, value in ((place.facts, True), (place.lacks, False))
            for name in names
        ],
    }


def _told(data: Data) -> Data:
    """Without what is not known: a blank would be read as an answer."""
    return {name: _part(value) for name, value in data.items() if value is not None}


def _part(value: Any) -> Any:
    if isinstance(value, list):
        return [_part(one) for one in value]
    return _told(value) if isinstance(value, dict) else value
