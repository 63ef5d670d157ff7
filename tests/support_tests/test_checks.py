"""`make check` finds what it is there to find, and lets pass what is right."""

import platform
import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import check, hosts, layout, licences, templates, translations
from tools.files import ROOT


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color:red">', "a style attribute"),
        ("<style>p{}</style>", "a style sheet inside the page"),
        ("<script>x()</script>", "a script without src"),
        ('<button onclick="x()">', "an event attribute"),
        ('<button hx-on:click="x()">', "script in an hx- attribute"),
        ('<a href="javascript:x()">', "a javascript: address"),
        ('<img src="https://elsewhere.example/x.png">', "a resource of another host"),
        ('<script src="//elsewhere.example/x.js"></script>', "a resource of another host"),
        ('<link rel="stylesheet" href="https://elsewhere.example/x.css">', "a resource of another host"),
        ('<form method="post" action="https://elsewhere.example/">', "a form that posts to another host"),
    ],
)
def test_a_template_with_a_fault_is_named_with_its_line(text: str, fault: str) -> None:
    assert list(templates.of_text(f"<main>\n{text}")) == [(2, fault)]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://elsewhere.example/">Elders</a>',
        '<script src="/static/build/a.js" type="module"></script>',
        '<script type="application/ld+json">{}</script>',
        '<p class="lead" data-on="ja">{% if one > 2 %}meer{% endif %}</p>',
        '<link rel="canonical" href="https://stelsel.example/">',
    ],
)
def test_a_template_without_fault_passes(text: str) -> None:
    assert list(templates.of_text(text)) == []


def test_a_style_sheet_loads_nothing_from_elsewhere() -> None:
    assert [fault for _, fault in templates.of_text("a{b:url(https://x.example/y)}", style=True)] != []
    assert list(templates.of_text("a{b:url(/static/y.svg)}", style=True)) == []


def test_a_lock_that_names_a_registry_is_found() -> None:
    registry = "files." + "pythonhosted" + ".org"
    assert list(hosts.of_text(f"a\nhttps://{registry}/x")) == [(2, registry.removeprefix("files."))]
    assert [line for line, _ in hosts.of_text("flask==3\n--index-url x")] == [2]
    assert list(hosts.of_text("flask==3.1.3 \\\n    --hash=sha256:00")) == []


@pytest.mark.parametrize(
    "licence", ["MIT", "BSD-3-Clause", "MIT OR GPL-2.0-only", "Apache-2.0 AND BSD-2-Clause", "LGPL-3.0-only"]
)
def test_a_licence_that_goes_with_ours_passes(licence: str) -> None:
    assert licences.is_allowed(licence)


@pytest.mark.parametrize(
    "licence", ["", "GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "UNLICENSED", "BUSL-1.1"]
)
def test_a_licence_that_does_not_is_refused(licence: str) -> None:
    assert not licences.is_allowed(licence)


def test_a_module_in_the_wrong_place_is_named() -> None:
    assert list(layout.of_module(Path("platform/stelsel/text/clean.py"), "x\n")) == []
    assert len(list(layout.of_module(Path("platform/stelsel/utils.py"), "x\n"))) == 1
    assert len(list(layout.of_module(Path("tenants/stelsel_tenants/test_site.py"), "x\n"))) == 1
    assert len(list(layout.of_module(Path("admin/stelsel_admin/long.py"), "x\n" * 500))) == 1


def test_the_source_root_does_not_hide_a_module_of_python() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert platform.python_implementation() == "CPython"


def test_a_text_that_no_catalogue_would_know_is_found() -> None:
    assert list(translations.hidden("x = 1\ny = f'{x}. {_(\"Nog niets\")}'")) == [2]
    assert list(translations.hidden("words = _('Nog niets')\ny = f'{words}: {number(1)}'")) == []


def test_a_catalogue_is_complete_filled_sure_and_current() -> None:
    asked, told = Catalog("en"), Catalog("en")
    for text in ("Bewaren", "Wissen", "Terug", "Verder"):
        asked.add(text)
    told.add("Bewaren", "Save")
    told.add("Wissen", "")
    told.add("Terug", "Back", flags=["fuzzy"])
    told.add("Oud", "Old")
    assert sorted(translations.faults(asked, told)) == [
        "empty: 'Wissen'",
        "in doubt: 'Terug'",
        "missing: 'Verder'",
        "no longer used: 'Oud'",
    ]


def test_every_check_has_a_way_out() -> None:
    assert len({step.name for step in check.STEPS}) == len(check.STEPS)
    assert all(step.remedy for step in check.STEPS)
    assert check.main(["no-such-check"]) == 2


def test_help_prints_every_target() -> None:
    made = (ROOT / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", made, re.MULTILINE)
    told = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
    )
    shown = set(re.findall(r"^  make (\S+) +\S", told.stdout, re.MULTILINE))
    assert shown == set(phony.split()) - {"setup-dev"}
