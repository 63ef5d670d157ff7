"""Languages: Dutch is the source, English the translation.

Which language a page speaks: the address says it (`?taal=en`), else the choice a signed-in person keeps,
else `Accept-Language`; never a cookie.

A page has some hundred messages. Flask-Babel would look up for each which request is at hand, which language it
speaks and where its messages are; here a page finds its messages once (`_at_hand`) and forgets them with its
application context, and a message without values is made ready for templates once in the life of the process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask import (
    Flask,
    appcontext_popped,
    appcontext_pushed,
    current_app,
    g,
    has_app_context,
    has_request_context,
    request,
)
from flask_babel import Babel, LazyString, force_locale, get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

LANGUAGES = ("nl", "en")
DIRECTORIES = "translations"
MOST_READY = 4096
"""Messages that are kept ready for templates, in each language."""

__all__ = ["LANGUAGES", "_", "_n", "init_app", "language", "locale", "ngettext", "speaking"]


class Messages:
    """The messages of one language."""

    def __init__(self, locale: Locale, found: NullTranslations) -> None:
        self.locale = locale
        self.one = found.ugettext
        self.many = found.ungettext
        self.ready = lru_cache(MOST_READY)(self._ready)

    def _ready(self, message: str, is_safe: bool) -> str:
        """For a template that gives no values. A message is a format there all the same: %% is a per cent sign."""
        text: str = self.one(message)
        return (Markup(text) if is_safe else text) % {}  # noqa: S704 - a message of ours, not of a visitor


_OUTSIDE = Messages(Locale("nl"), NullTranslations())
_found: ContextVar[Messages | None] = ContextVar("messages", default=None)


def language() -> str:
    """The language of the page at hand: 'nl' or 'en'."""
    if not has_request_context():
        return LANGUAGES[0]
    asked = request.args.get("taal")
    if asked in LANGUAGES:
        return str(asked)
    kept = getattr(g, "language", None)
    if kept in LANGUAGES:
        return str(kept)
    return request.accept_languages.best_match(LANGUAGES, LANGUAGES[0]) or LANGUAGES[0]


def locale() -> Locale:
    """That of the page at hand. Outside a page, such as in a job without a language, everything is Dutch."""
    return _at_hand().locale


def _(message: str, /, **values: Any) -> LazyString:
    """A message that is translated when it is read, in the language of then."""
    return LazyString(_one, message, **values)


def _n(one: str, many: str, num: int, /, **values: Any) -> LazyString:
    """As `_`, for a number of things: '%(num)s plaats', '%(num)s plaatsen'."""
    return LazyString(ngettext, one, many, num, **values)


def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
    """The message for a number of things, now."""
    text: str = _at_hand().many(one, many, num)
    return text % {"num": num, **values}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in this language for a while: a letter speaks its reader's. Needs an application context."""
    before = _found.set(None)
    try:
        with force_locale(language):
            yield
    finally:
        _found.reset(before)


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "nl")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Amsterdam")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", DIRECTORIES)
    app.extensions["stelsel.messages"] = {}
    appcontext_pushed.connect(_forget)
    appcontext_popped.connect(_forget)
    Babel(app, locale_selector=language)
    app.jinja_env.globals.update(_=_in_template, gettext=_in_template, ngettext=_in_template_many)


def _at_hand() -> Messages:
    """Those of the page or the job at hand."""
    found = _found.get()
    if found is None:
        if not has_app_context():
            return _OUTSIDE
        known: dict[str, Messages] = current_app.extensions["stelsel.messages"]
        spoken = get_locale()
        if spoken.language not in known:
            known[spoken.language] = Messages(spoken, get_translations())
        found = known[spoken.language]
        _found.set(found)
    return found


def _forget(_app: Flask, **_facts: Any) -> None:
    """Another context begins or goes on: it may speak another language."""
    _found.set(None)


def _one(message: str, /, **values: Any) -> str:
    text: str = _at_hand().one(message)
    return text % values if values else text


@pass_eval_context
def _in_template(context: EvalContext, message: str, /, **values: Any) -> str:
    """`_` of templates, as jinja2.ext.i18n has it in its newer style: values are escaped, the message is not."""
    if not values:
        return _at_hand().ready(message, context.autoescape)
    text: str = _at_hand().one(message)
    return (Markup(text) if context.autoescape else text) % values  # noqa: S704 - a message of ours


@pass_eval_context
def _in_template_many(context: EvalContext, one: str, many: str, num: int, /, **values: Any) -> str:
    text: str = _at_hand().many(one, many, num)
    return (Markup(text) if context.autoescape else text) % {"num": num, **values}  # noqa: S704 - as above
