"""Reference data that is edited: a list with pages to add, change and remove. What may be done stands in `service`."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import flash, g, redirect, request
from flask.typing import ResponseReturnValue

from stelsel.db import Shared, unit_of_work
from stelsel.errors import BrokenLink, Conflict, Refused
from stelsel.i18n import _
from stelsel.web.format import euro_short
from stelsel.web.forms import Euros
from stelsel_admin.backoffice import queries, service
from stelsel_admin.backoffice.forms import ReferenceForm
from stelsel_admin.backoffice.frame import Listing, in_words, opens


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed while a form stood open."""

    label: Any
    mine: str
    theirs: str


class Reference(Listing):
    """`form_columns` are all that its form writes; of these `fixed` are given once and never changed."""

    pages: ClassVar[tuple[str, ...]] = ("index_view", "add", "change", "remove")
    form: ClassVar[type[ReferenceForm]]
    form_columns: ClassVar[tuple[str, ...]]
    fixed: ClassVar[tuple[str, ...]] = ()
    title: ClassVar[str] = "name"
    """The column that a row is called by."""
    added: ClassVar[Any] = _("Toevoegen")
    is_added_here: ClassVar[bool] = True
    """False where adding begins on the page of something else."""
    change_template: ClassVar[str] = "backoffice/change.html"

    @opens("/nieuw/", "GET", "POST")
    def add(self) -> ResponseReturnValue:
        given = self.given()
        form = self.ready(self.form())
        if form.validate_on_submit():
            try:
                with unit_of_work(g.scope):
                    service.add(g.scope, self.model, self.typed(form) | given)
            except Refused as refusal:
                form.show(refusal)
            else:
                return self.done(_("Toegevoegd."))
        return self.render("backoffice/add.html", form=form, here=self.here()), form.status

    @opens("/wijzigen/", "GET", "POST")
    def change(self) -> ResponseReturnValue:
        row = self.get_one(request.args.get("id", ""))
        form = self.of(row)
        differences: list[Difference] = []
        if form.validate_on_submit():
            try:
                with unit_of_work(g.scope):
                    service.change(g.scope, row, self.typed(form), seen=form.seen.data or "")
            except Refused as refusal:
                form.show(refusal)
                if type(refusal) is Conflict:
                    differences = self.compare(form, row)
            else:
                return self.done(_("Bewaard."))
        return self.render(
            self.change_template, form=form, row=row, differences=differences, here=self.here()
        ), form.status

    @opens("/verwijderen/", "GET", "POST")
    def remove(self) -> ResponseReturnValue:
        """Asks first, on a page of its own: the same with a script and without one."""
        row = self.get_one(request.args.get("id", ""))
        called, refused = self.called(row), None
        if request.method == "POST":
            try:
                with unit_of_work(g.scope):
                    service.remove(g.scope, row)
            except Refused as refusal:
                refused = service.StillUsed() if type(refusal) is BrokenLink else refusal
            else:
                return self.done(_("Verwijderd."))
        status = refused.status if refused else 200
        return self.render("backoffice/remove.html", called=called, refused=refused, here=self.here()), status

    # -- what the pages need -------------------------------------------------------------------------------------

    def get_one(self, key: str) -> Shared:
        """Raises NotFound, also for what is no key."""
        return queries.one(g.scope, self.model, key)

    def called(self, row: Any) -> str:
        """What the page that asks calls a row."""
        return str(getattr(row, self.title))

    def here(self) -> str:
        """The address of the page at hand, with the key of its row."""
        return request.full_path.rstrip("?")

    def given(self) -> dict[str, Any]:
        """Values of a new row that stand in the address. Raises NotFound."""
        return {}

    def ready(self, form: Any) -> Any:
        """Give choices that stand in the database to a form."""
        return form

    def of(self, row: Shared) -> Any:
        """The form of a row, as it stands or as it was sent."""
        form = self.form(obj=row)
        for name in self.fixed:
            del form[name]
        if not form.is_submitted():
            form.seen.data = service.stamp(row)
        return self.ready(form)

    def fixed_terms(self, row: Shared) -> list[tuple[Any, str]]:
        """What stands above the form, as it never changes."""
        fields = self.form(formdata=None, obj=row)
        return [(fields[name].label.text, self.in_words(fields[name], getattr(row, name))) for name in self.fixed]

    def typed(self, form: Any) -> dict[str, Any]:
        return {name: form[name].data for name in self.form_columns if name in form}

    def compare(self, form: Any, row: Shared) -> list[Difference]:
        """What differs between what was typed and what is there; whoever saves again has seen it."""
        g.scope.session.refresh(row)
        form.seen.data = service.stamp(row)
        return [
            Difference(form[name].label.text, self.in_words(form[name], mine), self.in_words(form[name], theirs))
            for name, mine in self.typed(form).items()
            if (theirs := getattr(row, name)) != mine
        ]

    def in_words(self, field: Any, value: Any) -> str:
        if isinstance(field, Euros) and value is not None:
            return euro_short(value)
        words = dict(getattr(field, "choices", ()))
        return str(words[value] if value in words else in_words(value))

    def done(self, message: Any) -> ResponseReturnValue:
        flash(message)
        return redirect(self.get_url(".index_view"), 303)
