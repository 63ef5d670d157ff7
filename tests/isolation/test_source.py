"""What neither guard sees on SQLite is kept out of the source: the forms that go round the mapped classes.

Ruff bans the names that can be imported (pyproject.toml, banned-api); attributes it cannot judge, so they are here.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("platform/stelsel", "tenants/stelsel_tenants", "admin/stelsel_admin")
BESIDE_THE_GUARD = ("platform/stelsel/db/", "platform/stelsel/tenancy/")
"""Where the guards themselves are made."""

ATTRIBUTES = {
    "__table__": "a Core table inside an ORM statement has no tenant: name the class",
    "local_table": "a Core table inside an ORM statement has no tenant: name the class",
    "exec_driver_sql": "raw SQL does not know the tenant",
    "raw_connection": "the driver's connection passes the guard by",
    "dbapi_connection": "the driver's connection passes the guard by",
    "driver_connection": "the driver's connection passes the guard by",
}
NAMES = {
    "text": "raw SQL does not know the tenant",
    "literal_column": "raw SQL does not know the tenant",
    "TextClause": "raw SQL does not know the tenant",
    "table": "a Core table has no tenant",
    "Table": "a Core table has no tenant: map association tables too, as Owned classes",
    "create_engine": "engines are made in stelsel.db",
}
WORDS = {
    "stelsel_sanctioned": "only the guard says that a statement was checked",
    "dml_strategy": "with another strategy a bulk statement goes round the tenant",
}


def faults(source: str) -> Iterator[str]:
    """What in a module goes round the guard, by line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            yield f"{node.lineno}: .{node.attr}: {ATTRIBUTES[node.attr]}"
        elif isinstance(node, ast.keyword) and node.arg == "secondary":
            yield f"{node.value.lineno}: secondary=: an association table is an Owned class"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "sqlalchemy":
            for name in node.names:
                if name.name in NAMES:
                    yield f"{node.lineno}: {name.name}: {NAMES[name.name]}"
        elif isinstance(node, ast.Attribute) and node.attr in NAMES and _is_sqlalchemy(node.value):
            yield f"{node.lineno}: {node.attr}: {NAMES[node.attr]}"
        elif isinstance(node, ast.Constant) and node.value in WORDS:
            yield f"{node.lineno}: {node.value}: {WORDS[node.value]}"
        elif isinstance(node, ast.keyword) and node.arg in WORDS:
            yield f"{node.value.lineno}: {node.arg}: {WORDS[node.arg]}"


def _is_sqlalchemy(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"sa", "sqlalchemy", "sql"}


def test_the_source_has_no_form_that_the_guard_cannot_see() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{fault}"
        for floor in FLOORS
        for path in sorted((ROOT / floor).rglob("*.py"))
        if not str(path.relative_to(ROOT)).startswith(BESIDE_THE_GUARD)
        for fault in faults(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "select(Tenant.id, select(func.count()).select_from(Event.__table__))",
        "from sqlalchemy import literal_column",
        "from sqlalchemy.sql import text as t",
        "import sqlalchemy as sa\nsa.text('select 1')",
        "tags = relationship(secondary=labels)",
        "session.connection().exec_driver_sql('select 1')",
        "session.execute(s, execution_options={'stelsel_sanctioned': True})",
        "statement.execution_options(dml_strategy='core_only')",
    ],
)
def test_each_form_would_be_found(source: str) -> None:
    assert list(faults(source)) != []
