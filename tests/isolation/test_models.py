"""The plain ways in, at every tenant table there is: a table that is made tomorrow is tried tomorrow."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import delete, func, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from stelsel.db import Base, Owned
from stelsel.tenancy import OutOfScope, Scope, security
from tests.isolation.laboratory import ACTOR, SETTINGS, Laboratory, Setting
from tests.isolation.test_probes import Laboratories
from tests.isolation.walk import FOREIGN, FOREIGN_MARK, OWN, OWN_MARK
from tests.support.factories import Rows, second
from tests.support.scopes import Scopes

Way = Callable[[Scope, type[Owned], int], bool]
"""True when it got through to the other library's row."""


def listed(scope: Scope, model: type[Owned], other: int) -> bool:
    return other in set(scope.session.scalars(select(model.tenant_id)))


def counted(scope: Scope, model: type[Owned], _other: int) -> bool:
    return bool(scope.session.scalar(select(func.count()).select_from(model).where(model.id == FOREIGN)))


def got(scope: Scope, model: type[Owned], other: int) -> bool:
    return scope.session.get(model, (other, FOREIGN)) is not None


def updated(scope: Scope, model: type[Owned], _other: int) -> bool:
    column = next(one for one in inspect(model).column_attrs if one.key not in {"tenant_id", "id"})
    statement = update(model).where(model.id == FOREIGN).values({column.key: getattr(model, column.key)})
    return changed(scope, statement)


def deleted(scope: Scope, model: type[Owned], _other: int) -> bool:
    return changed(scope, delete(model).where(model.id == FOREIGN))


def changed(scope: Scope, statement: object) -> bool:
    done = scope.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]  # update or delete
    return bool(done.rowcount)  # type: ignore[attr-defined]  # a cursor's result


WAYS: tuple[Way, ...] = (listed, counted, got, updated, deleted)
TABLES = [Base.metadata.tables[str(model.__tablename__)] for model in security.models() if issubclass(model, Owned)]


@contextlib.contextmanager
def rows_of_both(laboratory: Laboratory) -> Iterator[None]:
    with laboratory.behind() as connection:
        Rows(connection, laboratory.own, OWN, OWN_MARK).make_all()
        Rows(connection, laboratory.other, FOREIGN, FOREIGN_MARK).make_all()
    try:
        yield
    finally:
        laboratory.clear(TABLES, (OWN, FOREIGN, second(OWN), second(FOREIGN)))


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_no_plain_way_leads_to_another_librarys_row(laboratories: Laboratories, setting: Setting) -> None:
    """Reading gets through everywhere when both guards are off; writing where no grant and no trigger stands."""
    laboratory = laboratories(setting.database)
    laboratory.fill()
    tenant = Scopes(laboratory.app).tenant("katwijk")
    through: dict[str, set[str]] = {}
    with rows_of_both(laboratory), laboratory.guarded(setting):
        for model in security.models():
            if not issubclass(model, Owned):
                continue
            for way in WAYS:
                with Scope.member(ACTOR, tenant) as scope, contextlib.suppress(OutOfScope, SQLAlchemyError):
                    if way(scope, model, laboratory.other):
                        through.setdefault(way.__name__, set()).add(model.__name__)
                    scope.session.rollback()
    everything = {model.__name__ for model in security.models() if issubclass(model, Owned)}
    if setting.orm or setting.rls:
        assert through == {}
    else:
        assert through["listed"] == through["counted"] == through["got"] == everything
        assert through["updated"] >= {model.__name__ for model in security.models() if model.published}
