"""Gives the wheel the dependencies of requirements/runtime.in, so that they are listed in one place."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Reads one requirement a line; comments and blank lines are passed over."""

    def update(self, metadata: dict[str, Any]) -> None:
        lines = Path(self.root, "requirements", "runtime.in").read_text("utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith(("#", "-"))]
