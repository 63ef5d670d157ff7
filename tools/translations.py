"""The English catalogue is complete and current: every text of the pages is in it, none is empty or doubtful."""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tools.files import ROOT

TRANSLATIONS = ROOT / "platform" / "stelsel" / "translations"
SOURCES = ("platform", "tenants", "admin")
LANGUAGE = "en"
DOMAIN = "messages"
MARKS = {"_", "_n", "gettext", "ngettext", "lazy_gettext"}


def asked(folder: Path) -> Catalog:
    """The texts that the sources mark for translation."""
    template = folder / "messages.pot"
    subprocess.run(
        [
            *(sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"),
            *("--mapping-file", "pyproject.toml", "--keywords", "_n:1,2", "--no-location", "--omit-header"),
            *("--output", str(template), *SOURCES),
        ],
        cwd=ROOT,
        check=True,
    )
    return read(template)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def is_filled(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(texts)


def faults(template: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is asked for and not answered, answered in doubt, or answered and no longer asked for."""
    for message in template:
        if not message.id:
            continue
        answer = catalogue.get(message.id, context=message.context)
        if answer is None:
            yield f"missing: {message.id!r}"
        elif not is_filled(answer):
            yield f"empty: {message.id!r}"
        elif answer.fuzzy:
            yield f"in doubt: {message.id!r}"
        else:
            yield from (f"{error}: {message.id!r}" for error in answer.check(catalogue))
    for message in catalogue:
        if message.id and template.get(message.id, context=message.context) is None:
            yield f"no longer used: {message.id!r}"


def hidden(source: str) -> Iterator[int]:
    """Lines where a text stands inside an f-string: there it is asked for at run time, and never extracted."""
    for string in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)):
        for call in (node for node in ast.walk(string) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in MARKS:
                yield string.lineno


def main() -> int:
    path = TRANSLATIONS / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.po"
    with tempfile.TemporaryDirectory() as folder:
        found = list(faults(asked(Path(folder)), read(path) if path.exists() else Catalog(LANGUAGE)))
    for file in (file for folder in SOURCES for file in sorted((ROOT / folder).rglob("*.py"))):
        lines = hidden(file.read_text(encoding="utf-8"))
        found += [f"{file.relative_to(ROOT)}:{line}: a text inside an f-string: give it a name first" for line in lines]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
