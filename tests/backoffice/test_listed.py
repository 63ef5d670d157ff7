"""What the back office shows is an explicit list: a new view, model, column or writing page is written down here."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect

from stelsel.db import Owned, Shared
from stelsel.identity import COOKIE_KEY
from stelsel.identity.models import Attempt
from stelsel.identity.sign_ins import fingerprint
from stelsel_admin.backoffice.editing import Reference
from stelsel_admin.backoffice.frame import Listing, NotForTheBackOffice
from stelsel_tenants.activities.models import Activity
from tests.support.client import Clients

EDITED = {"concept", "programme", "plan", "place", "place_name", "public_holiday", "school_holiday"}
READ = {"organisation", "tenant", "user_account", "sign_in", "job", "job_schedule", "letter"}
DEEDS = {"organisation": {"take_up"}, "user_account": {"sign_out"}, "job": {"retry"}}
"""Beside its list, what a table that is read has: each calls a service."""
NEVER_SHOWN = {
    "password",
    "fs_uniquifier",
    "tf_primary_method",
    "tf_totp_secret",
    "tf_phone_number",
    "receiver",
    "subject",
    "text",
    "html",
    "lease",
}


def views(app: Flask) -> list[Any]:
    (admin,) = app.extensions["admin"]
    return list(admin._views)


def unlisted(found: list[Any]) -> Iterator[str]:
    """What is wrong with the views of the back office."""
    for view in found:
        model = getattr(view, "model", None)
        if model is None:
            if view.pages != ("index",):
                yield f"{view.name}: a page without a model"
            continue
        table = str(model.__tablename__)
        if issubclass(model, Owned):
            yield f"{table}: a tenant's own rows"
        if table not in EDITED | READ:
            yield f"{table}: not on the list"
        pages = (
            {"index_view", "add", "change", "remove"} if table in EDITED else {"index_view"} | DEEDS.get(table, set())
        )
        if not set(view.pages) <= pages:
            yield f"{table}: {set(view.pages) - pages}"


@pytest.mark.only_on("sqlite")  # the views are the same on every database
def test_only_what_is_listed_has_a_view(app: Flask) -> None:
    found = views(app)
    assert list(unlisted(found)) == []
    assert {str(view.model.__tablename__) for view in found if hasattr(view, "model")} == EDITED | READ
    assert not any("subsidy" in table or "ledger" in table for table in EDITED | READ)


@pytest.mark.only_on("sqlite")
def test_a_view_that_is_not_on_the_list_is_found(app: Flask) -> None:
    class Attempts(Listing):
        shown = ()

    extra = Attempts(Attempt, endpoint="attempts", url="attempts", name="Attempts")
    assert list(unlisted([*views(app), extra])) == ["attempt: not on the list"]


def test_a_tenants_table_gets_no_view() -> None:
    with pytest.raises(NotForTheBackOffice, match="Activity"):
        Listing(Activity, endpoint="x", url="x", name="x")  # type: ignore[arg-type] # that is the mistake


@pytest.mark.only_on("sqlite")
def test_only_pages_that_a_view_names_have_an_address(app: Flask) -> None:
    """A list that is read has no way to write, not even one that is switched off."""
    for view in views(app):
        there = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith(f"{view.endpoint}.")}
        assert there == {f"{view.endpoint}.{name}" for name in view.pages}
    writing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/admin/") and "POST" in (rule.methods or set())
    }
    assert not {endpoint for endpoint in writing if endpoint.endswith("index_view")}


@pytest.mark.only_on("sqlite")
def test_a_form_writes_the_columns_that_it_names(app: Flask) -> None:
    for view in views(app):
        if not isinstance(view, Reference):
            continue
        with app.test_request_context():
            fields = {field.short_name for field in view.form()} - {"csrf_token", "seen"}
        columns = {one.key for one in inspect(view.model).column_attrs}
        assert set(view.form_columns) == fields, view.name
        assert fields <= columns, view.name
        assert set(view.fixed) <= fields, view.name


@pytest.mark.only_on("sqlite")
def test_no_list_shows_what_opens_an_account_or_belongs_to_one_person(app: Flask) -> None:
    for view in views(app):
        for one in getattr(view, "shown", ()):
            assert one.what.key not in NEVER_SHOWN, f"{view.name}: {one.key}"
        if getattr(view, "model", Shared).__name__ == "SignIn":
            assert "id" not in {*view.key, *(one.what.key for one in view.shown)}


def test_no_secret_stands_in_a_page(clients: Clients) -> None:
    """The hash of a password, and the fingerprint of a cookie."""
    clients["beheer_katwijk"].get("/account/")
    people = clients["platform"].get("/admin/mensen/").text
    assert "beheer@katwijk.stelsel.test" in people
    assert "argon2" not in people
    signed_in = clients["platform"].get("/admin/ingelogd/").text
    assert "Beheer Katwijk" in signed_in
    with clients["beheer_katwijk"].session_transaction() as kept:
        assert fingerprint(kept[COOKIE_KEY]) not in signed_in
