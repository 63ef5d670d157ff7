"""What platform administrators may see and not edit, column by column; and the few deeds that services do for them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from flask import flash, g, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity.models import SignIn, User
from stelsel.jobs import Job, JobState, Schedule
from stelsel.mail import Letter, LetterState
from stelsel.tenancy import Hat, Organisation, Scope, Tenant, TenantKind, TenantState
from stelsel_admin.backoffice import queries, service
from stelsel_admin.backoffice.frame import Listing, Picked, Shown, opens
from stelsel_admin.organisations import service as organisations

GROUP = _("Inzien")
TENANT_KINDS = {TenantKind.LIBRARY: _("bibliotheek"), TenantKind.NATIONAL: _("landelijk bureau")}
TENANT_STATES = {
    TenantState.INVITED: _("uitgenodigd"),
    TenantState.ACTIVE: _("actief"),
    TenantState.CLOSED: _("gesloten"),
}
JOB_STATES = {JobState.WAITING: _("wacht"), JobState.DONE: _("klaar"), JobState.GAVE_UP: _("opgegeven")}
LETTER_STATES = {
    LetterState.WAITING: _("wacht op verzending"),
    LetterState.SENT: _("verstuurd"),
    LetterState.KEPT: _("bewaard"),
    LetterState.REFUSED: _("geweigerd"),
    LetterState.LATE: _("te laat"),
}
LANGUAGES = {"nl": _("Nederlands"), "en": _("Engels")}


@contextmanager
def as_identity(why: str, *, reading: bool = False) -> Iterator[Scope]:
    """The scope of people and jobs, in the name of who is signed in."""
    with Scope.identity(why=why, reading=reading) as scope:
        scope.actor = signed_in().actor(Hat.NATIONAL)
        yield scope


class Deeds(Listing):
    """A list with a deed for one row at a time."""

    has_deeds = True

    def asked(self) -> uuid.UUID:
        """The row of the address. Raises NotFound for what is no key."""
        (key,) = queries.read_key(self.model, request.args.get("id", ""))
        return uuid.UUID(str(key))

    def back(self, message: Any, kind: str = "message") -> ResponseReturnValue:
        flash(message, kind)
        return redirect(self.get_url(".index_view"), 303)


class Organisations(Deeds):
    """The partners' own facts are theirs and their libraries'; the national body takes them up in its list."""

    pages: ClassVar[tuple[str, ...]] = ("index_view", "take_up")
    list_template = "backoffice/organisations.html"
    group = GROUP
    about = _("Partners van het netwerk. Wat een bibliotheek voorstelt, neemt u hier op in de landelijke lijst.")
    order = (Organisation.name,)
    searched = (Organisation.name, Organisation.kvk)
    shown = (
        Shown("name", _("Naam"), Organisation.name),
        Shown("kvk", _("KvK-nummer"), Organisation.kvk),
        Shown("website", _("Website"), Organisation.website),
        Shown("proposer", _("Voorgesteld door"), Tenant.name),
        Shown("created_at", _("Sinds"), Organisation.created_at),
    )

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.outerjoin(Tenant, Tenant.id == Organisation.proposed_by_id)

    @opens("/opnemen/", "POST")
    def take_up(self) -> ResponseReturnValue:
        with unit_of_work(g.scope):
            organisations.take_up(g.scope, self.asked())
        return self.back(_("De organisatie staat nu in de landelijke lijst."))


class Tenants(Listing):
    group = GROUP
    about = _("Bibliotheken en het landelijk bureau, met hun stand.")
    order = (Tenant.name,)
    searched = (Tenant.name, Tenant.slug, Tenant.place)
    picked = (Picked("stand", _("Stand"), Tenant.state, TENANT_STATES),)
    shown = (
        Shown("name", _("Naam"), Tenant.name),
        Shown("slug", _("Adres"), Tenant.slug),
        Shown("kind", _("Soort"), Tenant.kind, TENANT_KINDS),
        Shown("state", _("Stand"), Tenant.state, TENANT_STATES),
        Shown("place", _("Plaats"), Tenant.place),
        Shown("revision", _("Versie"), Tenant.revision),
        Shown("created_at", _("Sinds"), Tenant.created_at),
        Shown("closed_at", _("Gesloten"), Tenant.closed_at),
    )


class Users(Deeds):
    pages: ClassVar[tuple[str, ...]] = ("index_view", "sign_out")
    list_template = "backoffice/users.html"
    group = GROUP
    about = _("Wie een account heeft. Is een apparaat kwijt, dan logt u iemand overal uit.")
    order = (User.name,)
    searched = (User.name, User.email)
    shown = (
        Shown("name", _("Naam"), User.name),
        Shown("email", _("E-mailadres"), User.email),
        Shown("active", _("Actief"), User.active),
        Shown("language", _("Taal"), User.language, LANGUAGES),
    )

    @opens("/uitloggen/", "GET", "POST")
    def sign_out(self) -> ResponseReturnValue:
        """Asks first: the person loses what is not saved yet."""
        user_id = self.asked()
        if request.method == "POST":
            with as_identity("backoffice.sign-out") as scope, unit_of_work(scope):
                service.end_sign_ins(scope, user_id)
            return self.back(_("Deze persoon is nu overal uitgelogd."))
        name = queries.name_of(g.scope, user_id)
        return self.render("backoffice/sign_out.html", called=name, here=self.get_url(".sign_out", id=user_id))


class SignIns(Listing):
    """Without their ids: these follow from the value in somebody's cookie."""

    group = GROUP
    about = _("Waar mensen zijn ingelogd, zonder iets waarmee u hun plaats inneemt.")
    key = ("handle",)
    order = (SignIn.seen_at.desc(),)
    searched = (User.name, User.email)
    shown = (
        Shown("name", _("Wie"), User.name),
        Shown("device", _("Apparaat"), SignIn.device),
        Shown("began_at", _("Ingelogd"), SignIn.began_at),
        Shown("seen_at", _("Laatst gezien"), SignIn.seen_at),
        Shown("ended_at", _("Beëindigd"), SignIn.ended_at),
    )

    @contextmanager
    def reading(self) -> Iterator[Scope]:
        with as_identity("backoffice.sign-ins", reading=True) as scope:
            yield scope

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.join(User, User.id == SignIn.user_id)


class Jobs(Deeds):
    pages: ClassVar[tuple[str, ...]] = ("index_view", "retry")
    list_template = "backoffice/jobs.html"
    group = GROUP
    about = _("Werk op de achtergrond. Wat is opgegeven, kunt u opnieuw laten proberen.")
    order = (Job.queued_at.desc(),)
    searched = (Job.name,)
    picked = (Picked("stand", _("Stand"), Job.state, JOB_STATES),)
    shown = (
        Shown("name", _("Taak"), Job.name),
        Shown("tenant", _("Voor"), Tenant.name),
        Shown("state", _("Stand"), Job.state, JOB_STATES),
        Shown("attempts", _("Pogingen"), Job.attempts),
        Shown("error", _("Laatste fout"), Job.error),
        Shown("queued_at", _("Gevraagd"), Job.queued_at),
    )

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.outerjoin(Tenant, Tenant.id == Job.for_tenant_id)

    @opens("/opnieuw/", "POST")
    def retry(self) -> ResponseReturnValue:
        job_id = self.asked()
        try:
            with as_identity("backoffice.retry") as scope, unit_of_work(scope):
                service.retry(scope, job_id)
        except Refused as refusal:
            return self.back(refusal.message, "error")
        return self.back(_("De taak wordt opnieuw geprobeerd."))


class Schedules(Listing):
    group = GROUP
    about = _("Werk dat vanzelf terugkomt, en wanneer.")
    key = ("name",)
    order = (Schedule.due_at,)
    shown = (
        Shown("name", _("Taak"), Schedule.name),
        Shown("cron", _("Rooster"), Schedule.cron),
        Shown("due_at", _("Volgende keer"), Schedule.due_at),
    )


class Letters(Listing):
    """Without receiver, subject and text: these are between the sender and one person."""

    group = GROUP
    about = _("Welke mails er uitgaan en wat ervan werd, zonder ontvanger en tekst.")
    order = (Letter.queued_at.desc(),)
    picked = (Picked("stand", _("Stand"), Letter.state, LETTER_STATES),)
    shown = (
        Shown("template", _("Soort"), Letter.template),
        Shown("tenant", _("Van"), Tenant.name),
        Shown("state", _("Stand"), Letter.state, LETTER_STATES),
        Shown("language", _("Taal"), Letter.language, LANGUAGES),
        Shown("queued_at", _("Geschreven"), Letter.queued_at),
        Shown("ended_at", _("Afgehandeld"), Letter.ended_at),
        Shown("error", _("Fout"), Letter.error),
    )

    def joined(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.outerjoin(Tenant, Tenant.id == Letter.for_tenant_id)
