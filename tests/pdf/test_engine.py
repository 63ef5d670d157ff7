"""Documents that everybody can read, whatever was typed: read back, they hold what went in and nothing more."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from stelsel import pdf
from stelsel.pdf import engine
from stelsel.pdf.letters import legible
from stelsel.web.assets import TYPEFACES
from tests.support import documents
from tests.support.documents import Document
from tools.files import ROOT, of_repository

HERE = Path(__file__).parent
HOSTILE = (
    '#import "@preview/cetz:0.2.0": *',
    '#read("/etc/passwd")',
    '#sys.inputs #panic() #eval("1")',
    "]#pagebreak()[ $ x^2 $ *vet* _schuin_ `code` <label> @verwijzing = Kop",
    '\\u{0} \\ \\" "} , "language": "xx"',
    "x" * 4000,
    "!" * 4000,
    "Fijn 😀👨‍👩‍👧 feest",
    "مرحبا بكم في المكتبة",
    "Привіт, Україно",
    "nul\u0000 bel\u0007 terug\u202eskcehc\u202c \u2066los\u2069",
    "e\u0301\u0323 ﬁ \u00ad\u200b\ufeff",
    "漢字",
)


def write(text: str, title: str = "Een titel", template: str = "plain.typ", language: str = "nl") -> Document:
    data = {"title": title, "text": text}
    return documents.read(pdf.write(HERE / template, data, language=language, title=title))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_is_data(text: str) -> None:
    made = write(text, title=text[:120])
    assert made.is_tagged
    assert made.is_ua
    assert made.language == "nl"
    assert documents.run_on(made.title) == documents.run_on(legible(text[:120]))
    if text.isascii():
        assert made.says(text), "every letter of it"
    assert "root:" not in made.text


def test_it_says_who_it_is() -> None:
    made = write("Hello", title="The title", language="en")
    assert (made.title, made.language) == ("The title", "en")


@given(text=st.text(max_size=80))
@settings(max_examples=12)
def test_any_text_makes_a_document(text: str) -> None:
    assert write(text).is_ua


@given(text=st.text(max_size=80) | st.text(alphabet="a-\u00e9. ", min_size=80))
def test_only_what_can_be_drawn_is_kept_and_letters_leave_a_trace(text: str) -> None:
    seen = legible(text)
    assert legible(seen) == seen, "twice is once"
    for letter in text:
        if letter.isalnum():
            assert legible(letter), "a letter without a typeface is not passed over in silence"


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(engine.NotSet, match="alt text"):
        write("", template="wordless.typ")


def test_a_long_dutch_word_breaks_and_stays_whole() -> None:
    word = "arbeidsongeschiktheidsverzekeringsmaatschappij"
    assert write(f"{word} " * 8).says(word)


def test_no_template_reaches_out() -> None:
    """Names of the house's own files are all that a template may import."""
    templates = list(of_repository(".typ"))
    assert len(templates) >= 4
    for path in templates:
        text = (ROOT / path).read_text("utf-8")
        assert not re.findall(r"@preview|\b(?:eval|read|plugin|csv|toml|yaml|xml|cbor)\(", text), path
        assert set(re.findall(r"\bjson\(([^)]*)\)", text)) <= {'"data.json"'}, path
        assert set(re.findall(r'import "([^"]*)"', text)) <= {"template.typ", "house.typ", "parts.typ"}, path


def test_the_house_has_every_typeface_that_it_names() -> None:
    named = set(re.findall(r'"((?:Hanken|Familjen|Noto)[^"]*)"', (ROOT / "platform/stelsel/pdf/house.typ").read_text()))
    assert named == {TTFont(path)["name"].getDebugName(1) for path in TYPEFACES.glob("*.ttf")}


def test_no_worker_keeps_the_press_in_memory() -> None:
    """80 MB of typst, and what it remembers of each document."""
    write("Een tekst")
    assert "typst" not in sys.modules


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.001)
    with pytest.raises(subprocess.TimeoutExpired):
        write("Een tekst")
