"""`stelsel people`: accounts for whoever runs the house, before there is anybody who could sign in."""

import uuid

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from stelsel.access import RoleName
from stelsel.config import Settings
from stelsel.db import unit_of_work
from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.identity import forgetting, invitations, memberships, passwords, resets, service
from stelsel.identity.models import User
from stelsel.identity.service import Seat
from stelsel.tenancy import Organisation, Scope, Tenant

people = AppGroup("people", help="People, and what they may be where.")

ROLES = click.Choice([role.value for role in RoleName])
PLACE = "The slug of a library, of the national body or, for partners, of an organisation."


@people.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=ROLES, required=True)
@click.option("--at", "slug", required=True, help=PLACE)
@click.password_option(help="At least 12 characters; asked for when it is not given.")
def add(email: str, name: str, role: str, slug: str, password: str) -> None:
    """Make an account with a password and one role, or give an account one role more."""
    passwords.check(password, email=email, name=name)
    with Scope.identity(why="people add") as scope, unit_of_work(scope):
        seat = _seat(scope, RoleName(role), slug)
        service.ensure_user(scope, email=email, name=name, password=password, memberships=[seat])
    click.echo(f"{email}: {role} at {slug}")


@people.command("invite")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=ROLES, required=True)
@click.option("--at", "slug", required=True, help=PLACE)
def invite(email: str, name: str, role: str, slug: str) -> None:
    """Send an invitation by mail."""
    with Scope.identity(why="people invite") as scope, unit_of_work(scope):
        seat = _seat(scope, RoleName(role), slug)
        invitations.invite(
            scope,
            email=email,
            name=name,
            role=seat.role,
            by=None,
            tenant_id=seat.tenant_id,
            organisation_id=seat.organisation_id,
        )
    click.echo(f"invited: {email}")


@people.command("end")
@click.argument("email")
@click.option("--at", "slug", help="Only the roles at this place; without it the account is closed.")
def end(email: str, slug: str | None) -> None:
    """Take away the roles at one place, or close an account. Both hold at once."""
    with Scope.identity(why="people end") as scope, unit_of_work(scope):
        user = _user(scope, email)
        if slug is None:
            service.deactivate(scope, user)
        else:
            place = _place(scope, slug)
            for membership in memberships.of(scope, user):
                if place in {membership.at_tenant_id, membership.organisation_id}:
                    memberships.drop(scope, membership)
    click.echo(f"ended: {email}")


@people.command("restore")
@click.argument("email")
def restore(email: str) -> None:
    """Open an account that was closed, with the roles that it had."""
    with Scope.identity(why="people restore") as scope, unit_of_work(scope):
        service.activate(scope, _user(scope, email))
    click.echo(f"restored: {email}")


@people.command("forget")
@click.argument("email")
def forget(email: str) -> None:
    """Take name, address and roles of a closed account. There is no way back."""
    with Scope.identity(why="people forget") as scope, unit_of_work(scope):
        forgetting.close_and_forget(scope, _user(scope, email))
    click.echo("forgotten")


@people.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Send a link for a new password, and print it: for when there is no mail yet."""
    settings: Settings = current_app.extensions["stelsel.settings"]
    with Scope.identity(why="people reset") as scope, unit_of_work(scope):
        link = resets.send(scope, _user(scope, email))
    click.echo(f"{settings.base_url.rstrip('/')}{resets.path(link)}")


def _user(scope: Scope, email: str) -> User:
    user = service.find(scope, email)
    if user is None:
        raise NotFound(_("Er is niemand met dit e-mailadres."))
    return user


def _seat(scope: Scope, role: RoleName, slug: str) -> Seat:
    place = _place(scope, slug, partner=role is RoleName.PARTNER)
    return Seat(role, tenant_id=place) if isinstance(place, int) else Seat(role, organisation_id=place)


def _place(scope: Scope, slug: str, *, partner: bool | None = None) -> int | uuid.UUID:
    """A tenant or, for a partner, an organisation. Raises NotFound."""
    tenant = scope.session.scalar(select(Tenant.id).where(Tenant.slug == slug)) if not partner else None
    if tenant is not None:
        return tenant
    organisation = scope.session.scalar(select(Organisation.id).where(Organisation.slug == slug))
    if organisation is None or partner is False:
        raise NotFound(_("Er is geen bibliotheek of organisatie met dit adres."))
    return organisation
