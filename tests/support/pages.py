"""What holds for every page, whoever asks for it and whatever stands on it."""

from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup
from lxml import html as lxml_html
from lxml.html import HtmlElement

LANGUAGES = {"nl", "en"}
EXECUTABLE = {"", "module", "text/javascript", "application/javascript"}
RESOURCES = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}
LOADING_LINKS = {"stylesheet", "icon", "preload", "manifest", "preconnect", "dns-prefetch", "modulepreload"}
NAMELESS = {"hidden", "submit", "button", "image", "reset"}
"""Kinds of field that need no label: nothing is typed into them."""


def parse(html: str) -> BeautifulSoup:
    """A page to read in a test."""
    return BeautifulSoup(html, "lxml")


def faults(
    html: str,
    *,
    fragment: bool = False,
    own_host: str = "localhost",
    tokenless: Callable[[str], bool] = lambda _: False,
) -> list[str]:
    """What is wrong with a page, or with a fragment of one; empty when nothing is.

    `tokenless` says of the address of a form whether the application checks it without a token. Thousands of pages
    are judged in a run, so this walks lxml's tree and not the friendlier one of `parse`, at a fortieth of the cost.
    """
    page = lxml_html.document_fromstring(html)
    found = [*_code(page), *_resources(page, own_host), *_forms(page, tokenless), *_references(page)]
    return found if fragment else [*_shell(page, html), *found]


def _shell(page: HtmlElement, html: str) -> Iterator[str]:
    if not html.lstrip().lower().startswith("<!doctype html>"):
        yield "no doctype"
    if page.get("lang") not in LANGUAGES:
        yield "no language on <html>"
    titles = [title for title in page.iter("title") if not any(True for _ in title.iterancestors("svg"))]
    if len(titles) != 1 or not titles[0].text_content().strip():
        yield f"{len(titles)} titles"
    headings = list(page.iter("h1"))
    if len(headings) != 1 or not headings[0].text_content().strip():
        yield f"{len(headings)} <h1>"
    if sum(1 for _ in page.iter("main")) != 1:
        yield "no single <main>"


def _code(page: HtmlElement) -> Iterator[str]:
    for tag in page.iter("*"):
        kind = str(tag.tag)
        for name, value in tag.attrib.items():
            if name == "style":
                yield f"inline style on <{kind}>"
            elif name.startswith(("on", "hx-on")):
                yield f"{name} on <{kind}>"
            elif name in {"href", "action", "src"} and value.strip().lower().startswith("javascript:"):
                yield f"a javascript: address on <{kind}>"
    if page.find(".//style") is not None:
        yield "a <style> in the page"
    for script in page.iter("script"):
        if not script.get("src") and script.get("type", "") in EXECUTABLE:
            yield "a script in the page"


def _resources(page: HtmlElement, own_host: str) -> Iterator[str]:
    for kind, attribute in RESOURCES.items():
        for tag in page.iter(kind):
            yield from _foreign(tag.get(attribute, ""), own_host)
    for link in page.iter("link"):
        if LOADING_LINKS & set(link.get("rel", "").split()):
            yield from _foreign(link.get("href", ""), own_host)


def _foreign(address: str, own_host: str) -> Iterator[str]:
    host = address.removeprefix("https:").removeprefix("http:")
    if host.startswith("//") and host[2:].split("/")[0].split(":")[0] != own_host:
        yield f"a resource of another host: {address}"


def _forms(page: HtmlElement, tokenless: Callable[[str], bool]) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    for form in page.iter("form"):
        method = form.get("method", "get").lower()
        action = form.get("action")
        if action is None:
            yield f"a {method} form that does not say where it goes"
        fields = list(form.iter("input", "select", "textarea"))
        tokened = any(field.tag == "input" and field.get("name") == "csrf_token" for field in fields)
        if method == "post" and not tokened and not tokenless(action or ""):
            yield f"a post form without token: {action}"
        for field in fields:
            if not _is_named(field, labelled):
                yield f"a field without label: {field.get('name')}"


def _is_named(field: HtmlElement, labelled: set[str | None]) -> bool:
    """True for a field that says to everybody what it asks."""
    if field.get("type") in NAMELESS or field.get("aria-label") or field.get("aria-labelledby"):
        return True
    if field.get("id") and field.get("id") in labelled:
        return True
    return any(True for _ in field.iterancestors("label"))


def _references(page: HtmlElement) -> Iterator[str]:
    """Identifiers are there once, and what a tag points at is there."""
    ids = set[str]()
    twice = set[str]()
    for tag in page.iter("*"):
        if (name := tag.get("id")) is not None:
            (twice if name in ids else ids).add(name)
    yield from (f"id {name!r} is there twice" for name in sorted(twice))
    for tag in page.iter("label", "input", "select", "textarea"):
        kind = str(tag.tag)
        pointed = [tag.get("for", "")] if kind == "label" else tag.get("aria-describedby", "").split()
        yield from (f"<{kind}> points at {name!r}, which is not there" for name in pointed if name and name not in ids)
