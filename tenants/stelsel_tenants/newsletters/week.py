"""What a letter tells: one week, from Monday to Sunday, and what was published since the letter before.

A moment belongs to one week, so none stands in two letters. There is something new when a moment of this week goes on,
or an activity was published for the first time. Where neither is so, nothing is written.
"""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import func, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.site import addresses, choices
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library import periods
from stelsel_tenants.site.library.periods import Kind, Period
from stelsel_tenants.site.models import PublishedSession
from stelsel_tenants.site.print import newsletter
from stelsel_tenants.site.print.newsletter import Text

MOST = 20
"""Moments in one letter, and new activities; a link leads to the others."""


@dataclass(frozen=True, slots=True)
class First:
    """An activity that was not there before, and when it is for the first time."""

    title: str
    starts_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Week:
    """What there is to tell of this week about one kind. `agenda` is the address of all of it."""

    new: list[First]
    moments: Text
    agenda: str

    @property
    def html(self) -> Markup:
        """The moments as HTML, which a template of ours escaped."""
        return Markup(self.moments.html)  # noqa: S704 - as it says

    @property
    def has_news(self) -> bool:
        return bool(self.new or self.moments.on)


def period() -> Period:
    """The week at hand, on the days of Amsterdam."""
    today = clock.today()
    return periods.around(Kind.WEEK, today, today)


def of(scope: Scope, kind: str, since: datetime) -> Week:
    """In the language that is spoken now. Four statements at most, however many read it."""
    wanted = Wanted(kind=kind)
    agenda = f"{addresses.base(scope.library)}/agenda{addresses.query(wanted.pairs)}"
    return Week(_new(scope, kind, since), newsletter.of(scope, period(), wanted, most=MOST), agenda)


def _new(scope: Scope, kind: str, since: datetime) -> list[First]:
    """Published for the first time after `since`, and still to come."""
    row, first = PublishedSession, func.min(PublishedSession.starts_at)
    statement = (
        select(row.activity_id, row.title, first)
        .where(row.published_at > since, row.starts_at > clock.now(), choices.goes_on())
        .group_by(row.activity_id, row.title)
        .order_by(first, row.title, row.activity_id)
        .limit(MOST)
    )
    if kind:
        statement = statement.where(choices.of_kind(kind))
    base = addresses.base(scope.library)
    return [
        First(title, starts_at, f"{base}/activiteiten/{activity_id}")
        for activity_id, title, starts_at in scope.session.execute(statement)
    ]
