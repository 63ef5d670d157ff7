"""How much of the figures of the load table a run does: all of them, or the part that STELSEL_LOAD names."""

import os

PART = float(os.environ.get("STELSEL_LOAD", "1"))


def load(figure: int) -> int:
    """The figure of the table, or as much of it as this run is to do: `STELSEL_LOAD=0.05` is a twentieth."""
    return max(1, round(figure * PART))
