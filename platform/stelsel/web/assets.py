"""Built assets in pages: `asset_url("app.css")` and `icon("clock")`.

Names carry a hash, so the browser may keep a file for a year and never asks again.
"""

import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from markupsafe import Markup

STATIC = Path(__file__).parent / "static"
BUILD = STATIC / "build"
MANIFEST = BUILD / "manifest.json"
TYPEFACES = BUILD / "print"
"""Fonts of documents, made by `typefaces`, which holds the tools for it and is loaded by set-up only."""
LETTERS = TYPEFACES / "letters.json"
YEAR = 365 * 24 * 60 * 60


class AssetsMissing(RuntimeError):
    """The page asks for a file that was not built."""


def init_app(app: Flask) -> None:
    """Serve `/static/`, and give templates `asset_url` and `icon`."""
    app.static_folder = str(STATIC)
    app.static_url_path = "/static"
    if "static" not in app.view_functions:
        app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=app.send_static_file)
    app.after_request(_keep_for_a_year)
    app.jinja_env.globals.update(asset_url=asset_url, icon=icon)


def asset_url(name: str) -> str:
    """The address of a built file by its plain name. Raises AssetsMissing."""
    return f"/static/build/{_file(name)}"


def icon(name: str, label: str = "") -> Markup:
    """An icon from the sprite. With a label it speaks; without, the word beside it does."""
    return _drawing(name, str(label), asset_url("icons.svg"))


def build_id() -> str:
    """Changes whenever an asset changes: part of the key of kept pages."""
    return str(manifest()["inputs"])[:12]


def manifest() -> dict[str, Any]:
    """What was built; a second after a build it is the new one. Raises AssetsMissing."""
    return _read(_changed(int(time.monotonic())))


@lru_cache(maxsize=1)
def _changed(_second: int) -> int:
    """When it was built. A page asks for ten files, and is not to ask the disk for each of them."""
    try:
        return MANIFEST.stat().st_mtime_ns
    except FileNotFoundError as absent:
        raise AssetsMissing("The assets are not built. Run `python -m stelsel.web.build_assets`.") from absent


@lru_cache(maxsize=1)
def _read(_changed: int) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(MANIFEST.read_text())
    return content


@lru_cache(maxsize=512)
def _drawing(name: str, label: str, address: str) -> Markup:
    if name not in manifest()["icons"]:
        raise AssetsMissing(
            f"The icon '{name}' is not in the sprite. Run `python -m stelsel.web.build_assets`;"
            " a name that no template spells out goes into web/assets/icons.txt."
        )
    voice = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="i" {} focusable="false"><use href="{}#{}"/></svg>').format(voice, address, name)


def _file(name: str) -> str:
    files: dict[str, str] = manifest()["files"]
    if name not in files:
        raise AssetsMissing(f"There is no built file '{name}'.")
    return files[name]


def _keep_for_a_year(response: Response) -> Response:
    if (
        request.endpoint == "static"
        and request.path.startswith("/static/build/")
        and response.status_code in (200, 304)
    ):
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
