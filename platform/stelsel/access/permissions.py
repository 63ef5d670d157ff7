"""Permissions and roles, in one place.

A permission is `reach:thing:deed`; the reach says which scope a route opens (docs/architecture.md, "A route").
"""

import enum

from stelsel.i18n import _


class Permission(enum.StrEnum):
    # Anybody, no library in the address
    OPEN_READ = "open:network:read"
    OPEN_SIGN_IN = "open:account:sign-in"
    OPEN_LINK = "open:link:use"
    OPEN_NEWSLETTER = "open:newsletters:ask"
    OPEN_REQUEST = "open:requests:ask"
    OPEN_MACHINE = "open:machine:read"
    OPEN_API = "open:api:read"

    # Anybody, at one library
    SITE_READ = "site:pages:read"
    SITE_SIGN_UP = "site:registrations:add"
    SITE_NEWSLETTER = "site:newsletters:ask"

    # Anybody who is signed in
    ACCOUNT_OWN = "account:own:manage"

    # A library's workroom
    TENANT_HOME = "tenant:home:read"
    TENANT_ACTIVITIES = "tenant:activities:edit"
    TENANT_PUBLISH = "tenant:activities:publish"
    TENANT_BRANCHES = "tenant:branches:edit"
    TENANT_PARTNERS = "tenant:partners:edit"
    TENANT_PROFILE = "tenant:profile:edit"
    TENANT_PEOPLE = "tenant:people:edit"
    TENANT_DESK = "tenant:desk:count"
    TENANT_REFERRALS = "tenant:referrals:give"
    TENANT_REGISTRATIONS = "tenant:registrations:read"
    TENANT_REQUESTS = "tenant:requests:answer"
    TENANT_KEYS = "tenant:keys:edit"
    TENANT_FIGURES = "tenant:figures:read"
    TENANT_FIGURES_SHARE = "tenant:figures:share"
    TENANT_SUBSIDY_READ = "tenant:subsidies:read"
    TENANT_SUBSIDY_FILL = "tenant:subsidies:fill"
    TENANT_SUBSIDY_SIGN = "tenant:subsidies:sign"

    # A partner organisation, across its libraries
    PARTNER_HOME = "partner:home:read"
    PARTNER_SESSIONS = "partner:sessions:edit"
    PARTNER_PARTNERSHIPS = "partner:partnerships:edit"
    PARTNER_SLOTS = "partner:slots:ask"
    PARTNER_REFERRALS = "partner:referrals:note"
    PARTNER_OFFERS = "partner:offers:edit"
    PARTNER_PLAN = "partner:activities:edit"
    PARTNER_FIGURES = "partner:figures:read"
    PARTNER_PEOPLE = "partner:people:edit"
    PARTNER_ORGANISATION = "partner:organisation:edit"
    PARTNER_REQUESTS = "partner:requests:offer"
    PARTNER_KEYS = "partner:keys:edit"

    # A program with a key, for what whoever made the key may do (`stelsel.keys`)
    KEY_ACTIVITIES = "key:activities:write"
    KEY_PUBLISH = "key:activities:publish"
    KEY_COUNTS = "key:counts:write"

    # The national body
    NATIONAL_HOME = "national:home:read"
    NATIONAL_FIGURES = "national:figures:read"
    NATIONAL_NETWORK = "national:network:edit"
    NATIONAL_MAILBOX = "national:mailbox:read"

    # A role on subsidy schemes, at the national body
    SCHEME_READ = "scheme:cases:read"
    SCHEME_COORDINATE = "scheme:cases:assign"
    SCHEME_ASSESS = "scheme:cases:assess"
    SCHEME_CONTROL = "scheme:cases:control"
    SCHEME_DECIDE = "scheme:cases:decide"
    SCHEME_PAY = "scheme:payments:propose"

    # The platform itself
    PLATFORM_BACKOFFICE = "platform:reference:edit"

    @property
    def reach(self) -> str:
        return self.value.split(":", 1)[0]


class RoleName(enum.StrEnum):
    """What a membership says somebody is."""

    MANAGER = "manager"
    EDITOR = "editor"
    DESK = "desk"
    DIRECTOR = "director"
    PARTNER = "partner"
    NATIONAL_ADMIN = "national_admin"
    COORDINATOR = "coordinator"
    ASSESSOR = "assessor"
    CONTROLLER = "controller"
    DECIDER = "decider"
    FINANCE = "finance"
    PLATFORM_ADMIN = "platform_admin"


ROLE_NAMES = {
    RoleName.MANAGER: _("beheerder"),
    RoleName.EDITOR: _("redactie"),
    RoleName.DESK: _("balie"),
    RoleName.DIRECTOR: _("directie"),
    RoleName.PARTNER: _("partner"),
    RoleName.NATIONAL_ADMIN: _("landelijk beheerder"),
    RoleName.COORDINATOR: _("coördinator van de regeling"),
    RoleName.ASSESSOR: _("beoordelaar"),
    RoleName.CONTROLLER: _("controleur"),
    RoleName.DECIDER: _("beslisser"),
    RoleName.FINANCE: _("financiën"),
    RoleName.PLATFORM_ADMIN: _("platformbeheerder"),
}

P = Permission

_DESK = frozenset({P.TENANT_HOME, P.TENANT_DESK, P.TENANT_REFERRALS, P.TENANT_REGISTRATIONS})
_EDITOR = _DESK | {
    P.TENANT_ACTIVITIES,
    P.TENANT_PUBLISH,
    P.TENANT_BRANCHES,
    P.TENANT_PARTNERS,
    P.TENANT_REQUESTS,
    P.TENANT_FIGURES,
    P.TENANT_SUBSIDY_READ,
    P.TENANT_SUBSIDY_FILL,
}
_SCHEME = frozenset({P.SCHEME_READ})

GRANTS: dict[RoleName, frozenset[Permission]] = {
    RoleName.DESK: _DESK,
    RoleName.EDITOR: _EDITOR,
    RoleName.MANAGER: _EDITOR | {P.TENANT_PROFILE, P.TENANT_PEOPLE, P.TENANT_KEYS, P.TENANT_FIGURES_SHARE},
    RoleName.DIRECTOR: frozenset(
        {
            P.TENANT_HOME,
            P.TENANT_FIGURES,
            P.TENANT_FIGURES_SHARE,
            P.TENANT_SUBSIDY_READ,
            P.TENANT_SUBSIDY_FILL,
            P.TENANT_SUBSIDY_SIGN,
        }
    ),
    RoleName.PARTNER: frozenset(
        {
            P.PARTNER_HOME,
            P.PARTNER_SESSIONS,
            P.PARTNER_PARTNERSHIPS,
            P.PARTNER_SLOTS,
            P.PARTNER_OFFERS,
            P.PARTNER_PLAN,
            P.PARTNER_FIGURES,
            P.PARTNER_PEOPLE,
            P.PARTNER_ORGANISATION,
            P.PARTNER_REQUESTS,
            P.PARTNER_REFERRALS,
            P.PARTNER_KEYS,
        }
    ),
    RoleName.NATIONAL_ADMIN: frozenset({P.NATIONAL_HOME, P.NATIONAL_FIGURES, P.NATIONAL_NETWORK, P.NATIONAL_MAILBOX}),
    RoleName.COORDINATOR: _SCHEME | {P.SCHEME_COORDINATE},
    RoleName.ASSESSOR: _SCHEME | {P.SCHEME_ASSESS},
    RoleName.CONTROLLER: _SCHEME | {P.SCHEME_CONTROL},
    RoleName.DECIDER: _SCHEME | {P.SCHEME_DECIDE},
    RoleName.FINANCE: _SCHEME | {P.SCHEME_PAY},
    RoleName.PLATFORM_ADMIN: frozenset({P.PLATFORM_BACKOFFICE}),
}


def holders(permission: Permission) -> list[RoleName]:
    """The roles that have a permission: what a refusal tells the reader."""
    return [role for role, granted in GRANTS.items() if permission in granted]
