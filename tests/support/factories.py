"""A row of every tenant table, made from the metadata: what a new table must not be forgotten by.

Text columns carry a mark, so that a test can find the row's words anywhere. All rows of one library bear the *same*
id (the key is tenant and id), so that one address tries the rows of all tables at once. A foreign key is filled from
the row it points at. Where a table has rules of its own, its room adds the facts that satisfy them to `FACTS`.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, Column, Connection, Date, Enum, Float, LargeBinary, String, Table, Time, select
from sqlalchemy.exc import DBAPIError

from stelsel import clock
from stelsel.db import Base, Owned
from stelsel.db.types import Cents, UtcDateTime

DAY = date(2026, 12, 8)
DECIDER = uuid.UUID(int=3)
BEGINS, ENDS = clock.at(DAY, time(10)), clock.at(DAY, time(12))

FACTS: dict[str, dict[str, Any]] = {
    "activity": {"entry": "walk_in", "language": "nl", "extern_id": None, "publish_at": BEGINS, "online_link": ""},
    "activity_exception": {"day": DAY, "kind": "extra", "begins": time(10), "ends": time(12)},
    "activity_rule": {"weekdays": [2], "begins": time(10), "ends": time(12), "since": DAY},
    "activity_session": {"starts_at": BEGINS, "ends_at": ENDS},
    "activity_version": {"said": {"title": "Inloop", "branch_id": str(DECIDER), "concept_slug": "belastinghulp"}},
    "annual_share": {"year": 2020},
    "branch": {"lat": 52.2, "lon": 4.4, "postcode": "2225", "isil": None, "phone": None, "email": None},
    "help_question": {"minutes": 15, "referred_organisation_id": None},
    "library_profile": {"phone": None, "email": None},
    "newsletter_subscription": {"place": "", "km": 0},
    "opening_exception": {"day": DAY, "opens": time(10), "closes": time(12)},
    "opening_hours": {"weekday": 2, "opens": time(10), "closes": time(12)},
    "published_activity": {"entry": "walk_in", "theme": "tax", "mode": "at_branch", "published_at": BEGINS},
    "published_branch": {
        "kind": "main",
        "lat": 52.2,
        "lon": 4.4,
        "postcode": "2225",
        "hours": {"week": {"2": [["10:00", "12:00"]]}, "days": {}},
        "facts": [],
        "lacks": [],
    },
    "published_session": {
        "starts_at": BEGINS,
        "ends_at": ENDS,
        "state": "planned",
        "entry": "walk_in",
        "theme": "tax",
        "mode": "at_branch",
    },
    "question_figures": {"kind": "contact", "body": "uwv"},
    "registration": {
        "phone": "0701234567",
        "contact_key": None,
        "request_key": None,
        "code": None,
        "number": 1,
        "language": "nl",
        "seated_at": BEGINS - timedelta(days=3),
    },
    "sign_up_conditions": {"opens_days": None, "group_most": 4, "remind_hours": 24},
    "room": {"number": 1, "seats": None},
    "room_hold": {"room_number": 1, "starts_at": BEGINS, "held_from": BEGINS, "held_until": ENDS},
    "slot_request": {"rule": "Iedere dinsdag, 10.00 tot 12.00 uur, vanaf 8 december 2026"},
    "subsidy_application": {"scheme_number": 1, "scheme_slug": "regeling-digitaal-burgerschap"},
    "subsidy_assessment": {"duty": "assessor", "round": 1, "total": 50},
    "subsidy_case": {"requested_cents": 100, "reserved_cents": 0},
    "subsidy_case_duty": {"duty": "assessor"},
    "subsidy_ceiling": {"cents": 1000},
    "subsidy_ceiling_change": {"cents": 1000},
    "subsidy_clock_stop": {"asked_on": DAY, "answer_until": DAY + timedelta(days=14), "resumed_on": None},
    "subsidy_decision": {
        "duty": "decider",
        "decided_by": DECIDER,
        "number": 1,
        "outcome": "refused",
        "requested_cents": 100,
        "cents": 0,
        "notified_on": DAY,
        "objection_until": DAY + timedelta(days=42),
    },
    "subsidy_posting": {"cents": 1, "debit": "available", "credit": "reserved"},
    "subsidy_scheme_version": {"drafted_by": uuid.UUID(int=1), "published_by": uuid.UUID(int=2)},
    "subsidy_snapshot": {"sha256": "0" * 64},
    "subsidy_transition": {"before": "draft", "seq_before": None},
    "waiting_file": {"kind": "calendar", "content": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"},
}
"""What the rules of a table ask, by table: columns that no marked text, first value or default may fill."""

ALSO: dict[str, dict[str, Any]] = {"subsidy_case_duty": {"duty": "decider", "user_id": DECIDER}}
"""A second row of a table, with another id, that a third one points at."""


def second(row_id: uuid.UUID) -> uuid.UUID:
    """The id of a second row."""
    return uuid.UUID(int=row_id.int + 1)


class NoFactory(AssertionError):
    """A tenant table whose rules nobody told here. Its room adds a line to FACTS."""


class Rows:
    """The rows of one library. `connection` is the owner's: they are put there past every guard."""

    def __init__(self, connection: Connection, tenant_id: int, row_id: uuid.UUID, mark: str) -> None:
        self.connection = connection
        self.tenant_id = tenant_id
        self.row_id = row_id
        self.mark = mark
        self._made: dict[str, Mapping[str, Any]] = {}

    def make_all(self) -> None:
        for table in self._owned:
            self.row(table)

    @cached_property
    def _owned(self) -> dict[str, Table]:
        names = (m.class_.__tablename__ for m in Base.registry.mappers if issubclass(m.class_, Owned))
        return {str(name): Base.metadata.tables[str(name)] for name in names}

    def row(self, name: str) -> Mapping[str, Any]:
        """The row of a table, with the rows that it points at. Raises NoFactory."""
        if name not in self._made:
            table = self._owned[name]
            values = self._values(table)
            try:
                with self.connection.begin_nested():
                    self.connection.execute(table.insert(), values)
            except DBAPIError as error:
                raise NoFactory(f"{name}: add to FACTS in tests/support/factories.py: {error.orig}") from error
            self._made[name] = values
            if name in ALSO:
                self.connection.execute(table.insert(), {**values, **ALSO[name], "id": second(self.row_id)})
        return self._made[name]

    def word(self, column: Column[Any]) -> str:
        """The words in a text column: the mark, and where it stands."""
        return f"{self.mark}-{column.table.name}-{column.name}"

    def _values(self, table: Table) -> dict[str, Any]:
        values = {column.name: self._value(column) for column in table.columns}
        values.update({"tenant_id": self.tenant_id, "id": self.row_id})
        for key in table.foreign_key_constraints:
            parent = key.referred_table
            needed = not all(element.parent.nullable for element in key.elements if element.parent.name != "tenant_id")
            if parent is table or parent.name == "tenant" or not needed:
                continue
            found = self.row(parent.name) if parent.name in self._owned else self._shared(parent)
            values.update({element.parent.name: found[element.column.name] for element in key.elements})
        return {**values, **FACTS.get(table.name, {})}

    def _shared(self, table: Table) -> Mapping[str, Any]:
        statement = select(table).order_by(*table.primary_key).limit(1)
        return dict(self.connection.execute(statement).mappings().one())

    def _value(self, column: Column[Any]) -> Any:
        if column.foreign_keys and column.nullable:
            return None
        if isinstance(column.type, String) and not isinstance(column.type, Enum):
            return self.word(column)[: column.type.length]
        if column.default is not None and column.default.is_scalar:
            return column.default.arg  # type: ignore[attr-defined]  # a scalar default has it
        return None if column.nullable else self._of_type(column)

    def _of_type(self, column: Column[Any]) -> Any:
        kind = column.type
        if isinstance(kind, Enum):
            return kind.enums[0]
        if isinstance(kind, JSON):
            return {}
        if isinstance(kind, Cents):
            return 1
        simple: dict[type, Any] = {
            UtcDateTime: BEGINS, Date: DAY, Time: time(10), Float: 1.0, LargeBinary: b"",
        }  # fmt: skip
        for of, value in simple.items():
            if isinstance(kind, of):
                return value
        python = kind.python_type
        return {bool: False, int: 1, uuid.UUID: self.row_id, datetime: BEGINS}.get(python)
