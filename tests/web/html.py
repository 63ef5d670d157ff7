"""A page as a test reads it: by CSS selectors, which fail when nothing is there."""

from bs4 import Tag

from tests.support.pages import parse


class Html:
    def __init__(self, text: str) -> None:
        self._soup = parse(text)

    def one(self, selector: str) -> Tag:
        found = self._soup.select_one(selector)
        assert found is not None, f"nothing is {selector}"
        return found

    def all(self, selector: str) -> list[Tag]:
        return list(self._soup.select(selector))

    def has(self, selector: str) -> bool:
        return self._soup.select_one(selector) is not None

    def text(self, selector: str) -> str:
        return self.one(selector).get_text()

    def value(self, selector: str, name: str) -> str:
        return str(self.one(selector)[name])
