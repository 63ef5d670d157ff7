"""Forms: what was typed stays, what is wrong is said at its field, and nothing gets in but what the form names."""

import datetime as dt
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from stelsel.errors import Refused
from tests.edge import bare, hostile
from tests.support.pages import parse

FILLED = {
    "titel": "Hulp bij belasting",
    "verhaal": "Een.\r\nTwee.",
    "email": "Jan@Bieb.NL",
    "telefoon": "071 516 30 00",
    "postcode": "2225ab",
    "plaatsen": "1.20",
    "kosten": "1.234,50",
    "dag": "24-3-2027",
    "begin": "9.30",
    "kleur": "07A",
    "soort": "digid",
    "soorten": ["digid", "belasting", "digid"],
    "akkoord": "1",
}


def token(visitor: FlaskClient) -> str:
    return str(control(visitor.get("/formulier"), "csrf_token")["value"])


def control(response: TestResponse, name: str) -> Tag:
    found = parse(response.text).select_one(f"[name={name}]")
    assert isinstance(found, Tag)
    return found


def send(visitor: FlaskClient, **typed: Any) -> TestResponse:
    return visitor.post("/formulier", data={"csrf_token": token(visitor), **typed})


def test_a_form_that_is_right_gives_values_of_the_house(edge: Flask, visitor: FlaskClient) -> None:
    assert send(visitor, **FILLED | {"plaatsen": "120"}).text == "bewaard"

    kept = edge.extensions["written"][0]
    kept.pop("csrf_token")
    assert {name: str(value) for name, value in kept.items()} == {
        "title": "Hulp bij belasting",
        "story": "Een.\nTwee.",
        "mail": "jan@bieb.nl",
        "phone": "+31715163000",
        "postcode": "2225 AB",
        "seats": "120",
        "cost": "123450",
        "day": "2027-03-24",
        "begin": "09:30:00",
        "colour": "#0077aa",
        "kind": "digid",
        "kinds": "[<Kind.TAX: 'belasting'>, <Kind.DIGID: 'digid'>]",
        "agreed": "True",
        "logo": "None",
    }


def test_one_mistake_is_said_twice_and_nothing_typed_is_lost(visitor: FlaskClient) -> None:
    response = send(visitor, **FILLED)  # 1.20 is no number of places

    assert response.status_code == 422
    page = parse(response.text)
    assert [str(link["href"]) for link in page.select("[data-st-errors] a")] == ["#plaatsen"]
    field = control(response, "plaatsen")
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "plaatsen-error"
    assert page.find(id="plaatsen-error")
    assert {name: control(response, name)["value"] for name in ("titel", "email", "kosten", "plaatsen", "begin")} == {
        "titel": "Hulp bij belasting",
        "email": "Jan@Bieb.NL",
        "kosten": "1.234,50",
        "plaatsen": "1.20",
        "begin": "09:30",
    }
    assert control(response, "verhaal").text.strip() == "Een.\nTwee."
    assert [str(box["value"]) for box in page.select("[name=soorten][checked]")] == ["belasting", "digid"]


def test_a_command_that_refuses_finds_its_field(visitor: FlaskClient) -> None:
    response = send(visitor, titel="bezet")

    assert response.status_code == 409
    assert "Deze titel is al gebruikt." in response.text
    assert control(response, "titel")["aria-describedby"] == "titel-hint titel-error"


def test_a_refusal_without_a_field_of_ours_stands_above_the_form(edge: Flask) -> None:
    with edge.test_request_context("/formulier"):
        form = bare.EveryField()
        form.show(Refused("Het is vol.", field="elders"))
        form.show(Refused("Te lang.", field="titel"))  # also by its name in HTML
        assert [(line.anchor, str(line.message)) for line in form.problems] == [
            ("", "Het is vol."),
            ("titel", "Te lang."),
        ]


def test_a_page_that_stood_open_too_long_comes_back_filled_in(edge: Flask, visitor: FlaskClient) -> None:
    response = visitor.post("/formulier", data={"csrf_token": "verlopen", **FILLED})

    assert response.status_code == 422
    assert edge.extensions["written"] == []
    assert "stond te lang open" in response.text
    assert control(response, "titel")["value"] == "Hulp bij belasting"
    fresh = str(control(response, "csrf_token")["value"])
    again = visitor.post("/formulier", data=FILLED | {"plaatsen": "12", "csrf_token": fresh})
    assert again.text == "bewaard"


@pytest.mark.parametrize("typed", [typed for typed in hostile.TEXTS if "\n" not in typed])
@pytest.mark.parametrize("name", ["titel", "verhaal", "email", "telefoon", "postcode", "kleur", "dag", "soort"])
def test_hostile_text_is_a_message_and_a_page_that_can_be_sent(edge: Flask, name: str, typed: str) -> None:
    data = MultiDict([("titel", "Goed"), (name, typed)] if name != "titel" else [(name, typed)])
    with edge.test_request_context("/formulier", method="POST"):
        form = bare.EveryField(data)
        assert not form.validate()
        assert {field.name for field in form if field.errors} >= {name}
        assert len(form[_attribute(form, name)]().encode()) < 200_000


@pytest.mark.parametrize("name", ["plaatsen", "kosten"])
@pytest.mark.parametrize("typed", [typed for typed in hostile.NUMBERS if typed.strip()])
def test_no_number_but_a_number(edge: Flask, name: str, typed: str) -> None:
    assert _errors(edge, name, typed)


@pytest.mark.parametrize("typed", hostile.DAYS)
def test_no_day_that_does_not_exist_or_overflows(edge: Flask, typed: str) -> None:
    assert _errors(edge, "dag", typed)


@pytest.mark.parametrize("typed", hostile.CLOCKS)
def test_no_time_that_no_clock_shows(edge: Flask, typed: str) -> None:
    assert _errors(edge, "begin", typed)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("0", 0),
        ("12", 1200),
        ("12,50", 1250),
        ("12.50", 1250),
        ("1.234", 123_400),
        ("€ 1.720.000,00", 172_000_000),
        ("5,-", 500),
    ],
)
def test_an_amount_is_cents(edge: Flask, typed: str, cents: int) -> None:
    assert _value(edge, "kosten", typed) == cents


@given(st.integers(0, 10**12))
def test_every_amount_is_read_as_it_is_written(edge: Flask, cents: int) -> None:
    with edge.test_request_context("/formulier"):
        shown = bare.EveryField(data={"cost": cents}).cost._value()
    assert _value(edge, "kosten", shown) == cents


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 12, 31)))
def test_every_day_is_read_as_people_and_browsers_write_it(edge: Flask, day: Any) -> None:
    assert _value(edge, "dag", day.isoformat()) == _value(edge, "dag", f"{day.day}-{day.month}-{day.year}") == day


def test_what_the_browsers_own_control_would_drop_is_shown_in_a_plain_one(edge: Flask) -> None:
    with edge.test_request_context("/formulier", method="POST"):
        wrong = bare.EveryField(MultiDict({"dag": "30 februari", "begin": "half tien"}))
        wrong.validate()
        assert 'value="30 februari"' in wrong.day()
        assert 'type="text"' in wrong.day()
        right = bare.EveryField(MultiDict({"dag": "1-3-2027"}))
        assert 'type="date"' in right.day()
        assert 'value="2027-03-01"' in right.day()


@pytest.mark.parametrize("typed", ["geld", "", "BELASTING", "Kind.TAX", "0"])
def test_only_given_answers_are_answers(edge: Flask, typed: str) -> None:
    assert bool(_errors(edge, "soort", typed)) == bool(typed)
    assert bool(_errors(edge, "soorten", typed)) is True


def test_answers_given_late_judge_what_was_sent(edge: Flask) -> None:
    late = [("venlo", "Venlo"), ("katwijk", "Katwijk")]
    with edge.test_request_context("/formulier", method="POST"):
        form = bare.EveryField(MultiDict([("titel", "Goed"), ("soort", "venlo"), ("soorten", "katwijk")]))
        form.kind.choices = form.kinds.choices = late
        assert form.kind.validate(form)
        assert form.kinds.validate(form)
        assert (form.kind.data, form.kinds.data) == ("venlo", ["katwijk"])
        form.kind.choices = form.kinds.choices = late[:0]
        assert not form.kind.validate(form)
        assert not form.kinds.validate(form)


def test_a_list_a_file_or_a_field_nobody_named_changes_nothing(edge: Flask) -> None:
    sent = MultiDict(
        [("titel", "Goed"), ("titel", "Ook"), ("tenant_id", "2"), ("email", FileStorage(filename="x@y.nl"))]
    )
    with edge.test_request_context("/formulier", method="POST"):
        form = bare.EveryField(sent)
        form.validate()
        assert form.title.data == "Goed"
        assert form.mail.data is None
        assert "tenant_id" not in form.data


def test_json_never_fills_a_form(edge: Flask) -> None:
    with edge.test_request_context("/formulier", method="POST", json={"titel": ["x"]}):
        assert bare.EveryField().title.data == ""


@given(st.dictionaries(st.sampled_from(sorted(FILLED)), st.text(st.characters(codec=None), max_size=60)))
def test_a_form_answers_whatever_is_typed(edge: Flask, typed: dict[str, str]) -> None:
    with edge.test_request_context("/formulier", method="POST"):
        form = bare.EveryField(MultiDict(typed))
        form.validate()
        assert "".join(field() for field in form).encode()
        assert all(str(line.message) for line in form.problems)


def _attribute(form: bare.EveryField, name: str) -> str:
    return next(attribute for attribute, field in form._fields.items() if field.name == name)


def _field(edge: Flask, name: str, typed: str) -> Any:
    with edge.test_request_context("/formulier", method="POST"):
        form = bare.EveryField(MultiDict({name: typed}))
        form.validate()
        return form[_attribute(form, name)]


def _errors(edge: Flask, name: str, typed: str) -> list[Any]:
    return list(_field(edge, name, typed).errors)


def _value(edge: Flask, name: str, typed: str) -> Any:
    field = _field(edge, name, typed)
    assert not field.errors
    return field.data
