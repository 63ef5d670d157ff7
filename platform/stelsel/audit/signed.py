"""Lines of JSON in a file outside the database, each signed with the application's secret, so that who can write there
and does not know the secret is found out. `salt` keeps a line of one file from passing in another.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from itsdangerous import Signer


def append(file: Path, line: dict[str, Any], key: str, *, salt: str) -> None:
    """Add a line with its signature, on the disk before this returns. Raises OSError."""
    signature = _signer(key, salt).get_signature(_text(line)).decode()
    with file.open("a", encoding="utf-8") as out:
        # A new line first: what a full disk cut short spoils no more than itself.
        out.write(f"\n{json.dumps({**line, 'signature': signature})}")
        out.flush()
        os.fsync(out.fileno())


def lines(file: Path) -> list[tuple[int, str]]:
    """What stands in a file, with the number of each line; the first is 1."""
    every = enumerate(file.read_text("utf-8").split("\n"), start=1)
    return [(number, text) for number, text in every if text]


def is_ours(line: dict[str, Any], signature: str, key: str, *, salt: str) -> bool:
    """Is it as it was written, its signature taken out?"""
    return _signer(key, salt).verify_signature(_text(line), signature)


def _signer(key: str, salt: str) -> Signer:
    return Signer(key, salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)


def _text(line: dict[str, Any]) -> str:
    return json.dumps(line, sort_keys=True)
