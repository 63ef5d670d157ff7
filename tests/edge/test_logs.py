"""Logs tell what happened and not to whom (P-34)."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask.testing import FlaskClient

from stelsel import logs

SECRETS = [
    "jan.de.vries@voorbeeld.nl",
    "NL91 ABNA 0417 1643 00",
    "NL91ABNA0417164300",
    "06-12345678",
    "+31 71 516 30 00",
    "123456782",
    "Zk3n9QxVb7LmT2pRs8WcY4",
    "IjYxYmEyODY1NWFhYzEzMjEwY2FlNmFl.awdovg.e0H1Q-yQACrzbC6tNJPmLtP0USQ",
]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    made = io.StringIO()
    logs.configure(json=True, stream=made)
    yield made
    structlog.reset_defaults()


def told(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("secret", SECRETS)
def test_no_line_holds_what_is_somebodys(stream: io.StringIO, secret: str) -> None:
    log = structlog.stdlib.get_logger("test")
    event = f"mail to {secret} failed"
    log.info(event, detail=f"x {secret} y", email=secret, naam=secret, holder=[object()])
    logging.getLogger("library").warning("cannot reach %s now", secret)
    try:
        try:
            raise ValueError(f"Key (email)=({secret}) already exists")
        except ValueError as cause:
            raise RuntimeError(secret) from cause
    except RuntimeError:
        log.exception("fault")
        logging.getLogger("library").exception("also")

    assert secret not in stream.getvalue()
    assert len(told(stream)) == 4
    assert told(stream)[2]["error"] == told(stream)[3]["error"] == "RuntimeError from ValueError"
    assert "test_no_line_holds" in told(stream)[2]["frames"][0]


def test_what_finds_a_fault_stays(stream: io.StringIO) -> None:
    structlog.stdlib.get_logger("test").info(
        "made", tenant="katwijk", session="3f2b8c1e-0d4a-4f6b-9a7e-5c2d1b0a9f8e", count=12
    )
    line = told(stream)[0]
    assert (line["tenant"], line["session"], line["count"]) == ("katwijk", "3f2b8c1e-0d4a-4f6b-9a7e-5c2d1b0a9f8e", 12)
    assert line["event"] == "made"
    assert line["level"] == "info"


def test_a_request_is_told_by_endpoint_and_never_by_address(visitor: FlaskClient, stream: io.StringIO) -> None:
    visitor.get("/woord/Zk3n9QxVb7LmT2pRs8WcY4?email=jan@voorbeeld.nl", headers={"X-Request-Id": "van-buiten"})
    line = told(stream)[-1]
    assert (line["endpoint"], line["status"], line["method"]) == ("word", 200, "GET")
    assert "Zk3n9" not in stream.getvalue()
    assert "jan@" not in stream.getvalue()
    assert "van-buiten" not in stream.getvalue()


def test_what_serves_the_pages_logs_so(tmp_path: Path) -> None:
    """A process of its own: here the fixtures set the logs up, there only the program can."""
    program = (
        "import structlog; from stelsel.wsgi import application; application();"
        " structlog.stdlib.get_logger('test').info('made', detail='jan@voorbeeld.nl')"
    )
    served = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "STELSEL_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(served.stderr.splitlines()[-1])["detail"] == "[address]"
    assert "jan@" not in served.stderr + served.stdout
