"""What holds for every page, whoever asks for it and whatever stands on it."""

from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, Tag

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


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def faults(
    html: str,
    *,
    fragment: bool = False,
    own_host: str = "localhost",
    tokenless: Callable[[str], bool] = lambda _: False,
) -> list[str]:
    """What is wrong with a page, or with a fragment of one; empty when nothing is.

    `tokenless` says of the address of a form whether the application checks it without a token.
    """
    soup = parse(html)
    found = [*_code(soup), *_resources(soup, own_host), *_forms(soup, tokenless), *_references(soup)]
    return found if fragment else [*_shell(soup, html), *found]


def _shell(soup: BeautifulSoup, html: str) -> Iterator[str]:
    if not html.lstrip().lower().startswith("<!doctype html>"):
        yield "no doctype"
    root = soup.find("html")
    if not isinstance(root, Tag) or root.get("lang") not in LANGUAGES:
        yield "no language on <html>"
    titles = [title for title in soup.find_all("title") if title.find_parent("svg") is None]
    if len(titles) != 1 or not titles[0].get_text(strip=True):
        yield f"{len(titles)} titles"
    headings = soup.find_all("h1")
    if len(headings) != 1 or not headings[0].get_text(strip=True):
        yield f"{len(headings)} <h1>"
    if len(soup.find_all("main")) != 1:
        yield "no single <main>"


def _code(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(True):
        if tag.has_attr("style"):
            yield f"inline style on <{tag.name}>"
        yield from (f"{name} on <{tag.name}>" for name in tag.attrs if name.startswith(("on", "hx-on")))
        for name in ("href", "action", "src"):
            if str(tag.get(name, "")).strip().lower().startswith("javascript:"):
                yield f"a javascript: address on <{tag.name}>"
    if soup.find("style"):
        yield "a <style> in the page"
    for script in soup.find_all("script"):
        if not script.get("src") and str(script.get("type", "")) in EXECUTABLE:
            yield "a script in the page"


def _resources(soup: BeautifulSoup, own_host: str) -> Iterator[str]:
    for name, attribute in RESOURCES.items():
        for tag in soup.find_all(name):
            yield from _foreign(str(tag.get(attribute, "")), own_host)
    for link in soup.find_all("link"):
        relations: object = link.get("rel") or []
        if LOADING_LINKS & set(relations if isinstance(relations, list) else [relations]):
            yield from _foreign(str(link.get("href", "")), own_host)


def _foreign(address: str, own_host: str) -> Iterator[str]:
    host = address.removeprefix("https:").removeprefix("http:")
    if host.startswith("//") and host[2:].split("/")[0].split(":")[0] != own_host:
        yield f"a resource of another host: {address}"


def _forms(soup: BeautifulSoup, tokenless: Callable[[str], bool]) -> Iterator[str]:
    for form in soup.find_all("form"):
        method = str(form.get("method", "get")).lower()
        if not form.has_attr("action"):
            yield f"a {method} form that does not say where it goes"
        action = str(form.get("action", ""))
        if method == "post" and not form.find("input", attrs={"name": "csrf_token"}) and not tokenless(action):
            yield f"a post form without token: {action}"
        for field in form.find_all(["input", "select", "textarea"]):
            if not _is_named(soup, field):
                yield f"a field without label: {field.get('name')}"


def _is_named(soup: BeautifulSoup, field: Tag) -> bool:
    """True for a field that says to everybody what it asks."""
    if field.get("type") in {"hidden", "submit", "button", "image", "reset"}:
        return True
    if field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label"):
        return True
    return bool(field.get("id")) and soup.find("label", attrs={"for": str(field["id"])}) is not None


def _references(soup: BeautifulSoup) -> Iterator[str]:
    """Identifiers are there once, and what a tag points at is there."""
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    yield from (f"id {name!r} is there twice" for name in sorted({name for name in ids if ids.count(name) > 1}))
    for tag in soup.find_all(["label", "input", "select", "textarea"]):
        pointed = [str(tag.get("for", ""))] if tag.name == "label" else str(tag.get("aria-describedby", "")).split()
        yield from (
            f"<{tag.name}> points at {name!r}, which is not there" for name in pointed if name and name not in ids
        )
