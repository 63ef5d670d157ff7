"""What an application asks, and whether it has been answered. Answers are kept as they were typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stelsel.i18n import _
from stelsel_admin.subsidies.terms import Item, Question, QuestionKind, Terms

ACTIVITY, QUESTION, CHECK = "activiteit", "vraag", "lijst"
MISSING = _("Dit moet nog worden ingevuld.")
UNTICKED = _("Dit moet nog worden aangevinkt.")
NO_NUMBER = _("Vul een heel getal in, met alleen cijfers.")
NO_CHOICE = _("Kies een van de antwoorden die hier staan.")
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to answer; `name` is its key in the answers and in the form."""

    name: str
    group: str
    label: str
    hint: str
    kind: QuestionKind
    required: bool
    longest: int = 200
    choices: tuple[str, ...] = ()
    prefill: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an application cannot be sent yet; `name` is the entry's."""

    name: str
    label: str
    message: Any


def entries(terms: Terms) -> tuple[Entry, ...]:
    """Everything a scheme asks, in the order of the page."""
    return (
        *(_item(ACTIVITY, item) for item in terms.activities),
        *(_question(question) for question in terms.questions),
        *(_item(CHECK, item) for item in terms.checklist),
    )


def problems(terms: Terms, answers: Mapping[str, Any]) -> list[Problem]:
    """What is missing or wrong, checked by the server, whatever the form did; empty: it can be sent."""
    return [Problem(entry.name, entry.label, said) for entry in entries(terms) for said in _wrong(entry, answers)]


def mistakes(terms: Terms, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in but is wrong, by name; what is still empty is no mistake while one is busy."""
    return {one.name: one.message for one in problems(terms, answers) if one.message not in (MISSING, UNTICKED)}


def known(terms: Terms, answers: Mapping[str, Any]) -> dict[str, str | bool]:
    """Only what the scheme asks, each value of its own type; what else was sent is dropped."""
    kept: dict[str, str | bool] = {}
    for entry in entries(terms):
        value = answers.get(entry.name)
        if entry.kind is QuestionKind.YES:
            kept[entry.name] = value is True
        else:
            kept[entry.name] = value[: entry.longest] if isinstance(value, str) else ""
    return kept


def readable(entry: Entry, answers: Mapping[str, Any]) -> str:
    """An answer as a person reads it."""
    value = answers.get(entry.name)
    if entry.kind is QuestionKind.YES:
        return str(_("Ja") if value is True else _("Nee"))
    return str(value or "")


def _wrong(entry: Entry, answers: Mapping[str, Any]) -> Iterator[Any]:
    value = answers.get(entry.name)
    if entry.kind is QuestionKind.YES:
        if entry.required and value is not True:
            yield UNTICKED
    elif not isinstance(value, str) or not value.strip():
        if entry.required:
            yield MISSING
    elif entry.kind is QuestionKind.NUMBER and not (value.isascii() and value.isdecimal() and len(value) <= DIGITS):
        yield NO_NUMBER
    elif entry.kind is QuestionKind.CHOICE and value not in entry.choices:
        yield NO_CHOICE


def _item(group: str, item: Item) -> Entry:
    return Entry(f"{group}_{item.key}", group, item.label, item.note, QuestionKind.YES, item.mandatory)


def _question(question: Question) -> Entry:
    return Entry(
        name=f"{QUESTION}_{question.key}",
        group=QUESTION,
        label=question.label,
        hint=question.hint,
        kind=question.kind,
        required=question.required,
        longest=question.longest,
        choices=question.choices,
        prefill=question.prefill,
    )
