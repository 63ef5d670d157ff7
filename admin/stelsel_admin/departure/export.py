"""Everything that is one tenant's, as a file to take along (AVG 15, 20): JSON Lines for each table, from the metadata.

It is read through the scopes that everybody else uses, so the guards hold: it cannot hold another's row. What opens
something (`db.personal.SECRET`) is never in it. Rows go through one by one: it takes as much memory for a million.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import IO, Any

from sqlalchemy import LargeBinary, Row, inspect, select
from sqlalchemy.orm import ColumnProperty

from stelsel import clock
from stelsel.db import Base, backup, unit_of_work
from stelsel.db.personal import KEY, SECRET
from stelsel.identity import trail
from stelsel.identity.models import Membership, User
from stelsel.tenancy import Actor, Hat, Scope, Tenant, TenantRef, whose

WHY = "tenant export"
AT_ONCE = 500
"""Rows that are in memory at a time."""
(_SECRET,) = SECRET

README = """Alles wat Stelsel bewaart van {name} ({slug}), zoals het was op {at} (UTC).

tables/        Per tabel één bestand: JSON Lines in UTF-8, op elke regel één rij, in de volgorde van hun sleutel.
files/         Wat als bestand is bewaard: het logo, en agenda’s en lijsten die nog bekeken moeten worden.
manifest.json  Welke tabellen, hoeveel rijen, en de SHA-256 van elk bestand. Van elke kolom met een
               persoonsgegeven ook: waarvoor, op welke grond van de AVG, en tot wanneer.

Tijdstippen staan in ISO 8601 en in UTC. Dagen en kloktijden zijn die van Nederland. Geld is in hele eurocenten.
Waar een rij bij een bestand hoort, staat de plaats in files/.
Uit tabellen van het hele netwerk staat hier wat van deze bibliotheek is: wie er werkt, uitnodigingen, brieven, links
en taken. Wachtwoorden, de code van een link en de tekst van een brief staan er niet bij: daarmee kan iemand binnen.
De tabellen zijn na elkaar gelezen. Wat intussen veranderde, kan in de ene al staan en in de andere nog niet.
"""


def _models() -> list[type[Base]]:
    """What is in it: the tables with rows of a tenant, and the people who work there."""
    return [*whose.models(), User]


@dataclass
class Exported:
    """What is in the file."""

    tables: dict[str, int] = field(default_factory=dict)
    """How many rows, by table; those without any are not in it."""
    sums: dict[str, str] = field(default_factory=dict)
    """SHA-256, by name in the file."""


def export(tenant: TenantRef, file: Path) -> Exported:
    """Write a new file, readable for its owner only; whole or not at all. Raises backup.NoBackup."""
    if file.exists():
        raise backup.NoBackup(f"{file} is already there. Choose another name.")
    with backup.beside(file) as part:
        with part.open("r+b") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
            made = _Writer(packed, clock.now())
            made.fill(tenant)
        backup.to_disk(part)
        _record(tenant, sum(made.done.tables.values()))
        part.rename(file)
    return made.done


def _record(tenant: TenantRef, rows: int) -> None:
    """In the national body's chain: in the library's own it would make each export another than the one before."""
    with Scope.identity(why=WHY) as scope, unit_of_work(scope):
        library = scope.session.scalars(select(Tenant).where(Tenant.id == tenant.id)).one()
        trail.record(scope, "tenant.exported", library, rows=rows)


class _Writer:
    """Writes the parts of one export."""

    def __init__(self, packed: zipfile.ZipFile, at: datetime) -> None:
        self.packed = packed
        self.at = at
        self.done = Exported()

    def fill(self, tenant: TenantRef) -> None:
        for model in _models():
            with _scope(tenant, model) as scope:
                self._table(scope, model, tenant.id)
        about = {"slug": tenant.slug, "at": self.at.isoformat()}
        with self._part("README.txt") as out:
            out.write(README.format(name=tenant.name, slug=tenant.slug, at=f"{self.at:%Y-%m-%d %H:%M}").encode())
        manifest = {**about, "version": version("stelsel"), "tables": self._tables(), "sha256": self.done.sums}
        with self._part("manifest.json") as out:
            out.write(json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode())

    def _table(self, scope: Scope, model: type[Base], tenant_id: int) -> None:
        rows = self._rows(scope, model, tenant_id)
        first = next(rows, None)
        if first is None:
            return
        name, number = str(model.__tablename__), 0
        with self._part(f"tables/{name}.jsonl") as out:
            for row in chain([first], rows):
                out.write(f"{json.dumps(_plain(model, row), ensure_ascii=False)}\n".encode())
                number += 1
        self.done.tables[name] = number
        self._files(scope, model, tenant_id)

    def _rows(self, scope: Scope, model: type[Base], tenant_id: int) -> Iterator[Row[Any]]:
        """The rows of a tenant in the order of their keys; of a file only whether there is one."""
        said = [
            (column(model, one).is_not(None) if _is_file(one) else column(model, one)).label(one.key)
            for one in _shown(model)
        ]
        statement = select(*said).where(_own(model, tenant_id)).order_by(*inspect(model).primary_key)
        yield from scope.session.execute(statement.execution_options(yield_per=AT_ONCE))

    def _files(self, scope: Scope, model: type[Base], tenant_id: int) -> None:
        keys = [column(model, one) for one in whose.attributes(model) if one.columns[0].primary_key]
        for one in filter(_is_file, _shown(model)):
            content = column(model, one)
            statement = select(*keys, content).where(_own(model, tenant_id), content.is_not(None)).order_by(*keys)
            for row in scope.session.execute(statement.execution_options(yield_per=1)):
                with self._part(_place(model, one, row[len(keys) - 1])) as out:
                    out.write(row[-1])

    @contextmanager
    def _part(self, name: str) -> Iterator["_Summed"]:
        """One file in the file, with its sum."""
        info = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self.packed.open(info, "w", force_zip64=True) as raw:
            out = _Summed(raw)
            yield out
        self.done.sums[name] = out.sum.hexdigest()

    def _tables(self) -> dict[str, Any]:
        models = {str(model.__tablename__): model for model in _models()}
        return {name: {"rows": rows, "personal": _personal(models[name])} for name, rows in self.done.tables.items()}


class _Summed:
    """Writes on, and keeps the sum of what it wrote."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self.sum = hashlib.sha256()

    def write(self, content: bytes) -> None:
        self._out.write(content)
        self.sum.update(content)


def column(model: type[Base], one: ColumnProperty[Any]) -> Any:
    """A column as its class names it: the guard knows no other way to ask."""
    return getattr(model, one.key)


def _scope(tenant: TenantRef, model: type[Base]) -> Scope:
    role = whose.reader(model)
    if role == "app":
        return Scope.system(tenant, why=WHY, reading=True)
    if role == "identity":
        return Scope.identity(why=WHY, reading=True)
    return Scope.national(Actor(Hat.SYSTEM, WHY), why=WHY, reading=True)


def _own(model: type[Base], tenant_id: int) -> Any:
    if model is User:
        return User.id.in_(select(Membership.user_id).where(Membership.at_tenant_id == tenant_id))
    return getattr(model, str(whose.key_of(model))) == tenant_id


def _shown(model: type[Base]) -> list[ColumnProperty[Any]]:
    return [one for one in whose.attributes(model) if _SECRET not in one.columns[0].info]


def _is_file(one: ColumnProperty[Any]) -> bool:
    return isinstance(one.columns[0].type, LargeBinary)


def _place(model: type[Base], one: ColumnProperty[Any], row_id: object) -> str:
    return f"files/{model.__tablename__}/{row_id}-{one.columns[0].name}"


def _plain(model: type[Base], row: Row[Any]) -> dict[str, Any]:
    """A row as JSON knows it."""
    said = {}
    for one, value in zip(_shown(model), row, strict=True):
        if _is_file(one):
            value = _place(model, one, row.id) if value else None
        said[one.columns[0].name] = _value(value)
    return said


def _value(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value if isinstance(value, str | int | float | list | dict) or value is None else str(value)


def _personal(model: type[Base]) -> dict[str, dict[str, str]]:
    """Of each column that says something of a person: why it is kept, on which ground, until when."""
    said = ((one.columns[0].name, one.columns[0].info.get(KEY)) for one in _shown(model))
    return {
        name: {"purpose": why.purpose, "ground": why.ground, "term": why.term} for name, why in said if why is not None
    }
