"""Scopes for the hands of a test. Each is opened with `with`, does its work and closes: a scope that stays open
would see an old state of the database, or keep the pages of the application waiting for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import select

from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Scope, Tenant, TenantRef
from tests.support.world import BUILDER, NATIONAL_SLUG

WHY = "tests"


class Scopes:
    """The scopes of the test network."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def tenant(self, slug: str = "katwijk") -> TenantRef:
        with self.app.app_context(), Scope.network(why=WHY) as scope:
            return TenantRef.of(scope.session.scalars(select(Tenant).where(Tenant.slug == slug)).one())

    @contextmanager
    def reading(self, slug: str = "katwijk") -> Iterator[Scope]:
        """The rows of one library, to look at."""
        with self.app.app_context(), Scope.system(self.tenant(slug), why=WHY, reading=True) as scope:
            yield scope

    @contextmanager
    def work(self, slug: str = "katwijk") -> Iterator[Scope]:
        """One unit of work in one library, committed at the end."""
        with self.app.app_context(), Scope.system(self.tenant(slug), why=WHY) as scope, unit_of_work(scope):
            yield scope

    @contextmanager
    def national(self, *, reading: bool = False) -> Iterator[Scope]:
        """Figures of all, and the network's own tables: one unit of work."""
        official = Actor(Hat.NATIONAL, WHY)
        with (
            self.app.app_context(),
            Scope.national(official, why=WHY, reading=reading) as scope,
            unit_of_work(scope),
        ):
            yield scope

    @contextmanager
    def scheme(self) -> Iterator[Scope]:
        """The national body's own rows: one unit of work."""
        with self.app.app_context(), Scope.member(BUILDER, self.tenant(NATIONAL_SLUG)) as scope, unit_of_work(scope):
            yield scope

    @contextmanager
    def identity(self, *, reading: bool = False) -> Iterator[Scope]:
        """People and memberships: one unit of work."""
        with self.app.app_context(), Scope.identity(why=WHY, reading=reading) as scope, unit_of_work(scope):
            yield scope
