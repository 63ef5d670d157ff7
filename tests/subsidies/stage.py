"""A stage for subsidy tests: every person of the test network acts through the real services, in a scope of its own."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from stelsel import clock
from stelsel.db import unit_of_work
from stelsel.geo.models import Municipality, MunicipalityInhabitants, Province
from stelsel.identity.models import User
from stelsel.tenancy import Actor, Hat, Scope, Tenant, TenantRef
from stelsel_admin.subsidies.applications import service as applications
from stelsel_admin.subsidies.assessment import service as assessment
from stelsel_admin.subsidies.cases.models import Case
from stelsel_admin.subsidies.conflicts import service as conflicts
from stelsel_admin.subsidies.decisions import service as decisions
from stelsel_admin.subsidies.filing import service as filing
from stelsel_admin.subsidies.schemes import queries, service
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_tenants.libraries.models import WorkingArea
from tests.support.world import NATIONAL_SLUG, PEOPLE

REFERENCE = date(2026, 1, 1)
POINTS = {"bereik": (4, "Bereikt de doelgroep."), "samenwerking": (3, "Werkt samen.")}
ANSWERS = {
    "activiteit_computers": True,
    "activiteit_cursussen": True,
    "activiteit_spreekuren": True,
    "vraag_contact": "Contact Persoon",
    "vraag_vestigingen": "3",
    "vraag_plan": "We helpen op drie plekken.",
    "lijst_privacy": True,
}


def terms(**changes: Any) -> dict[str, Any]:
    """A scheme like that of 2016, open from a month ago until two months ahead; valid unless changed."""
    opens = clock.start_of(clock.today() - timedelta(days=30))
    closes = clock.end_of(clock.today() + timedelta(days=60))
    said: dict[str, Any] = {
        "title": "Hulp voor niet-digivaardige burgers",
        "summary": "Subsidie voor hulp bij digitale zaken.",
        "legal_basis": "Tijdelijke regels",
        "gazette": "Stcrt. 2016, 1",
        "valid_from": "2016-04-01",
        "expires_on": "2036-01-01",
        "window": {"opens_at": opens.isoformat(), "closes_at": closes.isoformat()},
        "amount": {"kind": "per_inhabitant", "rate_cents": "10", "reference_day": REFERENCE.isoformat()},
        "activities": [{"key": key, "label": key} for key in ("computers", "cursussen", "spreekuren")],
        "questions": [
            {"key": "contact", "label": "Contact"},
            {"key": "vestigingen", "label": "Hoeveel vestigingen", "kind": "number"},
            {"key": "plan", "label": "Plan", "kind": "lines", "longest": 2000},
            {"key": "toelichting", "label": "Toelichting", "required": False},
        ],
        "checklist": [{"key": "privacy", "label": "Privacy is geregeld"}],
        "criteria": [
            {"key": "bereik", "label": "Bereik", "weight": 60},
            {"key": "samenwerking", "label": "Samenwerking", "weight": 40},
        ],
        "lowest_score": 50,
        "allocation": "order_of_receipt",
        "decision_weeks": 13,
        "settlement": "ex_officio",
        "accountability": "Via de jaarlijkse vragenlijst.",
        "retention_years": 7,
    }
    return {**said, **changes}


class Stage:
    """Everybody's hands. Each method is one unit of work by one person."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context(), Scope.identity(why="tests", reading=True) as scope:
            users = {user.email: user for user in scope.session.scalars(select(User))}
            self.tenants = {tenant.slug: TenantRef.of(tenant) for tenant in scope.session.scalars(select(Tenant))}
        self.people = {who: Actor(Hat.MEMBER, users[email].name, users[email].id) for who, email in PEOPLE.items()}

    @property
    def national(self) -> TenantRef:
        return self.tenants[NATIONAL_SLUG]

    @contextmanager
    def at(self, who: str, slug: str) -> Iterator[Scope]:
        with (
            self.app.app_context(),
            Scope.member(self.people[who], self.tenants[slug]) as scope,
            unit_of_work(scope),
        ):
            yield scope

    @contextmanager
    def between(self, who: str | Actor, slug: str) -> Iterator[Scope]:
        actor = self.people[who] if isinstance(who, str) else who
        with (
            self.app.app_context(),
            Scope.between(actor, self.national.id, self.tenants[slug].id, why="tests") as scope,
            unit_of_work(scope),
        ):
            yield scope

    @contextmanager
    def looking(self) -> Iterator[Scope]:
        """The national body's rows, to look at."""
        with self.app.app_context(), Scope.system(self.national, why="tests", reading=True) as scope:
            yield scope

    def case(self, case_id: uuid.UUID) -> Case:
        with self.looking() as scope:
            return scope.session.get_one(Case, (self.national.id, case_id))

    # -- preparing ----------------------------------------------------------------------------------------------

    def areas(self, **inhabitants: int) -> None:
        """Give libraries one municipality each, with so many inhabitants: `areas(katwijk=66_000)`."""
        with self.app.app_context():
            official = Actor(Hat.NATIONAL, "tests")
            with Scope.national(official, why="tests") as scope, unit_of_work(scope):
                if scope.session.get(Province, "PV28") is None:
                    scope.session.add(Province(code="PV28", iso="NL-ZH", name="Zuid-Holland"))
                    scope.session.flush()
                for slug, count in inhabitants.items():
                    code = self.code(slug)
                    if scope.session.get(Municipality, code) is None:
                        scope.session.add(_municipality(code, slug))
                        scope.session.flush()
                    scope.session.add(
                        MunicipalityInhabitants(municipality_code=code, on_day=REFERENCE, inhabitants=count)
                    )
            for slug in inhabitants:
                with Scope.system(self.tenants[slug.replace("_", "-")], why="tests") as scope, unit_of_work(scope):
                    code = self.code(slug)
                    scope.session.add(WorkingArea(municipality_code=code, since=date(2020, 1, 1)))

    def scheme(self, slug: str = "hulp", *, code: str = "HI", ceiling: int = 172_000_000, **changes: Any) -> Published:
        """A published scheme; the ceiling is in cents."""
        with self.at("coordinator", NATIONAL_SLUG) as scope:
            made = service.draft(scope, slug=slug, code=code, name="Hulp", terms=terms(**changes))
        with self.at("beslisser", NATIONAL_SLUG) as scope:
            service.publish(scope, made.id, period="2026", ceiling_cents=ceiling, basis="Besluit")
        return self.published(slug)

    def published(self, slug: str = "hulp") -> Published:
        with self.app.app_context(), Scope.network(why="tests") as scope:
            return queries.by_slug(scope, slug)

    def filled(self, scheme: Published, slug: str = "katwijk", **changes: Any) -> tuple[uuid.UUID, int]:
        """A draft, filled in by the editor: its id and version."""
        with self.at(f"redactie_{slug}", slug) as scope:
            draft = applications.begin(scope, scheme)
        with self.at(f"redactie_{slug}", slug) as scope:
            kept = applications.save(scope, draft.id, scheme, answers={**ANSWERS, **changes}, version=draft.version)
            scope.session.flush()
            return kept.id, kept.version

    def submitted(self, scheme: Published, slug: str = "katwijk") -> uuid.UUID:
        """An application that the director signed: the id of its case."""
        application_id, version = self.filled(scheme, slug)
        with self.between(f"directie_{slug}", slug) as scope:
            case = filing.submit(scope, application_id, scheme, applicant_id=self.tenants[slug].id, version=version)
            return case.id

    def declare(self, who: str, case_id: uuid.UUID, *, conflicted: bool = False, note: str = "") -> None:
        with self.at(who, NATIONAL_SLUG) as scope:
            conflicts.declare(scope, case_id, conflicted=conflicted, note=note)

    def declared(self, case_id: uuid.UUID) -> uuid.UUID:
        """Everybody who may have a hand in it says to have no interest."""
        for who in ("beoordelaar1", "beoordelaar2", "controleur", "beslisser", "coordinator"):
            self.declare(who, case_id)
        return case_id

    def assessed(self, case_id: uuid.UUID, slug: str = "katwijk", *, positive: bool = True) -> uuid.UUID:
        """From received to assessed, by the first assessor."""
        with self.between("beoordelaar1", slug) as scope:
            assessment.take_up(scope, case_id)
        with self.between("beoordelaar1", slug) as scope:
            assessment.find_complete(scope, case_id)
        with self.between("beoordelaar1", slug) as scope:
            assessment.assess(scope, case_id, points=POINTS, positive=positive, reason="Goed plan.")
        return case_id

    def controlled(self, case_id: uuid.UUID, slug: str = "katwijk", *, positive: bool = True) -> uuid.UUID:
        """Until it lies before the controller."""
        self.assessed(case_id, slug, positive=positive)
        with self.between("controleur", slug) as scope:
            assessment.take_control(scope, case_id)
        return case_id

    def agreed(self, case_id: uuid.UUID, slug: str = "katwijk") -> bool:
        with self.between("controleur", slug) as scope:
            return decisions.agree(scope, case_id)

    def adopted(self, case_id: uuid.UUID, slug: str = "katwijk") -> uuid.UUID:
        with self.between("coordinator", slug) as scope:
            decisions.adopt(scope, case_id)
        return case_id

    def granted(self, case_id: uuid.UUID, slug: str = "katwijk") -> uuid.UUID:
        with self.between("beslisser", slug) as scope:
            decisions.grant(scope, case_id, motivation="Voldoet aan alle voorwaarden.")
        return case_id

    def code(self, slug: str) -> str:
        """The municipality that `areas` gives this library."""
        return f"GM9{sorted(self.tenants).index(slug.replace('_', '-')):03d}"


def _municipality(code: str, slug: str) -> Municipality:
    name = slug.replace("_", " ").title()
    return Municipality(
        code=code, name=name, official_name=name, province_code="PV28", lat=52, lon=5, centre_lat=52, centre_lon=5
    )
