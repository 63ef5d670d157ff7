"""Work that this room does by itself."""

from stelsel import jobs
from stelsel_admin.subsidies.filing import lapse


@jobs.every("15 1 * * *", "subsidies.lapse")
def lapse_supplements(_tenant_id: int | None = None) -> None:
    """Every night: terms for a supplement that ran out yesterday or before."""
    lapse.run()
