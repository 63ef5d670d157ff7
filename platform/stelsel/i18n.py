"""Languages: Dutch is the source, English the translation.

Which language a page speaks: the address says it (`?taal=en`), else the choice a signed-in person keeps,
else `Accept-Language`; never a cookie.
"""

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_locale, ngettext
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as _n

LANGUAGES = ("nl", "en")
DIRECTORIES = "translations"

__all__ = ["LANGUAGES", "_", "_n", "get_locale", "init_app", "language", "ngettext"]


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


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "nl")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Amsterdam")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", DIRECTORIES)
    Babel(app, locale_selector=language)
