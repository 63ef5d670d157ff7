"""What a library writes in Markdown, made into HTML that holds nothing else (SECURITY P-21).

Two locks: the reader knows no HTML and no images; what it makes passes an allow-list of elements, of which only
links bear attributes.
"""

import html

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

HEADINGS_BEGIN_AT = 3
"""A text stands below a page's title and a section's title; more depth than six levels there is not."""

_READER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block", "html_inline"])

_HEADINGS = {f"h{level}" for level in range(HEADINGS_BEGIN_AT, 7)}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td"}
_WORDS = {"a", "br", "code", "em", "strong"}
_CLEANER = nh3.Cleaner(
    tags=_HEADINGS | _BLOCKS | _WORDS,
    attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel="nofollow ugc",
)
_STRIPPER = nh3.Cleaner(tags=set())


def render(source: str | None) -> Markup:
    """Safe HTML of a Markdown text; "" of None."""
    tokens = _READER.parse(source or "")
    for token in tokens:
        _lower(token)
    return Markup(_CLEANER.clean(_READER.renderer.render(tokens, _READER.options, {})))  # noqa: S704 - cleaned just now


def plain(source: str | None) -> str:
    """The words alone, on one line: for a calendar, a summary, a search."""
    return " ".join(html.unescape(_STRIPPER.clean(render(source))).split())


def _lower(token: Token) -> None:
    if token.type in {"heading_open", "heading_close"}:
        level = int(token.tag.removeprefix("h")) + HEADINGS_BEGIN_AT - 1
        token.tag = f"h{min(level, 6)}"


def init_app(app: Flask) -> None:
    """Filters `markdown` (HTML) and `markdown_plain` (words)."""
    app.jinja_env.filters["markdown"] = render
    app.jinja_env.filters["markdown_plain"] = plain
