"""All probes, by name."""

from tests.isolation import probes_around, probes_objects, probes_reading, probes_statements
from tests.isolation.probing import PROBES

KINDS = (probes_reading, probes_objects, probes_statements, probes_around)

__all__ = ["KINDS", "PROBES"]
