"""The back office's kind of Flask-Admin view: its lists, over the scope of the request and in our own pages.

Flask-Admin's own SQLAlchemy view is not used: it would bring a session of its own, reads whole rows and lets rows
that are hidden be reached by their key. Of each view only the pages that it names get an address, so a list that is
read has no way to write. Its templates are not used either: they need scripts in attributes, which our
Content-Security-Policy forbids, and then delete without asking.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from flask import g
from flask_admin import BaseView, expose
from flask_admin.model import BaseModelView
from flask_admin.model.base import ViewArgs
from sqlalchemy import ColumnElement, Select, or_, select
from wtforms import Form as PlainForm

from stelsel.db import Owned, Shared
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web import format as formatting
from stelsel.web import page
from stelsel.web.page import NavEntry
from stelsel.web.query import Query
from stelsel_admin.backoffice import queries

Page = TypeVar("Page", bound=Callable[..., Any])
LAST_PAGE = 1000
ENTRY = "/admin/"


class NotForTheBackOffice(TypeError):
    """A table that belongs to a tenant was given a view: its rows are changed by that tenant's own commands only."""


def opens(path: str, *methods: str) -> Callable[[Page], Page]:
    """Flask-Admin's `expose`, with types."""

    def mark(view: Page) -> Page:
        exposed: Page = expose(path, methods or ("GET",))(view)
        return exposed

    return mark


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a list. `words` says what its values are called, `say` how another value is written."""

    key: str
    label: Any
    what: Any
    words: Mapping[Any, Any] | None = None
    say: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice above a list: the name in the address, and which column it looks at."""

    name: str
    label: Any
    what: Any
    words: Mapping[Any, Any]

    @property
    def answers(self) -> dict[str, Any]:
        """Text in the address → value."""
        return {str(getattr(value, "value", value)): value for value in self.words}


class Desk(BaseView):  # type: ignore[misc] # Flask-Admin ships no types
    """What all views share: our page around them, and no second call after a TypeError."""

    _urls: list[tuple[str, str, Any]]
    pages: ClassVar[tuple[str, ...]] = ()
    group: ClassVar[Any] = ""
    about: ClassVar[Any] = ""

    def create_blueprint(self, admin: Any) -> Any:
        """Only the pages that this view names get an address."""
        self._urls = [one for one in self._urls if one[1] in self.pages]
        return super().create_blueprint(admin)

    def _run_view(self, view: Callable[..., Any], *arguments: Any, **values: Any) -> Any:
        return view(self, *arguments, **values)

    def render(self, template: str, **values: Any) -> str:
        """Flask-Admin calls the number of a page what our shells call the page."""
        if "page" in values:
            values["page_number"] = values.pop("page")
        page.update(nav=tuple(self._menu()))
        return str(super().render(template, **values))

    @property
    def address(self) -> str:
        return str(self.get_url(f"{self.endpoint}.{self._default_view}"))

    def _menu(self) -> Iterator[NavEntry]:
        seen: set[str] = set()
        for view in self.admin._views:
            heading = "" if str(view.group) in seen else view.group
            seen.add(str(view.group))
            yield NavEntry(view.name, view.address, heading=heading, current=view is self)


class Home(Desk):
    """What there is."""

    pages: ClassVar[tuple[str, ...]] = ("index",)

    @opens("/")
    def index(self) -> str:
        groups: dict[str, list[Desk]] = {}
        for view in self.admin._views[1:]:
            groups.setdefault(str(view.group), []).append(view)
        return self.render("backoffice/home.html", groups=groups)


class Listing(Desk, BaseModelView):  # type: ignore[misc] # Flask-Admin ships no types
    """A list that is read. A subclass says of which model, in which columns, and how it is ordered."""

    pages: ClassVar[tuple[str, ...]] = ("index_view",)
    list_template = "backoffice/list.html"
    page_size = queries.PAGE
    can_create = can_edit = can_delete = can_view_details = can_export = False

    shown: ClassVar[tuple[Shown, ...]] = ()
    key: ClassVar[tuple[str, ...]] = ("id",)
    order: ClassVar[tuple[Any, ...]] = ()
    searched: ClassVar[tuple[Any, ...]] = ()
    picked: ClassVar[tuple[Picked, ...]] = ()
    empty: ClassVar[Any] = _("Er staat hier niets.")
    has_deeds: ClassVar[bool] = False
    """The last column is for what can be done with a row; the template says what."""

    def __init__(self, model: type[Shared], *, endpoint: str, url: str, name: Any) -> None:
        if issubclass(model, Owned):
            raise NotForTheBackOffice(model.__name__)
        self.column_list = [one.key for one in self.shown]
        self.column_sortable_list = self.column_list
        self.column_labels = {one.key: one.label for one in self.shown}
        self._words = {one.key: one.words for one in self.shown if one.words}
        self._say: dict[str, Callable[[Any], Any]] = {one.key: one.say for one in self.shown if one.say}
        super().__init__(model, name=name, endpoint=endpoint, url=url)

    # -- what is read ------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Scope]:
        """The scope that the list is read under: that of the request."""
        yield g.scope

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """Where names of other tables stand in the list."""
        return statement

    def found(self, term: str) -> ColumnElement[bool]:
        return or_(*(column.icontains(term, autoescape=True) for column in self.searched))

    def get_list(
        self, number: int, sort: str | None, desc: bool, term: str | None, _filters: Any, **_rest: Any
    ) -> tuple[int, Sequence[Any]]:
        """How many there are, and one page of them: always two statements."""
        own = [getattr(self.model, name) for name in self.key]
        columns = {one.key: one.what for one in self.shown}
        extra = [column.label(name) for name, column in zip(self.key, own, strict=True) if name not in columns]
        statement = self.joined(select(*extra, *(column.label(name) for name, column in columns.items())))
        if term and self.searched:
            statement = statement.where(self.found(term))
        for one, value in self.chosen():
            statement = statement.where(one.what == value)
        first = [columns[sort].desc() if desc else columns[sort]] if sort else []
        ordered = statement.order_by(*first, *self.order, *own)
        with self.reading() as scope:
            return queries.count(scope, statement), queries.page(scope, ordered, number)

    def get_pk_value(self, row: Any) -> str:
        return queries.written_key(row, self.key)

    # -- what was asked for ------------------------------------------------------------------------------------

    def chosen(self) -> list[tuple[Picked, Any]]:
        """The choices that the address makes; a value that is none makes no choice."""
        query = Query()
        asked = [(one, query.one_of(one.name, one.answers)) for one in self.picked]
        return [(one, one.answers[typed]) for one, typed in asked if typed]

    def _get_list_extra_args(self) -> ViewArgs:
        query = Query()
        extra = {one.name: str(getattr(value, "value", value)) for one, value in self.chosen()}
        return ViewArgs(
            page=query.whole("page", 0, high=LAST_PAGE),
            sort=query.whole("sort", None, high=len(self.shown) - 1),
            sort_desc=query.whole("desc", 0, high=1),
            search=query.text("search"),
            extra_args=extra,
        )

    def _get_list_url(self, asked: ViewArgs) -> str:
        query = {
            "page": asked.page or None,
            "sort": asked.sort,
            "desc": 1 if asked.sort_desc else None,
            "search": asked.search,
            **asked.extra_args,
        }
        return str(self.get_url(".index_view", **query))

    # -- what Flask-Admin asks of a view that has no form --------------------------------------------------------

    def init_search(self) -> bool:
        return bool(self.searched)

    def scaffold_list_columns(self) -> list[str]:
        return list(self.column_list)

    def scaffold_form(self) -> type[PlainForm]:
        return PlainForm

    def _get_list_value(self, _context: Any, row: Any, name: str, *_formatters: Any) -> Any:
        """A cell in words; Flask-Admin would print None for a value without a word."""
        words = self._words.get(name, {})
        value = getattr(row, name)
        return words[value] if value in words else self._say.get(name, in_words)(value)


def in_words(value: Any) -> Any:
    """A value as a page says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, datetime):
        return f"{formatting.long_date(value)}, {formatting.clock_time(value)}"
    if isinstance(value, date):
        return formatting.day(value, year=True)
    return formatting.number(value) if isinstance(value, int) else str(value)
