"""Pages in a real browser. `visit` opens one and judges it: axe, reflow at 320 px, errors, foreign requests.

As in `fixtures`, the application is imported when it is needed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.support import chromium
from tests.support.plugin import FOLDER
from tests.support.site import Site

if TYPE_CHECKING:
    from tests.support.stores import Store, Stores

PHONE, DESKTOP, NARROWEST = 390, 1280, 320
HEIGHT = 844
PATIENCE_MS = 10_000
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],  # of what is in order, not every element is written out
}
VIOLATIONS = """
window.stelselViolations = [];
document.addEventListener('securitypolicyviolation', event =>
    window.stelselViolations.push(`${event.violatedDirective}: ${event.blockedURI} at line ${event.lineNumber}`));
"""
OVERFLOWING = """
() => {
    const room = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= room) return [];
    const keeps = ['auto', 'scroll', 'hidden', 'clip'];
    const scrolls = element => {
        for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
            if (keeps.includes(getComputedStyle(up).overflowX)) return true;
        return false;
    };
    return [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right > room + 1 && !scrolls(element))
        .slice(0, 5)
        .map(element => element.outerHTML.slice(0, 120));
}
"""


class Visitor:
    """Opens pages as somebody, at a width, and keeps count of whatever goes wrong on them."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.site = site
        self._browser = browser
        self._contexts: dict[tuple[str, int, bool], BrowserContext] = {}
        self.noise: list[str] = []
        self.expected: list[str] = []
        """Parts of messages that this test means to cause, such as the 422 of a form with a mistake."""

    def __call__(
        self,
        path: str,
        *,
        as_role: str = "bezoeker",
        width: int = PHONE,
        status: int = 200,
        judged: bool = True,
        scripts: bool = True,
    ) -> Page:
        """The page at `path`, opened and judged. `as_role` is a name of `world.PEOPLE`.

        With `scripts=False` the browser runs none, and axe, which is one, cannot judge.
        """
        judged = judged and scripts
        page = self._context(as_role, width, scripts).new_page()
        page.set_default_timeout(PATIENCE_MS)
        if status >= 400:
            self.expected.append(f"{status}")
        answer = page.goto(self.site.url + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}, not {status}"
        if judged:
            self.judge(page)
        return page

    def at_each_width(self, path: str, *, as_role: str = "bezoeker", status: int = 200) -> Page:
        """The page at `path`, judged on a phone and then, in the same window, as wide as on a desk."""
        page = self(path, as_role=as_role, status=status)
        page.set_viewport_size({"width": DESKTOP, "height": HEIGHT})
        self._judge_by_axe(page)
        return page

    def judge(self, page: Page) -> None:
        """axe finds nothing on the page as it is now, and at 320 px nothing hangs out of it."""
        self._judge_by_axe(page)
        size = page.viewport_size
        assert size is not None
        page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
        overflowing = page.evaluate(OVERFLOWING)
        assert not overflowing, f"{page.url} is wider than {NARROWEST} px: {overflowing}"
        page.set_viewport_size(size)

    def _judge_by_axe(self, page: Page) -> None:
        script = "" if page.evaluate("'axe' in window") else AXE_SCRIPT  # half a megabyte, once per page
        found = Axe(script).run(page, options=AXE_OPTIONS)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    def close(self) -> list[str]:
        """Close every page. Returns what went wrong on them until then: closing itself breaks off what is under way."""
        contexts = self._contexts.values()
        for page in [page for context in contexts for page in context.pages]:
            self.noise += [f"CSP: {said}" for said in page.evaluate("window.stelselViolations || []")]
        noise = [said for said in self.noise if not any(part in said for part in self.expected)]
        for context in contexts:
            context.close()
        return noise

    def _context(self, who: str, width: int, scripts: bool) -> BrowserContext:
        if (who, width, scripts) not in self._contexts:
            context = self._browser.new_context(
                viewport={"width": width, "height": HEIGHT},
                locale="nl-NL",
                timezone_id="Europe/Amsterdam",
                reduced_motion="reduce",
                java_script_enabled=scripts,
                base_url=self.site.url,
            )
            context.add_init_script(VIOLATIONS)
            context.on("request", self._request)
            context.on("console", self._console)
            context.on("weberror", lambda error: self.noise.append(f"script: {error.error}"))
            context.on("requestfailed", self._failed)
            context.on("response", self._response)
            if who != "bezoeker":
                self._sign_in(context, who)
            self._contexts[who, width, scripts] = context
        return self._contexts[who, width, scripts]

    def _sign_in(self, context: BrowserContext, who: str) -> None:
        from tests.support.client import PageClient

        app = self.site.app
        client = PageClient(app, app.response_class, use_cookies=True)
        client.sign_in(who)
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = client.get_cookie(name)
        assert cookie is not None
        context.add_cookies([{"name": name, "value": cookie.value, "url": self.site.url}])

    def _request(self, request: Request) -> None:
        """Look on only: to stand in between would cost every page its cache. `chromium.FLAGS` let nothing out."""
        if not request.url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.noise.append(f"a request to another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.noise.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.noise.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.noise.append(f"{response.status}: {response.url}")


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, stores: Stores) -> Iterator[Site]:
    """The site of this worker, on its SQLite database."""
    from tests.support.stores import application, close

    folder: Path = request.config.stash[FOLDER]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    database_url = stores["sqlite"].database.url
    site = Site(lambda url: application(database_url, folder / worker, base_url=url))
    yield site
    (folder / f"visited-{worker}.txt").write_text("\n".join(sorted(site.visited)), "utf-8")
    site.close()
    close(site.app)


@pytest.fixture
def visit(store: Store, site: Site, chromium_browser: Browser) -> Iterator[Visitor]:
    """`page = visit("/zoeken", as_role="redactie_katwijk", width=1280)`: opened, and judged by axe and at 320 px.

    When the test ends, whatever a page complained of (console, scripts, policy, other hosts) fails it.
    """
    assert store.database.name == "sqlite", "a test with a browser bears the marker 'browser'"
    visitor = Visitor(chromium_browser, site)
    yield visitor
    noise = visitor.close()
    assert not noise, "\n".join(noise)


Visit = Callable[..., Page]
