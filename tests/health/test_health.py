"""Answers for machines, also while things are broken."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from pydantic import SecretStr

from stelsel.clock import now
from stelsel.config import Settings
from stelsel.db import probe, revisions, schema
from tests.support.client import Clients, PageClient
from tests.support.stores import Store

MACHINES = ("/healthz", "/readyz", "/metrics", "/.well-known/security.txt", "/robots.txt")
AWAY = {"sqlite": "sqlite:////nowhere/stelsel.sqlite", "postgresql": "postgresql+psycopg://x@127.0.0.1:9/x"}


@contextmanager
def with_settings(app: Flask, **changes: object) -> Iterator[Settings]:
    before: Settings = app.extensions["stelsel.settings"]
    after = before.model_copy(update=changes)
    after.__dict__.pop("url", None)  # what was worked out from the settings before
    app.extensions["stelsel.settings"] = after
    try:
        yield after
    finally:
        app.extensions["stelsel.settings"] = before


def test_alive_and_ready(client: PageClient) -> None:
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 200)


def test_machines_get_plain_answers_that_nobody_keeps_and_no_cookie(client: PageClient) -> None:
    for path in MACHINES:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Content-Type"].startswith("text/plain"), path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "Set-Cookie" not in answer.headers, path


def test_without_its_database_it_is_alive_and_not_ready(app: Flask, client: PageClient, database_name: str) -> None:
    with with_settings(app, database_url=AWAY[database_name]), client.faults_expected():
        assert client.get("/healthz").status_code == 200
        away = client.get("/readyz")
    assert (away.status_code, away.text, away.headers["Retry-After"]) == (503, "database\n", "5")
    assert client.get("/readyz").status_code == 200


@pytest.mark.only_on("sqlite")  # that a missing migration is seen needs a file to make, not a server
def test_a_database_of_another_release_is_not_ready(app: Flask, client: PageClient, tmp_path: Path) -> None:
    file = tmp_path / "old #1.sqlite"
    with closing(sqlite3.connect(file)) as old, old:
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        old.execute("INSERT INTO alembic_version VALUES ('0000')")
    with with_settings(app, database_url=f"sqlite:///{file}"), client.faults_expected():
        assert client.get("/readyz").text == "migrations\n"
    assert probe.fault(f"sqlite:///{tmp_path / 'empty.sqlite'}") == "database"
    assert not (tmp_path / "empty.sqlite").exists()


def test_figures_count_requests_and_tell_of_queue_and_outbox(client: PageClient) -> None:
    client.get("/robots.txt")
    text = client.get("/metrics").text
    assert 'stelsel_requests_total{endpoint="health.robots",method="GET",status="200"}' in text
    for name in ("stelsel_database_up 1.0", "stelsel_jobs_due 0.0", "stelsel_letters_waiting 0.0"):
        assert name in text


def test_figures_hold_no_address_of_a_page_and_no_word_of_a_visitor(client: PageClient) -> None:
    client.get("/aanmelding/geheime-link-van-noor?mail=noor@voorbeeld.nl")
    client.open("/healthz", method="NOOR")
    text = client.get("/metrics").text
    assert "noor" not in text.lower()
    assert "geheime" not in text


def test_figures_are_for_this_machine(client: PageClient) -> None:
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "::1"}).status_code == 200


def test_or_for_who_knows_the_token(app: Flask, client: PageClient) -> None:
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    with with_settings(app, metrics_token=SecretStr("een-geheim")):
        right = client.get("/metrics", environ_overrides=elsewhere, headers={"Authorization": "Bearer een-geheim"})
        wrong = client.get("/metrics", environ_overrides=elsewhere, headers={"Authorization": "Bearer ëen-geheim"})
        none = client.get("/metrics")
    assert (right.status_code, wrong.status_code, none.status_code) == (200, 404, 404)


def test_security_txt_says_whom_to_tell_and_expires_within_a_year(app: Flask, client: PageClient) -> None:
    with with_settings(app, security_contact="mailto:meld@stelsel.test", base_url="https://stelsel.test/"):
        lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())
    assert lines["Contact"] == "mailto:meld@stelsel.test"
    assert lines["Canonical"] == "https://stelsel.test/.well-known/security.txt"
    assert lines["Preferred-Languages"] == "nl, en"
    expires = datetime.strptime(lines["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=170) < expires - now() < timedelta(days=365)


def test_what_search_engines_are_asked_to_leave_is_never_a_public_page(client: PageClient) -> None:
    text = client.get("/robots.txt").text
    closed = [line.removeprefix("Disallow: ") for line in text.splitlines() if line.startswith("Disallow")]
    assert "/landelijk" in closed
    public = ("/", "/zoeken", "/bibliotheken", "/b/katwijk/", "/b/katwijk/agenda", "/partners", "/sitemap.xml")
    assert not [path for path in public for start in closed if path.startswith(start)]


def test_signed_in_or_not_the_answers_are_the_same(store: Store, clients: Clients) -> None:
    for path in ("/healthz", "/robots.txt", "/.well-known/security.txt"):
        assert clients["beheer_katwijk"].get(path).text == clients["bezoeker"].get(path).text


def test_the_newest_migration_is_the_one_that_alembic_would_run(app: Flask) -> None:
    """`/readyz` reads its number from the files, so that no web worker loads Alembic."""
    url = app.extensions["stelsel.settings"].url
    assert ScriptDirectory.from_config(schema.config(url)).get_heads() == [revisions.newest()]


@pytest.mark.only_on("sqlite")  # modules are the same
def test_a_web_worker_that_says_it_is_ready_has_not_loaded_alembic(app: Flask) -> None:
    settings: Settings = app.extensions["stelsel.settings"]
    said = "import sys; from stelsel.db import probe; print(probe.fault(sys.argv[1]), 'alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said, settings.url], capture_output=True, text=True, check=True)
    assert done.stdout == "None False\n"
