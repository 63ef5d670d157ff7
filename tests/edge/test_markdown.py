"""A library writes Markdown; what comes out is text, links and nothing that runs (P-21)."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from stelsel.web.markdown import plain, render

TAGS = {
    "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "a", "br", "code", "em", "strong",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://a.nl "onmouseover=alert(1)")',
    '<a href="https://a.nl" hx-get="/b">x</a>',
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example></iframe>",
    "<form action=//evil.example><input name=x>",
    "<!-- --><math><mtext></mtext></math>",
    "```html\n<script>alert(1)</script>\n```",
    "[x](//evil.example)",
    "[x](/b/katwijk)",
    "<p hx-get=/uitloggen>",
]

WRITING = st.text(st.sampled_from("abc <>\"'=/\\[]()!#*_`~:&;\n\t-|javscript"), max_size=120) | st.sampled_from(HOSTILE)


def _judge(html: str) -> None:
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        assert tag.name in TAGS
        assert set(tag.attrs) <= ({"href", "rel"} if tag.name == "a" else {"start"} if tag.name == "ol" else set())
        href = str(tag.get("href", "https:"))
        assert href.lower().startswith(("http:", "https:", "mailto:", "tel:"))


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_runs_and_nothing_is_fetched(source: str) -> None:
    _judge(render(source))
    _judge(render(f"tekst {source} tekst"))


@given(st.lists(WRITING, max_size=6).map(" ".join))
def test_whatever_is_written_only_text_and_links_come_out(source: str) -> None:
    _judge(render(source))
    plain(source)


def test_what_people_use_is_there() -> None:
    html = render(
        "# Kop\n\n**Vet** en *schuin*\n\n- een\n- [bel](tel:+31715163000), [mail](mailto:a@b.nl), <https://bieb.nl>"
    )
    assert "<h3>Kop</h3>" in html
    assert "<strong>Vet</strong>" in html
    assert html.count("<a href=") == 3
    assert plain("# Kop\n\n**Vet** &amp; *schuin*") == "Kop Vet & schuin"
    assert render(None) == ""
