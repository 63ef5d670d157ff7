"""Typed settings from the environment (STELSEL_…). Starting with unsafe ones is refused (SECURITY P-40)."""

import os
import re
import secrets
import tempfile
from contextlib import suppress
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_LENGTH = 32
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class Settings(BaseSettings):
    """What the environment says. Every field is documented in docs/operations.md."""

    # A refused setting is named, never repeated: the environment it stands in holds secrets.
    model_config = SettingsConfigDict(env_prefix="STELSEL_", extra="ignore", frozen=True, hide_input_in_errors=True)

    data_dir: Path = Path("var")
    database_url: str | None = None
    """One URL for all database roles (SQLite), or the owner's URL (PostgreSQL)."""
    database_role_passwords: SecretStr | None = None
    """PostgreSQL: the password of the six runtime roles; without it they connect as the URL's socket allows."""
    secret_key: SecretStr | None = None
    audit_dir: Path | None = None
    """Where the signed ends of the trail go; else `audit` in the data directory."""
    base_url: str = "http://localhost:8000"
    smtp_url: SecretStr | None = None
    mail_from: str = "Stelsel <stelsel@stelsel.test>"
    sms_domain: str = ""
    """Where a provider takes text messages as letters to number@domain; empty: none are sent."""
    demo_password: SecretStr | None = None
    demo: bool = False
    outbound_allow: str = ""
    security_contact: str = "mailto:beveiliging@stelsel.test"
    api_contact: str = "ontwikkelaars@stelsel.test"
    """Whom to write about the interface for programs: it stands in its description."""
    metrics_token: SecretStr | None = None
    """What /metrics asks for as a bearer token; without one it answers this machine only."""
    workers: int = Field(default=2, ge=1, le=64)
    testing: bool = False

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if self.secret_key is not None and len(self.secret_key.get_secret_value()) < SECRET_LENGTH:
            raise ValueError(f"STELSEL_SECRET_KEY must be at least {SECRET_LENGTH} characters long.")
        if urlsplit(self.base_url).scheme not in {"http", "https"} or not self.host:
            raise ValueError("STELSEL_BASE_URL must be an http or https address, such as https://stelsel.example.")
        if self.smtp_url is not None and urlsplit(self.smtp_url.get_secret_value()).scheme not in {"smtp", "smtps"}:
            raise ValueError(
                "STELSEL_SMTP_URL must begin with smtp:// or smtps://, such as smtps://name:password@mail.example."
            )
        if self.sms_domain and not DOMAIN.fullmatch(self.sms_domain):
            raise ValueError("STELSEL_SMS_DOMAIN must be the domain of a provider, such as sms.provider.example.")
        if self.is_public and self.demo:
            raise ValueError("The demo network, with its known accounts, may not run on a public base URL.")
        if self.is_public and self.outbound_allow:
            raise ValueError("STELSEL_OUTBOUND_ALLOW is for tests: it is refused on a public base URL.")
        if self.is_public and self.secret_key is None:
            raise ValueError("STELSEL_SECRET_KEY is needed on a public base URL.")
        return self

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @cached_property
    def is_public(self) -> bool:
        """True unless the base URL is a loopback address or below .test (RFC 6761)."""
        if self.host == "localhost" or self.host.endswith((".test", ".localhost")):
            return False
        try:
            return not ip_address(self.host).is_loopback
        except ValueError:
            return True

    @property
    def texts_at(self) -> str:
        """The domain of text messages; those of the demo can be read in its mailbox."""
        return self.sms_domain or ("sms.stelsel.test" if self.demo else "")

    @property
    def is_https(self) -> bool:
        return urlsplit(self.base_url).scheme == "https"

    @cached_property
    def url(self) -> str:
        """The database URL; embedded SQLite in the data directory when none is given."""
        url = self.database_url or f"sqlite:///{(self.data_dir / 'stelsel.sqlite').absolute()}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1).replace(
            "postgres://", "postgresql+psycopg://", 1
        )

    @property
    def audit_heads(self) -> Path:
        """Where the ends of the trail are signed."""
        return self.audit_dir or self.data_dir / "audit"

    def secret(self) -> str:
        """The signing key: from the environment, else one made once and kept in the data directory."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        path = self.data_dir / "secret-key"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self.data_dir) as made, suppress(FileExistsError):
                made.write(secrets.token_urlsafe(48))
                made.flush()
                os.link(made.name, path)  # whole or not at all: pages and jobs start together and share it
        return path.read_text()
