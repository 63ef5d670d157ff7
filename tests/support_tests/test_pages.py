"""The judge of pages lets a good page pass and finds each fault."""

import pytest

from tests.support import pages

GOOD = """<!doctype html><html lang="nl"><head><title>Agenda</title><link rel="stylesheet" href="/static/a.css">
<script src="/static/a.js" type="module"></script><script type="application/ld+json">{}</script></head><body><main>
<h1>Agenda</h1><form method="post" action="/x"><input type="hidden" name="csrf_token" value="x">
<label for="naam">Naam</label><input id="naam" name="naam" aria-describedby="naam-hint"><p id="naam-hint">Hint</p>
<button>Bewaar</button></form><svg role="img"><title>Kaart</title></svg>
<a href="https://elsewhere.example/">Elders</a></main></body></html>"""


def test_a_good_page_passes() -> None:
    assert pages.faults(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("<!doctype html>", "", "no doctype"),
        (' lang="nl"', "", "no language"),
        ("<title>Agenda</title>", "", "0 titles"),
        ("<h1>Agenda</h1>", "<h1>Agenda</h1><h1>Nog een</h1>", "2 <h1>"),
        ("<h1>Agenda</h1>", "<h2>Agenda</h2>", "0 <h1>"),
        ("<main>", "<main></main><main>", "no single <main>"),
        ("<h1>", '<h1 style="color:red">', "inline style on <h1>"),
        ("<button>", '<button onclick="x()">', "onclick on <button>"),
        ("<main>", "<main><style>h1{}</style>", "a <style> in the page"),
        ("<main>", "<main><script>x()</script>", "a script in the page"),
        ('href="https://elsewhere.example/"', 'href="javascript:x()"', "a javascript: address"),
        ('src="/static/a.js"', 'src="https://elsewhere.example/a.js"', "another host"),
        ('href="/static/a.css"', 'href="//elsewhere.example/a.css"', "another host"),
        ('name="csrf_token"', 'name="other"', "without token"),
        (' action="/x"', "", "does not say where it goes"),
        ('<label for="naam">Naam</label>', "", "a field without label: naam"),
        ('<p id="naam-hint">Hint</p>', "", "points at 'naam-hint'"),
        ("<button>", '<button id="naam">', "id 'naam' is there twice"),
    ],
)
def test_each_fault_is_found(good: str, bad: str, fault: str) -> None:
    page = GOOD.replace(good, bad)
    assert page != GOOD
    assert any(fault in found for found in pages.faults(page)), pages.faults(page)


def test_a_fragment_needs_no_shell_but_keeps_the_rest() -> None:
    assert pages.faults("<p>Stuk</p>", fragment=True) == []
    assert pages.faults('<p style="x">Stuk</p>', fragment=True) == ["inline style on <p>"]
