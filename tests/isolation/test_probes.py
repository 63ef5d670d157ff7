"""Every probe on every setting: safe or refused while a guard stands, save for the known holes; leaking when none does.

A probe that leaks nowhere proves nothing, so each must get through when both guards are off.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from stelsel.tenancy import OutOfScope, Scope
from tests.isolation.laboratory import ACTOR, SECRET, SETTINGS, Bench, Laboratory, Setting
from tests.isolation.probes import PROBES
from tests.support.scopes import Scopes

# A query without a join condition is what some probes are.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

Laboratories = Callable[[str], Laboratory]

ONLY_RLS_SEES = frozenset(
    {
        "table_inside_an_orm_statement",
        "unmapped_table_inside_an_orm_statement",
        "text_inside_an_orm_statement",
    }
)
"""The ORM guard adds the tenant to mapped classes; what is no class it does not see. Lint bans the three forms
(`test_source.py`), and on SQLite nothing else does."""

ONLY_THE_GUARD_SEES = frozenset(
    {
        "identity_map_after_a_switch",
        "switch_inside_a_transaction",
        "object_of_another_session",
    }
)
"""No statement is sent, or it is sent in a transaction that still says the old tenant: the database cannot know."""


def outcome(laboratory: Laboratory, setting: Setting, name: str) -> str:
    """ "leaks", "refused" (and by what), or "safe"."""
    laboratory.fill()
    tenant = Scopes(laboratory.app).tenant("katwijk")
    before = laboratory.others()
    found: object = None
    said = "safe"
    with laboratory.guarded(setting), Scope.member(ACTOR, tenant) as scope:
        try:
            found = PROBES[name](Bench(laboratory, setting, scope))
        except (OutOfScope, AttributeError, SQLAlchemyError) as error:
            said = f"refused ({type(error).__name__}: {str(error)[:80]})"
    untouched = name == "audit_trail" or laboratory.others() == before
    return said if untouched and SECRET not in repr(found) and not laboratory.tainted() else "leaks"


def may_leak(setting: Setting) -> frozenset[str]:
    """What is known to get through while one guard stands alone."""
    if setting.orm:
        return frozenset() if setting.rls else ONLY_RLS_SEES
    return ONLY_THE_GUARD_SEES


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
@pytest.mark.parametrize("name", PROBES)
def test_probe(laboratories: Laboratories, setting: Setting, name: str) -> None:
    said = outcome(laboratories(setting.database), setting, name)
    open_door = not setting.orm and not setting.rls
    expected = open_door or name in may_leak(setting)
    assert (said == "leaks") is expected, said


def test_there_are_probes_enough_and_every_hole_is_written_down() -> None:
    written = (Path(__file__).parents[2] / "docs" / "tenancy.md").read_text("utf-8")
    holes = ONLY_RLS_SEES | ONLY_THE_GUARD_SEES
    assert len(PROBES) >= 32
    assert holes <= set(PROBES)
    assert [name for name in sorted(holes) if f"`{name}`" not in written] == []
