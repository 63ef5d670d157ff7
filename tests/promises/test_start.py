"""P-40: it starts only when that is safe. Each unsafe setting is refused by the settings, and by every command."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from pydantic import ValidationError

from stelsel.config import Settings

PUBLIC = {"base_url": "https://stelsel.example", "secret_key": "x" * 32}
UNSAFE = [
    ({"secret_key": "x" * 31}, "SECRET_KEY"),
    ({"secret_key": ""}, "SECRET_KEY"),
    ({**PUBLIC, "secret_key": None}, "SECRET_KEY is needed"),
    ({**PUBLIC, "demo": True}, "demo"),
    ({**PUBLIC, "outbound_allow": "127.0.0.1:25"}, "OUTBOUND_ALLOW"),
    ({"base_url": "ftp://stelsel.example"}, "BASE_URL"),
    ({"base_url": "stelsel.example"}, "BASE_URL"),
    ({"base_url": "https://"}, "BASE_URL"),
    ({"smtp_url": "http://mail.example"}, "SMTP_URL"),
    ({"sms_domain": "sms provider"}, "SMS_DOMAIN"),
    ({"workers": 0}, "workers"),
]


@pytest.mark.parametrize(("settings", "says"), UNSAFE)
def test_an_unsafe_setting_is_refused(settings: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Settings.model_validate(settings)


def test_safe_ones_are_not() -> None:
    assert Settings.model_validate(PUBLIC).is_public
    assert not Settings.model_validate({"base_url": "http://127.0.0.1:8000", "demo": True}).is_public
    assert not Settings.model_validate({"base_url": "http://localhost:8000"}).is_public


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "[2001:db8::1]", "test.example", "xlocalhost"])
def test_what_others_can_reach_is_public(host: str) -> None:
    with pytest.raises(ValidationError, match="demo"):
        Settings.model_validate({**PUBLIC, "base_url": f"https://{host}", "demo": True})


@pytest.mark.parametrize("name", ["SECRET_KEY", "BASE_URL", "DEMO"])
def test_the_program_does_not_start_and_says_why_without_the_secret(name: str, tmp_path: Path) -> None:
    unsafe = {
        "SECRET_KEY": {"STELSEL_SECRET_KEY": "te-kort-geheim"},
        "BASE_URL": {"STELSEL_BASE_URL": "stelsel.example"},
        "DEMO": {
            "STELSEL_BASE_URL": "https://stelsel.example",
            "STELSEL_SECRET_KEY": "x" * 32,
            "STELSEL_DEMO": "true",
        },
    }[name]
    began = subprocess.run(
        [sys.executable, "-c", "from stelsel.wsgi import application; application()"],
        env={**os.environ, "STELSEL_DATA_DIR": str(tmp_path), **unsafe},
        capture_output=True,
        text=True,
        check=False,
    )
    assert began.returncode != 0
    assert name in began.stderr.upper()
    assert "te-kort-geheim" not in began.stderr


def test_it_never_runs_in_debug(app: Flask) -> None:
    assert app.debug is False


def test_two_that_start_at_once_have_one_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` starts pages and jobs together: the second looks while the first makes the key."""
    make, others = secrets.token_urlsafe, []

    def meanwhile(length: int) -> str:
        monkeypatch.setattr(secrets, "token_urlsafe", make)
        others.append(Settings.model_validate({"data_dir": tmp_path / "new"}).secret())
        return make(length)

    monkeypatch.setattr(secrets, "token_urlsafe", meanwhile)
    assert [Settings.model_validate({"data_dir": tmp_path / "new"}).secret()] == others
    assert len(others[0]) >= 48
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret-key"]


def test_the_secret_that_it_makes_is_long_and_its_own(tmp_path: Path) -> None:
    settings = Settings.model_validate({"data_dir": tmp_path / "new"})
    assert len(settings.secret()) >= 48
    assert settings.secret() == settings.secret()
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o777 == 0o600
