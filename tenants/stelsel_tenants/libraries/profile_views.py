"""A library's profile, colour and logo in its workroom; and the logo itself, for everybody."""

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.headers import for_a_year
from stelsel.web.security import takes_uploads
from stelsel.web.theme import palette
from stelsel_tenants.libraries import colours, comparison, profile, queries
from stelsel_tenants.libraries.forms import LogoForm, ProfileForm

bp = Blueprint("profile", __name__, url_prefix="/b/<slug>", template_folder="templates")


@bp.get("/logo-<digest>.png")
@requires(Permission.SITE_READ)
def logo(scope: Scope, digest: str) -> ResponseReturnValue:
    """The logo. Its name changes with it, so it may be kept for a year."""
    content = queries.logo(scope) if scope.library.logo_hash == digest else None
    if content is None:
        raise NotFound
    return for_a_year(Response(content, mimetype="image/png"))


@bp.route("/beheer/profiel", methods=["GET", "POST"])
@requires(Permission.TENANT_PROFILE)
def edit(scope: Scope) -> ResponseReturnValue:
    now = queries.profile(scope)
    form = ProfileForm(profile.of(queries.tenant(scope), now), now.version if now else 0)
    differences: list[comparison.Difference] = []
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                profile.present(scope, form.facts(), version=form.seen)
        except profile.Changed as refusal:
            form.show(refusal)
            differences = _differences(scope, form)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard. Uw site ziet er nu zo uit."))
            return _back(scope)
    return _page(scope, form, LogoForm(formdata=None), differences=differences)


@bp.get("/beheer/profiel/kleur")
@requires(Permission.TENANT_PROFILE)
def colour(_scope: Scope) -> ResponseReturnValue:
    """The colours that would be made of one, with their contrasts in words; 422 with what is wrong."""
    try:
        return jsonify(colours.told(palette(request.args.get("kleur", "")[:20])))
    except Refused as refusal:
        return jsonify(fout=str(refusal)), 422


@bp.post("/beheer/profiel/logo")
@takes_uploads(6)
@requires(Permission.TENANT_PROFILE)
def new_logo(scope: Scope) -> ResponseReturnValue:
    form = LogoForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                profile.show_logo(scope, form.logo.data, alt=form.alt.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Uw logo staat nu op uw site."))
            return _back(scope)
    now = queries.profile(scope)
    facts = profile.of(queries.tenant(scope), now)
    return _page(scope, ProfileForm(facts, now.version if now else 0, sent=False), form)


@bp.post("/beheer/profiel/logo/weg")
@requires(Permission.TENANT_PROFILE)
def no_logo(scope: Scope) -> ResponseReturnValue:
    with unit_of_work(scope):
        profile.drop_logo(scope)
    flash(_("Het logo is weg. Uw site toont nu uw eigen rij boeken."))
    return _back(scope)


def _page(scope: Scope, form: ProfileForm, logo_form: LogoForm, **more: Any) -> ResponseReturnValue:
    tenant = queries.tenant(scope)
    told = colours.told(palette(form.accent.data or tenant.accent))
    status = max(form.status, logo_form.status)
    page = {"form": form, "logo_form": logo_form, "colours": told, "logo": tenant.logo_hash, "differences": []} | more
    return render_template("libraries/profile.html", **page), status


def _differences(scope: Scope, form: ProfileForm) -> list[comparison.Difference]:
    """The fields that differ. The form gets the saved version's number, so that saving again is a choice."""
    scope.session.expire_all()
    now = queries.profile(scope)
    form.version.data = str(now.version if now else 0)
    return comparison.of_profile(form, form.facts(), profile.of(queries.tenant(scope), now))


def _back(scope: Scope) -> ResponseReturnValue:
    return redirect(url_for("profile.edit", slug=scope.library.slug), 303)
