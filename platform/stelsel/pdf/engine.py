"""Hands a template and its data to the press: a process of its own, with an empty folder around it and no environment.

A document takes a twentieth of a second, a table of 400 dates a third, and neither stays in the memory of a worker.
"""

import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from stelsel import clock
from stelsel.pdf.letters import legible
from stelsel.web import assets

HERE = Path(__file__).parent
STANDARD = "ua-1"
PATIENCE = 20
"""Seconds until a press is stopped: far more than the longest document takes on a busy machine."""
_at_once = threading.BoundedSemaphore(2)
"""Presses of one worker, each of some 50 MB: who comes third waits."""


class NotSet(RuntimeError):
    """The press refused: a fault in a template, or a document that not everybody could read."""


def write(template: Path, data: Any, *, language: str, title: str) -> bytes:
    """The document as PDF/UA-1. `data` is what JSON can hold, and bytes; `language` is that of the document."""
    return _set(template, data, language, title, format="pdf", pdf_standards=[STANDARD])


def picture(template: Path, data: Any, *, language: str, title: str, width: int, paper_mm: int) -> bytes:
    """The first page as PNG, `width` pixels wide, of a document on paper of this width."""
    return _set(template, data, language, title, format="png", ppi=width / (paper_mm / 25.4))


def _set(template: Path, data: Any, language: str, title: str, **form: Any) -> bytes:
    """Raises NotSet."""
    given = {"language": language, "title": legible(title), "data": _legible(data)}
    sources = (HERE / "main.typ", HERE / "house.typ", *template.parent.glob("*.typ"))
    project = {path.name: path.read_text("utf-8") for path in sources}
    project |= {"template.typ": template.read_text("utf-8"), "data.json": json.dumps(given)}
    with _at_once, tempfile.TemporaryDirectory() as empty:
        around = {"root": empty, "package_path": empty, "package_cache_path": empty}
        form |= around | {"timestamp": int(clock.now().timestamp())}
        order = {"fonts": str(assets.TYPEFACES), "project": project, "form": form}
        done = subprocess.run(  # noqa: S603 - the arguments are ours; what people typed goes in as data
            [sys.executable, "-I", str(HERE / "press.py")],
            input=json.dumps(order).encode(),
            capture_output=True,
            check=False,
            cwd=empty,
            env={},
            timeout=PATIENCE,
        )
    if done.returncode:
        raise NotSet(done.stderr.decode(errors="replace"))
    return done.stdout


def _legible(data: Any) -> Any:
    if isinstance(data, str):
        return legible(data)
    if isinstance(data, dict):
        return {name: _legible(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_legible(value) for value in data]
    return list(data) if isinstance(data, bytes) else data
