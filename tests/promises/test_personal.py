"""P-31: each column that says something of a person states why, on which ground and until when. A new one that says
nothing fails."""

import re

from sqlalchemy import Column, String

import stelsel.app
from stelsel.db.personal import KEY, Personal
from tests.isolation.tables import TABLES
from tests.promises.rows import tables

LOOKS_PERSONAL = re.compile(
    r"(?:^|_)(?:e?mail|phone|receiver|reply_to|contact|contact_key|person|first_name|last_name|surname|birth\w*|bsn|iban"
    r"|street_and_number|password|totp_secret)$|phone_number$"
)
NEVER = re.compile(r"(?:^|_)(?:bsn|birth\w*|sex|gender|nationality|first_name|last_name|surname)(?:_|$)")
"""What nobody needs to come to a library: no table has it."""


def columns() -> list[Column[object]]:
    """Of every table of the product; the application imports them all."""
    assert stelsel.app.ROOMS
    return [column for table in tables() for column in table.columns if table not in TABLES]


def is_personal(column: Column[object]) -> bool:
    """By its name; a `name` too where the row can also be reached."""
    looks = LOOKS_PERSONAL.search(column.name) is not None
    beside = any(LOOKS_PERSONAL.search(other.name) for other in column.table.columns)
    return isinstance(column.type, String) and (looks or (column.name == "name" and beside))


def test_each_personal_column_says_why_it_is_there() -> None:
    bare = [str(column) for column in columns() if is_personal(column) and KEY not in column.info]
    assert bare == []


def test_what_it_says_is_whole() -> None:
    said = [column.info[KEY] for column in columns() if column.info.get(KEY)]
    assert len(said) > 10
    for personal in said:
        assert isinstance(personal, Personal)
        assert all((personal.purpose, personal.ground, personal.term))


def test_what_nobody_needs_is_nowhere() -> None:
    assert [str(column) for column in columns() if NEVER.search(column.name)] == []


def test_of_a_citizen_there_is_a_name_a_way_to_reach_and_an_answer() -> None:
    of_people = {column.name for column in columns() if column.table.name == "registration" and column.info.get(KEY)}
    assert of_people == {"name", "email", "phone", "answer", "contact_key"}
