"""The commands as somebody types them."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stelsel import geo
from stelsel.geo import shipped
from stelsel.geo.queries import find
from tests.geo.test_imports import DUIN, HEAD, STRAND

if TYPE_CHECKING:
    from tests.support.scopes import Scopes

BAD = "GM9003,Nergens,PV28,NL-ZH,Zuid-Holland,1,0,0,"


@pytest.mark.parametrize(
    ("rows", "options", "code", "known"),
    [
        ((STRAND, DUIN), (), 0, True),
        ((STRAND, DUIN), ("--dry-run",), 0, False),
        ((STRAND, BAD), (), 1, False),
        ((STRAND, BAD), ("--skip-bad",), 0, True),
    ],
)
def test_import_municipalities(
    geography: "Scopes", tmp_path: Path, rows: tuple[str, ...], options: tuple[str, ...], code: int, *, known: bool
) -> None:
    geo.init_app(geography.app)
    file = tmp_path / "gemeenten.csv"
    file.write_text("\n".join((HEAD, *rows)), "utf-8")
    result = geography.app.test_cli_runner().invoke(args=["import", "municipalities", str(file), *options])
    assert result.exit_code == code, result.output
    assert "geweigerd" in result.output
    assert (BAD in rows) == ("Regel 3" in result.output)
    with geography.national(reading=True) as scope:
        assert (find(scope, "Strand, Strand").spot is not None) is known


def test_reference_build_writes_the_tables(geography: "Scopes", open_files: Path, tmp_path: Path) -> None:
    geo.init_app(geography.app)
    runner = geography.app.test_cli_runner()
    result = runner.invoke(args=["reference", "build", str(open_files), "--into", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "municipalities.tsv: 342" in result.output
    assert (tmp_path / "outlines.tsv").read_bytes() == (shipped.DATA / "outlines.tsv").read_bytes()
    again = runner.invoke(args=["reference", "load"])
    assert again.exit_code == 0, again.output
    assert "place: 0 added" in again.output
