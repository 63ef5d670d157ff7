"""Shells, components and error pages, without anything behind them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from flask import Flask, render_template_string

from stelsel.web import page
from tests.web import bare
from tests.web.html import Html

Fetch: TypeAlias = Callable[[str], Html]

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "platform" / "stelsel" / "web" / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
ALL_TEMPLATES = sorted(path for root in ("platform", "tenants", "admin") for path in (ROOT / root).rglob("*.html"))
SHELLS = ["public", "library", "work", "desk", "national", "partner", "account", "plain"]
CODES = [400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503]

INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
FOREIGN = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.IGNORECASE)


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_inline_style_or_script_or_another_host(path: Path) -> None:
    text = path.read_text()
    assert not INLINE.findall(text)
    assert not FOREIGN.findall(text)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_a_whole_page(fetch: Fetch, shell: str) -> None:
    html = fetch(f"/shell/{shell}")
    assert html.value("html", "lang") == "nl"
    assert html.text("title").startswith("Proef - ")
    assert html.value("meta[name=description]", "content") == 'Een "proef" & meer.'
    assert html.value("a.nl-skip-link", "href") == "#inhoud"
    assert html.text("main#inhoud h1") == "Proef"
    assert len(html.all("h1")) == 1
    assert html.has(".st-strip")


@pytest.mark.parametrize("shell", ["public", "library"])
def test_a_public_page_tells_search_engines_and_previews_what_it_is(fetch: Fetch, shell: str) -> None:
    html = fetch(f"/shell/{shell}?dag=1")
    assert html.value("link[rel=canonical]", "href") == f"https://stelsel.test/shell/{shell}"
    assert html.value("link[hreflang=en]", "href") == f"https://stelsel.test/shell/{shell}?dag=1&taal=en"
    assert html.value("meta[property='og:title']", "content") == "Proef"
    assert html.value("a[lang=en]", "href") == f"/shell/{shell}?dag=1&taal=en"


@pytest.mark.parametrize("shell", ["work", "desk", "national", "partner", "account", "plain"])
def test_a_closed_page_is_not_for_search_engines(fetch: Fetch, shell: str) -> None:
    html = fetch(f"/shell/{shell}")
    assert html.value("meta[name=robots]", "content") == "noindex"
    assert not html.has("link[rel=canonical]")


@pytest.mark.parametrize("shell", ["public", "library", "plain"])
def test_a_public_page_is_the_same_for_everybody(pages: Flask, shell: str) -> None:
    response = pages.test_client().get(f"/shell/{shell}")
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_library_wears_its_own_colour(fetch: Fetch) -> None:
    html = fetch("/b/katwijk/agenda")
    assert html.has(f"body.t-{bare.LIBRARY.theme}")
    assert html.has(f"link[href='/t/{bare.LIBRARY.theme}.css']")
    assert html.text("title") == "Proef - Bibliotheek Katwijk"


def test_the_menu_says_where_you_are(fetch: Fetch) -> None:
    current = fetch("/b/katwijk/agenda").all("[aria-current=page]")
    assert [entry.text for entry in current] == ["Agenda"]
    work = fetch("/b/katwijk/beheer/agenda")
    marked = work.all(".st-rail [aria-current=page]")
    assert {entry["href"] for entry in marked} == {"/b/katwijk/beheer/agenda"}
    assert "Verantwoorden" in [heading.text for heading in work.all(".st-rail h2")]


def test_a_section_marks_the_menu_when_the_address_does_not(dutch: Flask) -> None:
    page.update(tenant=bare.LIBRARY)
    html = Html(render_template_string('{% extends "shell/library.html" %}{% set section = "network" %}'))
    assert [entry.text for entry in html.all("[aria-current=page]")] == ["Wie helpt u"]


def test_a_refused_form_says_so_in_the_title(dutch: Flask) -> None:
    form = type("Form", (), {"errors": {"naam": ["Vul uw naam in"]}})()
    template = '{% extends "shell/public.html" %}{% block title %}Meld u aan{% endblock %}'
    assert Html(render_template_string(template, form=form)).text("title") == "Fout: Meld u aan - Stelsel"
    assert Html(render_template_string(template)).text("title") == "Meld u aan - Stelsel"


def test_on_the_host_of_a_library_links_lead_to_the_network(dutch: Flask) -> None:
    tenant = page.Library("katwijk", "Katwijk", url="https://katwijk.stelsel.test")
    page.update(root="https://stelsel.test", tenant=tenant)
    links = {a.text: a["href"] for a in Html(render_template_string('{% extends "shell/library.html" %}')).all("a")}
    assert links["Privacy"] == "https://stelsel.test/privacy"
    assert links["Agenda"] == "https://katwijk.stelsel.test/agenda?taal=nl", (
        "the language that was asked for goes along"
    )


def test_an_unknown_fact_about_a_page_is_refused(dutch: Flask) -> None:
    with pytest.raises(TypeError):
        page.update(tennant=bare.LIBRARY)


def test_structured_data_cannot_end_its_element(dutch: Flask) -> None:
    text = page.structured({"name": "</script><b>"})
    assert text.count("</script>") == 1
    assert "<b>" not in text


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_says_what_to_do_and_which_number(fetch: Fetch, code: int) -> None:
    html = fetch(f"/fout/{code}")
    words = html.text("main")
    assert f"{code}-7K3F" in words
    assert html.text("title") == f"{html.text('h1')} - Stelsel"
    assert html.has("main a")
    assert "!" not in words
    assert "helaas" not in words.lower()


def test_error_pages_help_on(fetch: Fetch) -> None:
    assert fetch("/fout/404").text("main a[href='/b/katwijk/']") == "Bibliotheek Katwijk"
    assert fetch("/fout/410").text("main a[href='/b/venlo/']") == "Bibliotheek Venlo"
    assert "over 2 minuten" in fetch("/fout/429").text("main")
    assert "Vraag het aan de beheerder." in fetch("/fout/403").text("main")


def test_ids_in_the_gallery_are_unique_and_references_lead_somewhere(fetch: Fetch) -> None:
    html = fetch("/onderdelen")
    ids = [str(element["id"]) for element in html.all("[id]")]
    assert sorted(ids) == sorted(set(ids))
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        for element in html.all(f"[{attribute}]"):
            value = element[attribute]
            assert set(value.split() if isinstance(value, str) else value) <= set(ids), element


def test_the_index_has_every_component() -> None:
    index = (TEMPLATES / "components.html").read_text()
    for path in COMPONENTS:
        for name in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text()):
            assert f"{{% set {name} = _{name} %}}" in index, f"{path.name}: {name}"


def test_the_gallery_shows_every_component() -> None:
    """Save the parts of others, and what needs a form of `stelsel.web.forms`."""
    shown = set(re.findall(r"\bst\.(\w+)\(", (TEMPLATES / "gallery.html").read_text()))
    inner = {"field", "hatch", "drawn", "conflict"}
    for path in COMPONENTS:
        names = set(re.findall(r"{% macro (?!form_)([a-z]\w*)\(", path.read_text()))
        assert names - inner <= shown, path.name


def test_a_component_escapes_what_it_is_given(dutch: Flask) -> None:
    text = render_template_string(
        '{% import "components.html" as st %}{{ st.badge(evil) }}{{ st.rows([{"title": evil, "url": "#"}]) }}'
        '{{ st.textbox("a", evil, value=evil, error=evil) }}{{ st.table(evil, [evil], [[evil, evil]]) }}',
        evil='<b onclick="x">"',
    )
    assert "<b " not in text
    assert text.count("&lt;b onclick") >= 8


def test_who_works_in_more_places_can_go_between_them(fetch: Fetch) -> None:
    html = fetch("/shell/work")
    assert [link.text for link in html.all(".st-places a")] == [
        "Bibliotheek Katwijk",
        "Bibliotheek Venlo",
        "Uw account",
    ]
    assert html.text(".st-places [aria-current]") == "Bibliotheek Katwijk"
    assert not fetch("/shell/account").has(".st-places")
