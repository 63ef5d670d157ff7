"""Where things may not be."""

import sys
from collections.abc import Iterator
from pathlib import Path

import grimp

from tools.files import ROOT, of_repository

SOURCE_ROOTS = ("platform", "tenants", "admin")
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "misc", "common", "manager"}
LONGEST = 400
PACKAGES = ("stelsel", "stelsel_tenants", "stelsel_admin")
INNER = {"views", "forms"}
"""Modules of a room that other rooms have no business with: they use its service, its queries, or what it exports."""


def faults() -> Iterator[str]:
    for root in SOURCE_ROOTS:
        if (ROOT / root / "__init__.py").exists():
            yield f"{root}/__init__.py: {root}/ is a source root, no package; it would hide the module {root!r}"
    for path in of_repository(".py"):
        yield from of_module(path, (ROOT / path).read_text("utf-8"))

    for importer, imported in visits():
        yield f"{importer}: reaches into {imported}; use what that room's service or __init__ offers"


def visits() -> Iterator[tuple[str, str]]:
    """Who imports the inner modules of another room. Parts of one room may know each other."""
    graph = grimp.build_graph(*PACKAGES)
    for module in sorted(graph.modules):
        room, name = ".".join(module.split(".")[:2]), module.rpartition(".")[2]
        if name not in INNER or room == "stelsel.web":
            continue
        for importer in sorted(graph.find_modules_that_directly_import(module)):
            if importer != room and not importer.startswith(f"{room}."):
                yield importer, module


def of_module(path: Path, text: str) -> Iterator[str]:
    """What is wrong with where a module lies, what it is called and how long it is."""
    in_sources = path.parts[0] in SOURCE_ROOTS
    if in_sources and (path.name.startswith("test_") or path.name == "conftest.py"):
        yield f"{path}: tests live in tests/"
    if in_sources and path.stem in NAMES_THAT_SAY_NOTHING:
        yield f"{path}: name it after what it does"
    if in_sources and (lines := text.count("\n")) > LONGEST:
        yield f"{path}: {lines} lines; split it by task"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found))
    sys.exit(bool(found))
