"""The one decorator that every route bears. Without it the application does not start (SECURITY P-1)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from stelsel.access import current
from stelsel.access.permissions import ROLE_NAMES, Permission, holders
from stelsel.access.person import Person
from stelsel.access.signals import scope_opened
from stelsel.errors import Forbidden, NotFound
from stelsel.i18n import _
from stelsel.tenancy import Hat, Scope

View = TypeVar("View", bound=Callable[..., Any])
Opener = Callable[[Permission, dict[str, Any], bool], Scope]
"""From a permission, the values of an address (of which it takes `slug`) and whether nothing is written."""

READING = frozenset({"GET", "HEAD", "OPTIONS"})
ORGANISATION = "organisatie"
"""In an address: for which of their partners somebody acts."""


class SignInNeeded(Exception):
    """Nobody is signed in, and this page is for somebody. The identity room answers it."""


class NoPartner(NotFound):
    """What somebody sent for a partner that they do not act for (any more)."""

    message = _("U werkt niet voor deze partner, of niet meer. Er is niets bewaard.")


class UnfinishedWork(RuntimeError):
    """A request changed rows and nobody committed them."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Open the scope that `permission` names and hand it to the view as its first argument."""

    def mark(view: View) -> View:
        @wraps(view)
        def enter(**values: Any) -> Any:
            with opened(permission, values) as scope:
                g.scope = scope
                scope_opened.send(scope, permission=permission, person=g.get("person"))
                answer = view(scope, **values)
                if scope.session.is_unfinished:
                    raise UnfinishedWork(f"{request.endpoint} left changes that no unit of work committed")
                return answer

        enter.permission = permission  # type: ignore[attr-defined]  # the census reads it from the function
        return enter  # type: ignore[return-value]  # the same view, less its scope argument

    return mark


def require_endpoint(app: Flask, endpoint: str, permission: Permission) -> None:
    """The same mark on a route that a library brought along; its view gets no argument, the scope is `g.scope`."""
    view: Callable[..., Any] = app.view_functions[endpoint]

    def without_scope(_scope: Scope, **values: Any) -> Any:
        return view(**values)

    app.view_functions[endpoint] = requires(permission)(without_scope)


def unmarked(app: Flask) -> set[str]:
    """Endpoints that do not say who may use them."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "permission")
    }


def opened(permission: Permission, values: dict[str, Any]) -> Scope:
    """The scope for this request, or the refusal. Takes `slug` out of the address' values."""
    opener = OPENERS[permission.reach]
    return opener(permission, values, request.method in READING)


def _open(_permission: Permission, _values: dict[str, Any], _reading: bool) -> Scope:
    return Scope.network(why=request.endpoint or "open")


def _site(_permission: Permission, values: dict[str, Any], reading: bool) -> Scope:
    return Scope.public(current.open_tenant(values.pop("slug")), reading=reading)


def _account(_permission: Permission, _values: dict[str, Any], reading: bool) -> Scope:
    person = signed_in()
    scope = Scope.identity(why=request.endpoint or "account", reading=reading)
    scope.actor = person.actor(Hat.MEMBER)
    return scope


def _tenant(permission: Permission, values: dict[str, Any], reading: bool) -> Scope:
    person = signed_in()
    tenant = current.tenant_by_slug(values.pop("slug"))
    if not person.at(tenant.id):
        raise NotFound
    if not person.may(permission, tenant.id):
        raise Forbidden(who=who_can(permission))
    return Scope.member(person.actor(Hat.MEMBER), tenant, reading=reading)


def _partner(_permission: Permission, _values: dict[str, Any], _reading: bool) -> Scope:
    person = signed_in()
    asked = request.args.get(ORGANISATION, "")
    mine = [one for one in person.for_organisations() if asked in ("", str(one))]
    if not mine:
        raise NotFound if request.method in READING else NoPartner
    return Scope.partner(person.actor(Hat.PARTNER), mine[0])


def carry_organisation(endpoint: str, values: dict[str, Any]) -> None:
    """Who works for several partners stays with the one at hand: links and forms name it, so that tabs can differ."""
    scope: Scope | None = g.get("scope")
    view: Any = current_app.view_functions.get(endpoint)
    if scope is None or scope.role != "partner" or len(signed_in().for_organisations()) < 2:
        return
    if getattr(view, "permission", None) is not None and view.permission.reach == "partner":
        values.setdefault(ORGANISATION, str(scope.organisation_id))


def _national(permission: Permission, _values: dict[str, Any], reading: bool) -> Scope:
    person = nationally(permission)
    return Scope.national(person.actor(Hat.NATIONAL), why=request.endpoint or "national", reading=reading)


def _scheme(permission: Permission, _values: dict[str, Any], reading: bool) -> Scope:
    person = nationally(permission)
    return Scope.member(person.actor(Hat.NATIONAL), current.national_tenant(), reading=reading)


def nationally(permission: Permission) -> Person:
    """The signed-in person, who has this permission at the national body. Raises NotFound to outsiders."""
    person = signed_in()
    if not person.national_roles:
        raise NotFound
    if not person.may_nationally(permission):
        raise Forbidden(who=who_can(permission))
    return person


def signed_in() -> Person:
    person = current.person()
    if person is None:
        raise SignInNeeded
    return person


def who_can(permission: Permission) -> str:
    """The roles that may, in words."""
    return ", ".join(str(ROLE_NAMES[role]) for role in holders(permission))


def _key(permission: Permission, values: dict[str, Any], reading: bool) -> Scope:
    opener: Opener = current_app.extensions["stelsel.key_opener"]
    return opener(permission, values, reading)


def use_key_opener(app: Flask, opener: Opener) -> None:
    """The keys room says what a key opens."""
    app.extensions["stelsel.key_opener"] = opener


OPENERS: dict[str, Opener] = {
    "open": _open,
    "site": _site,
    "account": _account,
    "tenant": _tenant,
    "partner": _partner,
    "national": _national,
    "scheme": _scheme,
    "platform": _national,
    "key": _key,
}
