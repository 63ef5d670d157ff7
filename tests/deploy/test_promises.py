"""What deploy/ promises about how the application is run (SECURITY P-40), read from its files."""

import runpy
from pathlib import Path

import pytest
import yaml

from stelsel.serve import Web

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


@pytest.mark.parametrize(
    "promise",
    [
        "User=stelsel",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
        "UMask=0077",
    ],
)
def test_the_service_runs_with_no_more_rights_than_it_needs(promise: str) -> None:
    assert promise in text("stelsel.service").splitlines()


def test_the_container_runs_as_an_ordinary_user_on_a_file_system_it_cannot_change() -> None:
    users = [line.split()[1] for line in text("Containerfile").splitlines() if line.startswith("USER ")]
    assert users == ["10001:10001"]
    services = yaml.safe_load(text("compose.yaml"))["services"]
    own = [service for service in services.values() if service.get("image") == "stelsel"]
    assert len(own) == 3
    for service in own:
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_what_is_kept_is_kept_per_host_and_language_and_never_for_who_is_signed_in() -> None:
    lines = {line.strip() for line in text("nginx.conf").splitlines()}
    assert "proxy_cache_key $scheme$host$request_uri$stelsel_language;" in lines
    assert "proxy_cache_bypass $stelsel_known $http_authorization;" in lines
    assert "proxy_no_cache $stelsel_known $http_authorization $upstream_http_set_cookie;" in lines


def test_gunicorn_listens_on_this_machine_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STELSEL_BIND", raising=False)
    monkeypatch.setenv("PORT", "8131")
    settings = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    assert settings["bind"] == "127.0.0.1:8131"
    assert settings["timeout"] > settings["graceful_timeout"] > 5


def test_gunicorn_by_itself_and_stelsel_serve_have_the_same_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STELSEL_WORKERS", "3")
    by_itself = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    served = Web().cfg.settings
    numbers = {name: value for name, value in by_itself.items() if name in served and isinstance(value, int)}
    assert numbers["workers"] == 3
    assert {name: served[name].get() for name in numbers} == numbers
