"""From a template to a letter: subject, plain text and HTML, in the language of the receiver."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from jinja2 import Template, TemplateNotFound
from markupsafe import Markup, escape

from stelsel.config import Settings
from stelsel.i18n import LANGUAGES, speaking

SUBJECT_LENGTH = 200
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


@dataclass(frozen=True, slots=True)
class Written:
    """`text` ends with a line break; `html` is a whole document."""

    subject: str
    text: str
    html: str


def write(template: str, language: str, values: Mapping[str, object]) -> Written:
    """Render a letter; the page at hand, if there is one, has no say in it.

    Raises jinja2.TemplateNotFound, ValueError for a language that we do not write.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no letters in {language!r}")
    settings: Settings = current_app.extensions["stelsel.settings"]
    base_url = settings.base_url.rstrip("/")
    known = {**values, "base_url": base_url, "link": lambda path: f"{base_url}{path}", "language": language}
    with speaking(language):
        page = current_app.jinja_env.get_template(f"mail/{template}.txt")
        subject = one_line(_block(page, "subject", known))
        text = _BLANK_LINES.sub("\n\n", page.render(known)).strip() + "\n"
        html = _html(template, subject, text, known)
    return Written(subject, text, html)


def short(template: str, language: str, values: Mapping[str, object]) -> str:
    """A text message: one line."""
    with speaking(language):
        page = current_app.jinja_env.get_template(f"mail/{template}.txt")
        return " ".join(page.render({**values, "language": language}).split()) + "\n"


def one_line(text: str) -> str:
    """Fit for a header: no line break or other control character, not too long (SECURITY P-22)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:SUBJECT_LENGTH]


def _block(page: Template, name: str, values: Mapping[str, object]) -> str:
    if name not in page.blocks:
        raise LookupError(f"{page.name} has no block {name}")
    return "".join(page.blocks[name](page.new_context(dict(values))))


def _html(template: str, subject: str, text: str, known: Mapping[str, object]) -> str:
    """The room's own HTML, else the text with its paragraphs and addresses marked up."""
    try:
        page = current_app.jinja_env.get_template(f"mail/{template}.html")
    except TemplateNotFound:
        frame = current_app.jinja_env.get_template("mail/letter.html")
        return frame.render(known, subject=subject, paragraphs=paragraphs(text))
    return page.render(known, subject=subject)


def paragraphs(text: str) -> list[Markup]:
    """Paragraphs of a plain text, escaped, with its web addresses as links."""
    return [_marked_up(part) for part in text.strip().split("\n\n")]


def _marked_up(text: str) -> Markup:
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        pieces += [_lines(text[end : found.start()]), Markup('<a href="{0}">{0}</a>').format(found[0])]
        end = found.end()
    return Markup().join([*pieces, _lines(text[end:])])


def _lines(text: str) -> Markup:
    return Markup("<br>\n").join(escape(line) for line in text.split("\n"))
