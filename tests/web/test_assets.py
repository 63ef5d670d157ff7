"""What the browser loads."""

import gzip
import json
import re
from pathlib import Path

import pytest
from flask import Flask

from stelsel.web import assets, build_assets, sprite, vendor

ROOT = Path(__file__).parents[2]
HOST = re.compile(r"(?:https?:)?//[\w-]+\.[\w.]+")
SELF_TALK = ("http://www.w3.org/2000/svg", '<a href="https://leafletjs.com"')
"""Names that no browser asks for: of a language, and of a link that Leaflet would show if we let it (we do not)."""


def test_a_second_build_does_nothing(pages: Flask) -> None:
    before = (assets.BUILD / "manifest.json").stat().st_mtime_ns
    assert build_assets.build() is False
    assert (assets.BUILD / "manifest.json").stat().st_mtime_ns == before


def test_a_lost_file_is_built_again_under_the_same_name(
    pages: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_assets, "OUT", tmp_path)
    assert build_assets.build() is True
    assert build_assets.build() is False
    lost = tmp_path / assets.manifest()["files"]["screen.css"]
    letters = tmp_path / assets.LETTERS.relative_to(assets.BUILD)
    for file in (lost, letters):
        file.unlink()
        assert build_assets.build() is True
        assert file.exists()


def test_what_two_builds_ago_made_is_gone(pages: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_assets, "OUT", tmp_path)
    build_assets.build()
    (tmp_path / "app-OLDER000.css").touch()
    assert build_assets.build(force=True) is True
    assert not (tmp_path / "app-OLDER000.css").exists()
    assert not (tmp_path / ".work").exists()


def test_the_same_input_has_the_same_names(pages: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_assets, "OUT", tmp_path)
    names = []
    for _ in range(2):
        build_assets.build(force=True)
        names.append(sorted(path.name for path in tmp_path.iterdir()))
    assert names[0] == names[1]


@pytest.mark.parametrize("name", ["app.css", "app.js", "icons.svg", "screen.css"])
def test_a_file_is_kept_for_a_year(pages: Flask, name: str) -> None:
    with pages.app_context():
        url = assets.asset_url(name)
    with pages.test_client().get(url) as response:
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert not response.headers.get("Set-Cookie")


def test_a_file_that_is_not_there_is_not_kept(pages: Flask) -> None:
    response = pages.test_client().get("/static/build/app-00000000.css")
    assert response.status_code == 404
    assert "immutable" not in response.headers.get("Cache-Control", "")


def test_no_built_file_names_another_host(pages: Flask) -> None:
    for path in assets.BUILD.glob("*.*"):
        if path.suffix in (".css", ".js", ".svg", ".json"):
            text = path.read_text()
            for known in SELF_TALK:
                text = text.replace(known, "")
            assert not HOST.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)), path.name


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert "resolved" not in lock
    assert not HOST.findall(lock)


def test_vendor_style_stands_in_a_layer_and_ours_does_not(pages: Flask) -> None:
    text = (assets.BUILD / assets.manifest()["files"]["app.css"]).read_text()
    layered = text.index("@layer vendor{")
    assert layered < text.index(".utrecht-button{")
    assert text.index(".st-hero{") > text.index(".stelsel-theme{--utrecht-")
    assert text.count("@layer") == 1


def test_only_design_tokens_that_are_used_are_sent() -> None:
    text = vendor.layer(build_assets.MODULES, ROOT / "package.json", overridden="--utrecht-link-color: red;")
    sent = set(re.findall(r"^  (--[\w-]+):", text.split("}\n", 1)[0], flags=re.MULTILINE))
    assert sent <= set(re.findall(r"var\(\s*(--[\w-]+)", text))
    assert len(sent) > 100
    assert "--utrecht-link-color" not in sent


def test_the_style_is_small(pages: Flask) -> None:
    text = (assets.BUILD / assets.manifest()["files"]["app.css"]).read_bytes()
    assert len(gzip.compress(text)) < 30_000


def test_an_icon_leads_to_the_sprite(pages: Flask) -> None:
    with pages.app_context():
        drawn = assets.icon("clock")
        spoken = assets.icon("clock", 'Nu & "straks"')
    assert re.fullmatch(
        r'<svg class="i" aria-hidden="true" focusable="false"><use href="/static/build/icons-\w+\.svg#clock"/></svg>',
        drawn,
    )
    assert 'role="img" aria-label="Nu &amp; &#34;straks&#34;"' in spoken
    symbols = (assets.BUILD / assets.manifest()["files"]["icons.svg"]).read_text()
    assert '<symbol id="clock" viewBox="0 0 24 24">' in symbols


def test_an_icon_that_is_not_in_the_sprite_says_what_to_do(pages: Flask) -> None:
    with pages.app_context(), pytest.raises(assets.AssetsMissing, match=r"icons\.txt"):
        assets.icon("geen-icoon")


def test_icons_are_found_where_they_are_named(tmp_path: Path, pages: Flask) -> None:
    (tmp_path / "page.html").write_text('{{ icon("anchor") }}{{ facts([("air-vent", "Frisse lucht")]) }}')
    (tmp_path / "room.py").write_text('Entry("Start", icon="apple")\nOTHER = "no-icon-at-all"\n')
    folder = build_assets.MODULES / "lucide-static" / "icons"
    found = sprite.names_used([tmp_path], folder=folder)
    assert {"anchor", "air-vent", "apple"} <= set(found)
    assert "no-icon-at-all" not in found


def test_a_misspelt_icon_stops_the_build(tmp_path: Path, pages: Flask) -> None:
    (tmp_path / "page.html").write_text('{{ icon("klok") }}')
    with pytest.raises(sprite.UnknownIcon, match="klok"):
        sprite.names_used([tmp_path], folder=build_assets.MODULES / "lucide-static" / "icons")


def test_the_manifest_tells_of_every_font(pages: Flask) -> None:
    files = json.loads((assets.BUILD / "manifest.json").read_text())["files"]
    assert {"familjen-grotesk-latin-wght-normal.woff2", "hanken-grotesk-latin-wght-normal.woff2"} <= set(files)
