"""Each night the ends of all chains are signed outside the database."""

from flask import current_app

from stelsel.audit import heads
from stelsel.config import Settings
from stelsel.jobs.registry import every
from stelsel.tenancy import Scope


@every("50 2 * * *", "audit.sign")
def sign(_tenant_id: None) -> None:
    settings: Settings = current_app.extensions["stelsel.settings"]
    with Scope.identity(why="audit.sign", reading=True) as scope:
        heads.sign(scope, settings.audit_heads, settings.secret(), once_a_day=True)
