"""A page that needs nothing: no template, no style, no database. For when those are what went wrong."""

from typing import Any, Protocol

from markupsafe import Markup

from stelsel.i18n import _, language

_PAGE = Markup(
    "<!doctype html>\n"
    '<html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{message}</p>{more}<p>{number}</p>"
    '<p><a href="/">{home}</a></p></main></body></html>\n'
)


class Told(Protocol):
    """What the page tells."""

    @property
    def title(self) -> Any: ...
    @property
    def words(self) -> Any: ...
    @property
    def reference(self) -> str: ...
    @property
    def who(self) -> Any: ...


def plain_page(told: Told) -> str:
    more = Markup("<p>{}</p>").format(told.who) if told.who else ""
    return _PAGE.format(
        language=language(),
        title=told.title,
        message=told.words,
        more=more,
        number=_("Nummer: %(reference)s", reference=told.reference),
        home=_("Naar de voorpagina"),
    )
