"""An example round: the scheme of 2016 with applications in every state that is built.

Everything goes through the real services, by the persons of the demo, with the clock held at plausible moments in the
weeks before today. What happens is the same for the same `Chance`; only keys and hashes differ.
"""

import uuid
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from sqlalchemy import func, select

from stelsel import clock
from stelsel.access import RoleName, current
from stelsel.db import unit_of_work
from stelsel.geo.models import MunicipalityInhabitants
from stelsel.identity import service as identity
from stelsel.identity.models import User
from stelsel.tenancy import Actor, Hat, Scope, Tenant, TenantRef, TenantState
from stelsel_admin.subsidies import example_scheme
from stelsel_admin.subsidies.applications import service as applications
from stelsel_admin.subsidies.assessment import service as assessment
from stelsel_admin.subsidies.conflicts import service as conflicts
from stelsel_admin.subsidies.decisions import service as decisions
from stelsel_admin.subsidies.filing import service as filing
from stelsel_admin.subsidies.schemes import queries, service
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.transitions import State
from stelsel_tenants.libraries.models import WorkingArea

OFFICERS = ("coordinator", "beoordelaar1", "beoordelaar2", "controleur", "beslisser")
PLAN = (
    *[State.GRANTED] * 11,
    State.REFUSED,
    State.WITHDRAWN,
    *[State.AWAITING_SIGNATURE] * 2,
    *[State.ALLOCATION_PROPOSED] * 2,
    *[State.INTERNAL_CONTROL] * 2,
    *[State.ASSESSED] * 2,
    *[State.UNDER_ASSESSMENT] * 3,
    *[State.SUPPLEMENT_REQUESTED] * 2,
    *[State.COMPLETENESS_CHECK] * 2,
    *[State.SUBMITTED] * 3,
    *[State.DRAFT] * 2,
)
"""One application for each, the oldest first; see FIRST for who comes where."""
FIRST = {
    "oost-achterhoek": State.SUPPLEMENT_REQUESTED,
    "katwijk": State.UNDER_ASSESSMENT,
    "venlo": State.GRANTED,
    "den-haag": State.INTERNAL_CONTROL,
}
"""Libraries with accounts of their own; Gooi en meer has not begun, so that the way can be walked from its start."""
NOT_YET = frozenset({"gooi-en-meer"})
ORDER = (
    State.DRAFT,
    State.SUBMITTED,
    State.COMPLETENESS_CHECK,
    State.UNDER_ASSESSMENT,
    State.ASSESSED,
    State.INTERNAL_CONTROL,
    State.ALLOCATION_PROPOSED,
    State.AWAITING_SIGNATURE,
    State.GRANTED,
)
LIKE = {
    State.REFUSED: State.GRANTED,
    State.WITHDRAWN: State.UNDER_ASSESSMENT,
    State.SUPPLEMENT_REQUESTED: State.COMPLETENESS_CHECK,
}
AGE_DAYS = {State.GRANTED: (40, 70), State.AWAITING_SIGNATURE: (28, 39), State.ALLOCATION_PROPOSED: (24, 34)}
YOUNG = (5, 22)
FRIDAY = 4


class Chance(Protocol):
    """What is used of a seeded generator."""

    def randint(self, low: int, high: int, /) -> int: ...

    def shuffle(self, things: list[Any], /) -> None: ...


@dataclass(order=True)
class Deed:
    """Something that happens at a moment."""

    at: datetime
    number: int
    do: Callable[[], None] = field(compare=False)


class Round:
    """The persons and the libraries of one example round."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.national = current.national_tenant()
        self.people: dict[str, Actor] = {}
        self.deeds: list[Deed] = []
        self.scheme: Published | None = None

    def meet(self, libraries: Sequence[TenantRef]) -> None:
        """Know everybody by address. Libraries without a director get one who cannot sign in."""
        with Scope.identity(why="example round") as scope, unit_of_work(scope):
            for who in OFFICERS:
                self.people[who] = _actor(_user(scope, f"{who}@stelsel.test"))
            for library in libraries:
                address = f"directie@{library.slug}.stelsel.test"
                user = scope.session.scalar(select(User).where(User.email == address))
                if user is None:
                    user = User(email=address, name=f"Directie {library.name}")
                    scope.session.add(user)
                    scope.session.flush()
                    identity.join(scope, user.id, RoleName.DIRECTOR, tenant_id=library.id)
                self.people[library.slug] = _actor(user)

    def publish(self, reference_day: date) -> Published:
        """The coordinator drafts, the decider publishes."""
        opens = clock.start_of(clock.today() - example_scheme.OPEN_BEFORE)
        with clock.frozen(opens - timedelta(days=20)), self.own("coordinator", self.national) as scope:
            made = service.draft(
                scope,
                slug=example_scheme.SLUG,
                code=example_scheme.CODE,
                name=example_scheme.NAME,
                terms=example_scheme.terms(clock.today() + timedelta(days=95), reference_day),
            )
        with clock.frozen(opens - timedelta(days=14)), self.own("beslisser", self.national) as scope:
            service.publish(
                scope,
                made.id,
                period=str(opens.year),
                ceiling_cents=example_scheme.CEILING_CENTS,
                basis="Besluit bij de regeling (voorbeeld)",
            )
        with Scope.network(why="example round") as network:
            self.scheme = queries.by_slug(network, example_scheme.SLUG)
        return self.scheme

    def plan(self, library: TenantRef, target: State) -> None:
        """Write down what one library and its officers will do, and when."""
        reach = ORDER.index(LIKE.get(target, target))
        age = self.chance.randint(*AGE_DAYS.get(LIKE.get(target, target), YOUNG))
        if target is State.SUPPLEMENT_REQUESTED:
            age = self.chance.randint(4, 9)
        story = Story(self, library, "beoordelaar1" if self.chance.randint(0, 1) else "beoordelaar2")
        begins = clock.today() - timedelta(days=age)
        moments = self._moments(begins, reach + 3, age)
        self._add(moments[0] - timedelta(days=2), story.fill)
        if reach >= ORDER.index(State.SUBMITTED):
            self._add(moments[0], story.sign)
        later = [story.take_up, story.complete, story.assess, story.control, story.agree, story.adopt, story.decide]
        story.positive = target is not State.REFUSED
        for number, deed in enumerate(later[: max(reach - 1, 0)]):
            self._add(moments[number + 1], deed)
        if target is State.SUPPLEMENT_REQUESTED:
            self._add(moments[reach], story.ask)
        if target is State.WITHDRAWN:
            self._add(moments[reach], story.withdraw)

    def play(self) -> int:
        """Let everything happen in the order of time. Returns how many deeds there were."""
        for deed in sorted(self.deeds):
            with clock.frozen(deed.at):
                deed.do()
        return len(self.deeds)

    def between(self, who: str, library: TenantRef) -> Any:
        return self._work(Scope.between(self.people[who], self.national.id, library.id, why="example round"))

    def own(self, who: str, tenant: TenantRef) -> Any:
        return self._work(Scope.member(self.people[who], tenant))

    @contextmanager
    def _work(self, scope: Scope) -> Any:
        with scope, unit_of_work(scope):
            yield scope

    def _add(self, at: datetime, do: Callable[[], None]) -> None:
        self.deeds.append(Deed(at, len(self.deeds), do))

    def _moments(self, begins: date, count: int, age: int) -> list[datetime]:
        """So many moments on working days between a day and yesterday, in order."""
        found = []
        for number in range(count):
            day = begins + timedelta(days=number * max(age - 1, 1) // count)
            day -= timedelta(days=max(0, day.weekday() - FRIDAY))
            found.append(clock.at(day, time(8 + number, self.chance.randint(0, 59))))
        return found


@dataclass
class Story:
    """One application: what happens to it, step by step."""

    round: Round
    library: TenantRef
    assessor: str
    positive: bool = True
    application_id: uuid.UUID = field(default_factory=uuid.uuid4)
    case_id: uuid.UUID = field(default_factory=uuid.uuid4)
    version: int = 0

    @property
    def scheme(self) -> Published:
        if self.round.scheme is None:
            raise LookupError("the scheme is not published yet")
        return self.round.scheme

    def fill(self) -> None:
        slug = self.library.slug
        with self.round.own(slug, self.library) as scope:
            begun = applications.begin(scope, self.scheme)
            scope.session.flush()
            place = scope.session.get_one(Tenant, self.library.id).place or self.library.name
            branches = self.round.chance.randint(2, 9)
            given = example_scheme.answers("Team basisvaardigheden", f"info@{slug}.stelsel.test", branches, place)
            kept = applications.save(scope, begun.id, self.scheme, answers=given, version=begun.version)
            scope.session.flush()
            self.application_id, self.version = kept.id, kept.version

    def sign(self) -> None:
        with self.round.between(self.library.slug, self.library) as both:
            case = filing.submit(
                both, self.application_id, self.scheme, applicant_id=self.library.id, version=self.version
            )
            self.case_id = case.id

    def take_up(self) -> None:
        self._declare(self.assessor)
        self._do(self.assessor, assessment.take_up)

    def complete(self) -> None:
        self._do(self.assessor, assessment.find_complete)

    def ask(self) -> None:
        text = "Beschrijf op welke dagen de spreekuren zijn, en in welke vestigingen."
        self._do(self.assessor, assessment.ask_supplement, names=["vraag_plan", "vraag_vestigingen"], text=text)

    def assess(self) -> None:
        high = self.round.chance.randint(4, 5) if self.positive else 1
        points = {
            "combinatie": (high, "De drie activiteiten staan er alle drie in, met plaats en tijd."),
            "spreiding": (high - 1, "De meeste kernen zijn bereikbaar; één ligt ver weg."),
            "samenwerking": (high, "Er zijn afspraken met hulpverleners in de buurt."),
        }
        reason = "Het plan voldoet aan de regeling." if self.positive else "De spreekuren ontbreken in het plan."
        self._do(self.assessor, assessment.assess, points=points, positive=self.positive, reason=reason)

    def control(self) -> None:
        self._declare("controleur")
        self._do("controleur", assessment.take_control)

    def agree(self) -> None:
        self._do("controleur", decisions.agree, reason="Akkoord.")

    def adopt(self) -> None:
        if self.positive:
            self._declare("coordinator")
            self._do("coordinator", decisions.adopt)

    def decide(self) -> None:
        self._declare("beslisser")
        if self.positive:
            text = "Uw plan voldoet aan de regeling. Daarom verlenen wij de subsidie zoals gevraagd."
            self._do("beslisser", decisions.grant, motivation=text)
        else:
            text = "De regeling vraagt drie activiteiten samen. In uw plan ontbreken de spreekuren."
            self._do("beslisser", decisions.refuse, motivation=text)

    def withdraw(self) -> None:
        self._do(self.library.slug, filing.withdraw, reason="Wij voeren het plan dit jaar niet uit.")

    def _declare(self, who: str) -> None:
        with self.round.own(who, self.round.national) as scope:
            conflicts.declare(scope, self.case_id, conflicted=False)

    def _do(self, who: str, command: Callable[..., Any], **values: Any) -> None:
        with self.round.between(who, self.library) as both:
            command(both, self.case_id, **values)


def demo(chance: Chance) -> int:
    """Make the round, inside an application context, in a network that has libraries, areas and officers.

    Returns how many applications there are. Raises NoResultFound where an officer of the demo is missing.
    """
    made = Round(chance)
    libraries = _libraries(made.national)
    chosen = _divided(libraries, chance)
    made.meet([library for library, _state in chosen])
    made.publish(_reference_day())
    for library, target in chosen:
        made.plan(library, target)
    made.play()
    return len(chosen)


def _libraries(national: TenantRef) -> list[TenantRef]:
    """Active libraries whose working area is known, by slug."""
    with Scope.national(Actor(Hat.SYSTEM, "example round"), why="example round", reading=True) as scope:
        with_area = set(scope.session.scalars(select(WorkingArea.tenant_id).distinct()))
        rows = scope.session.scalars(select(Tenant).where(Tenant.state == TenantState.ACTIVE).order_by(Tenant.slug))
        return [TenantRef.of(row) for row in rows if row.id in with_area and row.id != national.id]


def _divided(libraries: list[TenantRef], chance: Chance) -> list[tuple[TenantRef, State]]:
    """Who gets which state: the libraries with accounts as FIRST says, others by chance."""
    left = list(PLAN)
    chosen = []
    for library in libraries:
        if (state := FIRST.get(library.slug)) is not None:
            left.remove(state)
            chosen.append((library, state))
    others = [one for one in libraries if one.slug not in FIRST and one.slug not in NOT_YET]
    chance.shuffle(others)
    return chosen + list(zip(others, left, strict=False))


def _reference_day() -> date:
    """The newest day on which inhabitants are known."""
    with Scope.network(why="example round") as scope:
        return scope.session.scalars(select(func.max(MunicipalityInhabitants.on_day))).one()


def _user(scope: Scope, address: str) -> User:
    return scope.session.scalars(select(User).where(User.email == address)).one()


def _actor(user: User) -> Actor:
    return Actor(Hat.MEMBER, user.name, user.id)
