"""What is installed elsewhere is whole: the three packages, their templates, the migrations, and what they need."""

import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (made,) = folder.glob("*.whl")
    return zipfile.ZipFile(made)


def test_the_wheel_holds_what_the_source_roots_hold(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    wanted = {
        str(path.relative_to(root))
        for root in (ROOT / "platform", ROOT / "tenants", ROOT / "admin")
        for path in root.rglob("*")
        if path.suffix in {".py", ".html", ".css"} and "build" not in path.parts
    }
    assert wanted <= names, sorted(wanted - names)
    assert {name.split("/")[0] for name in names if not name.startswith("stelsel-")} == {
        "stelsel",
        "stelsel_tenants",
        "stelsel_admin",
    }


def test_the_wheel_brings_its_migrations(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    for migration in (ROOT / "migrations").rglob("*.py"):
        assert f"stelsel/db/migrations/{migration.relative_to(ROOT / 'migrations')}" in names


def test_the_wheel_asks_for_what_runs_it(wheel: zipfile.ZipFile) -> None:
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    told = message_from_bytes(wheel.read(metadata))
    asked = (ROOT / "requirements" / "runtime.in").read_text("utf-8").splitlines()
    assert told["License-Expression"] == "EUPL-1.2"
    assert len(told.get_all("Requires-Dist", [])) == len([line for line in asked if line and not line.startswith("#")])
