"""The second guard, in PostgreSQL itself: login roles, grants and row-level security, computed from the models.

Migrations carry the statements literally; `stelsel db check` compares what a database has with what the models ask.
A policy is one equality (an OR measured 474 ms where this measures 0.28): another reach is another role.
"""

from collections.abc import Iterator

from sqlalchemy import Table, UniqueConstraint

from stelsel.db import ROLES, Base, Owned, Role
from stelsel.db.engines import role_name

TENANT = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::int"
TENANTS = "tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])"
PARTNER = "{column} = nullif(current_setting('app.organisation_id', true), '')::uuid"
OWN: dict[Role, str] = {"app": TENANT, "bridge": TENANTS}
VERBS = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}


def models() -> list[type[Base]]:
    """Every mapped class, in a stable order."""
    return sorted((m.class_ for m in Base.registry.mappers), key=lambda model: str(model.__tablename__))


def roles() -> Iterator[str]:
    """Login roles that own nothing and pass no policy by."""
    for role in ROLES:
        name = role_name(role)
        yield (
            f"DO $$ BEGIN CREATE ROLE {name} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
        yield f"GRANT USAGE ON SCHEMA public TO {name}"


def condition(model: type[Base], role: Role) -> str:
    """Which rows of a tenant table a role reaches."""
    if role == "app":
        return TENANT
    if role == "bridge":
        return TENANTS
    if role == "partner":
        return PARTNER.format(column=model.partner_column)
    return "true"


def grants(model: type[Base]) -> Iterator[str]:
    name = model.__tablename__
    for role in ROLES:
        for letter in model.rights(role):
            narrow = {"r": model.access.columns, "w": model.access.writes}.get(letter, {}).get(role)
            columns = f" ({', '.join(narrow)})" if narrow else ""
            yield f"GRANT {VERBS[letter]}{columns} ON {name} TO {role_name(role)}"
        if "a" in model.rights(role):
            yield from (f"GRANT USAGE ON SEQUENCE {sequence} TO {role_name(role)}" for sequence in _sequences(model))


def _sequences(model: type[Base]) -> Iterator[str]:
    """The counters behind a table's numbers: adding a row takes the next one."""
    table = model.metadata.tables[str(model.__tablename__)]
    column = table.autoincrement_column
    if column is not None:
        yield f"{table.name}_{column.name}_seq"


def policies(model: type[Base]) -> Iterator[str]:
    if not issubclass(model, Owned) and model.tenant_column is None and model.partner_column is None:
        return
    name = model.__tablename__
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    for role in ROLES:
        if not model.rights(role):
            continue
        if issubclass(model, Owned):
            verb = "SELECT" if model.rights(role) == "r" else "ALL"
            yield _policy(name, role, role, verb, condition(model, role))
        else:
            yield from _of_the_network(model, role)


def _of_the_network(model: type[Base], role: Role) -> Iterator[str]:
    """A shared table with a tenant in it is read by all who may, and written by its own tenant; one with a partner in
    it is read and written by its own partner, among partners."""
    name, rights = model.__tablename__, model.rights(role)
    if role == "partner" and model.partner_column:
        yield _policy(name, role, role, "SELECT" if rights == "r" else "ALL", condition(model, role))
        return
    if role not in OWN or rights == "r" or model.tenant_column is None:
        yield _policy(name, role, role, "SELECT" if rights == "r" else "ALL", "true")
        return
    own = OWN[role].replace("tenant_id", str(model.tenant_column), 1)
    yield _policy(name, role, role, "SELECT", "true")
    yield from (_policy(name, f"{role}_{VERBS[letter].lower()}", role, VERBS[letter], own) for letter in rights[1:])


def _policy(table: str, name: str, role: Role, verb: str, rows: str) -> str:
    using = "" if verb == "INSERT" else f" USING ({rows})"
    check = "" if verb in {"SELECT", "DELETE"} else f" WITH CHECK ({rows})"
    return f"CREATE POLICY {name} ON {table} FOR {verb} TO {role_name(role)}{using}{check}"


def postgresql(chosen: list[type[Base]] | None = None) -> Iterator[str]:
    """Everything PostgreSQL needs beyond the tables, for all models or the chosen ones."""
    yield from roles()
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    for model in chosen if chosen is not None else models():
        yield from grants(model)
        yield from policies(model)
        if model.append_only:
            name = model.__tablename__
            yield (
                f"CREATE TRIGGER {name}_only_grows BEFORE UPDATE OR DELETE ON {name}"
                " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
            yield (
                f"CREATE TRIGGER {name}_is_not_emptied BEFORE TRUNCATE ON {name}"
                " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        yield from _kept_apart(model)


def _kept_apart(model: type[Base]) -> Iterator[str]:
    """No overlap, on PostgreSQL. A range of one number stands in for equality, which GiST has in an extension only."""
    if model.apart is None:
        return
    name, apart = model.__tablename__, model.apart
    numbers = ", ".join(f"int8range({column}, {column}, '[]') WITH &&" for column in ("tenant_id", apart.same))
    yield (
        f"ALTER TABLE {name} ADD CONSTRAINT {name}_apart EXCLUDE USING gist"
        f" ({numbers}, tstzrange({apart.begins}, {apart.ends}) WITH &&)"
    )


def sqlite(chosen: list[type[Base]] | None = None) -> Iterator[str]:
    """Append-only tables on SQLite, and rows that may not overlap. INSERT OR REPLACE deletes first, which the key
    trigger refuses (trap 9)."""
    for model in chosen if chosen is not None else models():
        yield from _refused_overlaps(model)
        if not model.append_only:
            continue
        name = model.__tablename__
        table = model.metadata.tables[str(name)]
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name}"
                f" BEGIN SELECT RAISE(ABORT, '{name} only grows'); END"
            )
        taken = f"EXISTS (SELECT 1 FROM {name} WHERE {_taken(table)})"  # noqa: S608 - names are the models' own
        yield (
            f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {taken}"
            f" BEGIN SELECT RAISE(ABORT, '{name} only grows'); END"
        )


def _refused_overlaps(model: type[Base]) -> Iterator[str]:
    if model.apart is None:
        return
    name, apart = model.__tablename__, model.apart
    same = " AND ".join(f"{column} = NEW.{column}" for column in ("tenant_id", apart.same))
    overlap = f"{same} AND {apart.begins} < NEW.{apart.ends} AND NEW.{apart.begins} < {apart.ends}"
    found = f"EXISTS (SELECT 1 FROM {name} WHERE {overlap}"  # noqa: S608 - names are the models' own
    for verb, other in (("INSERT", ""), ("UPDATE", " AND rowid <> OLD.rowid")):
        yield (
            f"CREATE TRIGGER {name}_apart_{verb.lower()} BEFORE {verb} ON {name} WHEN {found}{other})"
            f" BEGIN SELECT RAISE(ABORT, '{name}_apart'); END"
        )


def _taken(table: Table) -> str:
    """The row that REPLACE would take away: of the same primary key, the same unique key or the same rowid."""
    keys = [list(table.primary_key)]
    keys += [list(key.columns) for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys += [list(index.columns) for index in table.indexes if index.unique]
    same = sorted(" AND ".join(f"{column.name} = NEW.{column.name}" for column in key) for key in keys)
    return " OR ".join([*(f"({key})" for key in same), "rowid = NEW.rowid"])


def policies_of(model: type[Base]) -> set[str]:
    """Names of the policies that a table must have."""
    return {said.split()[2] for said in policies(model) if said.startswith("CREATE POLICY")}


def catalogue(dialect: str) -> dict[str, set[str]]:
    """Names of the policies and triggers that the models ask for, by table."""
    found: dict[str, set[str]] = {}
    for model in models():
        name = str(model.__tablename__)
        guards = set()
        if dialect == "sqlite" and model.append_only:
            guards |= {f"{name}_no_update", f"{name}_no_delete", f"{name}_no_replace"}
        if model.apart is not None:
            guards |= {f"{name}_apart"} if dialect == "postgresql" else {f"{name}_apart_insert", f"{name}_apart_update"}
        if dialect == "postgresql" and model.append_only:
            guards |= {f"{name}_only_grows", f"{name}_is_not_emptied"}
        if dialect == "postgresql" and policies_of(model):
            guards |= {"forced", *policies_of(model)}
        if guards:
            found[name] = guards
    return found


def statements(present: set[str]) -> dict[str, list[str]]:
    """What tables need that a database does not have yet, by dialect: for the migration that makes them."""
    chosen = [model for model in models() if model.__tablename__ not in present]
    return {"postgresql": list(postgresql(chosen)), "sqlite": list(sqlite(chosen))}
