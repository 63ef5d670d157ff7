"""Sending somebody on, at the desk: what is needed, where and when; then the nearest places with room, and a card."""

import uuid

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import AlreadyThere, NotFound, Refused, TooMany
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.text import identifier
from stelsel.web.own_page import unkept
from stelsel.web.query import Query
from stelsel_tenants.activities import themes
from stelsel_tenants.finder import links, wish
from stelsel_tenants.referrals import advice, cards, crossing, noting, queries, service
from stelsel_tenants.referrals.cards import Card
from stelsel_tenants.referrals.forms import GiveForm, MailForm, NoteForm
from stelsel_tenants.referrals.models import Outcome, SentReferral

bp = Blueprint("referrals", __name__, url_prefix="/b/<slug>/beheer", template_folder="templates")


@bp.route("/doorverwijzen", methods=["GET", "POST"], strict_slashes=False)
@requires(Permission.TENANT_REFERRALS)
def give(scope: Scope) -> ResponseReturnValue:
    form = GiveForm()
    instead_of = _instead_of(scope)
    if form.validate_on_submit():
        try:
            card_id = given(scope, form, scope.tenant_id, instead_of)
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("referrals.card", slug=scope.library.slug, referral_id=card_id), 303)
    return choosing("shell/desk.html", form, scope.tenant_id, instead_of)


@bp.get("/doorverwijzen/<uuid:referral_id>")
@requires(Permission.TENANT_REFERRALS)
def card(scope: Scope, referral_id: uuid.UUID) -> ResponseReturnValue:
    return _shown(_card(scope, referral_id), referral_id, MailForm())


@bp.get("/doorverwijzen/<uuid:referral_id>/kaart.pdf")
@requires(Permission.TENANT_REFERRALS)
def as_pdf(scope: Scope, referral_id: uuid.UUID) -> ResponseReturnValue:
    paper = Query().one_of("formaat", cards.PAPERS, cards.PAPERS[0])
    answer = Response(cards.as_pdf(_card(scope, referral_id), paper, scope.library), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename="kaart.pdf")
    answer.cache_control.no_store = True
    return answer


@bp.post("/doorverwijzen/<uuid:referral_id>/mail")
@requires(Permission.TENANT_REFERRALS)
def by_mail(scope: Scope, referral_id: uuid.UUID) -> ResponseReturnValue:
    form = MailForm()
    shown = _card(scope, referral_id)
    if form.validate():
        with unit_of_work(scope):
            cards.send(scope, shown, form.email.data, letter_id=form.letter_id)
        flash(_("De kaart is gemaild. Het adres bewaren we niet."))
        return redirect(url_for("referrals.card", slug=scope.library.slug, referral_id=referral_id), 303)
    return _shown(shown, referral_id, form)


@bp.route("/doorverwijzingen", methods=["GET", "POST"], strict_slashes=False)
@requires(Permission.TENANT_REFERRALS)
def received(scope: Scope) -> ResponseReturnValue:
    form, slug = NoteForm(), scope.library.slug
    if found := noted(scope, form):
        if form.outcome.data is Outcome.NOT_FOR_US:
            return redirect(url_for("referrals.give", slug=slug, van=found.id), 303)
        return redirect(url_for("referrals.received", slug=slug), 303)
    return typing("referrals/received.html", form, sent=queries.sent(scope), came_in=queries.received(scope))


def noted(scope: Scope, form: NoteForm) -> noting.Found | None:
    """Write down what was typed, and say so; None where nothing was: the form then says why."""
    if not form.validate_on_submit():
        return None
    try:
        found = noting.enter(scope, form.code.data, form.outcome.data)
    except Refused as refusal:
        form.show(refusal)
        return None
    if form.outcome.data is not Outcome.NOT_FOR_US:
        flash(_("Genoteerd: deze bezoeker is gekomen."))
    return found


def typing(template: str, form: NoteForm, **values: object) -> ResponseReturnValue:
    """The page where a code is typed, with how often cards landed; after too many wrong ones, how long to wait."""
    answer = unkept(render_template(template, form=form, questions=themes.WORDS, **values), form.status)
    if isinstance(form.refusal, TooMany):
        answer.headers["Retry-After"] = str(form.refusal.retry_after)
    return answer


def choosing(frame: str, form: GiveForm, tenant_id: int, instead_of: noting.Found | None) -> ResponseReturnValue:
    """The page where a place is chosen, near this library unless its address says otherwise."""
    body = render_template(
        "referrals/choose.html",
        advice=advice.of(wished(tenant_id)),
        form=form,
        frame=frame,
        instead_of=instead_of,
        new_card=uuid.uuid4,
        standing=links.standing,
        times=links.times(),
    )
    return unkept(body, form.status)


def given(scope: Scope, form: GiveForm, sender_id: int, instead_of: noting.Found | None) -> uuid.UUID:
    """Give the card that a form asks for, or pass on one that was not for us. Returns its id. Raises Refused."""
    to, card_id = form.destination(), form.card_id
    concerned = [sender_id, to.tenant_id, *([instead_of.from_tenant_id] if instead_of else [])]
    try:
        with crossing.between(scope, *concerned) as both:
            if instead_of is None:
                service.give(both, to, sender_id=sender_id, card_id=card_id)
            else:
                service.pass_on(both, sender_id, instead_of.id, to, card_id=card_id)
    except AlreadyThere:
        pass  # two clicks at the same time: the other one made it
    return card_id


def wished(tenant_id: int) -> wish.Wish:
    """What the address asks for; near this library where it names no place."""
    asked = wish.read(Query())
    if asked.place or asked.unreadable:
        return asked
    return asked.but(place=advice.spot_of(tenant_id))


def _instead_of(scope: Scope) -> noting.Found | None:
    """The card that was not for this library, of which the address says that another is given instead."""
    asked = identifier(Query().text("van", max=36))
    if asked is None:
        return None
    found = noting.own(scope, asked)
    return found if found.outcome in {Outcome.NOT_FOR_US, Outcome.PASSED_ON} else None


def _card(scope: Scope, referral_id: uuid.UUID) -> Card:
    sent = scope.session.get(SentReferral, (scope.tenant_id, referral_id))
    if sent is None:
        raise NotFound
    return cards.of(sent)


def _shown(shown: Card, referral_id: uuid.UUID, form: MailForm) -> ResponseReturnValue:
    form.letter.data = form.letter.data or str(uuid.uuid4())
    values = {"card": shown, "facts": cards.facts(shown), "referral_id": referral_id}
    return unkept(render_template("referrals/card.html", form=form, **values), form.status)
