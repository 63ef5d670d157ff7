"""What happens to keys by itself."""

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.keys import service
from stelsel.tenancy import Scope


@jobs.every("35 * * * *", "keys.tidy")
def tidy(_tenant_id: None) -> None:
    """Forget what has lost its sense (SECURITY P-33)."""
    with Scope.identity(why="keys.tidy") as scope, unit_of_work(scope):
        service.tidy(scope)
