"""One of several processes that take steps at once, through the real services, on a database of a test.

    python -m tests.subsidies.racer URL FOLDER SHARE OF decide|submit

reads from standard input one JSON list of [case or application id, applicant's slug], takes every OF-th from SHARE on,
waits for a line "go", and prints as JSON how many of its own ended in which way.
"""

import json
import sqlite3
import sys
import time
import uuid
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from stelsel import errors
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.decisions import service as decisions
from stelsel_admin.subsidies.filing import service as filing
from tests.subsidies.stage import Stage
from tests.support import stores

MOST, PAUSE = 20_000, 0.01


class Racer:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.seen: Counter[str] = Counter()

    def decide(self, case_id: uuid.UUID, slug: str) -> bool:
        """From control to decision. False: others come first, try again."""
        try:
            fits = self._take("controleur", slug, lambda scope: decisions.agree(scope, case_id))
        except decisions.StillBefore:
            self.seen["waited"] += 1
            return False
        if fits:
            self._take("coordinator", slug, lambda scope: decisions.adopt(scope, case_id))
            self._take("beslisser", slug, lambda scope: decisions.grant(scope, case_id, motivation="Voldoet."))
        else:
            self._take("beslisser", slug, lambda scope: decisions.refuse(scope, case_id, motivation="Plafond."))
        self.seen["granted" if fits else "refused"] += 1
        return True

    def submit(self, application_id: uuid.UUID, slug: str) -> bool:
        scheme, tenant_id = self.stage.published(), self.stage.tenants[slug].id

        def send(scope: Scope) -> str:
            made = filing.submit(scope, application_id, scheme, applicant_id=tenant_id, version=2)
            return made.reference

        try:
            self.seen[self._take(f"directie_{slug}", slug, send)] += 1
        except Refused as refusal:
            self.seen[type(refusal).__name__] += 1
        return True

    def _take(self, who: str, slug: str, command: Callable[[Scope], Any]) -> Any:
        """One step; where the database is too busy it is taken again, as a person does who is told so (503)."""
        while True:
            try:
                with self.stage.between(who, slug) as scope:
                    return command(scope)
            except (DBAPIError, sqlite3.OperationalError) as error:
                if not _is_busy(error):
                    raise
                self.seen["busy"] += 1


def _is_busy(error: Exception) -> bool:
    """SQLite may be locked at BEGIN already, which comes as its own error, not as SQLAlchemy's."""
    if isinstance(error, DBAPIError):
        return isinstance(errors.translate(error), errors.Unavailable)
    return "locked" in str(error)


def main(url: str, folder: str, share: str, of: str, what: str) -> None:
    work = deque(json.loads(sys.stdin.readline())[int(share) :: int(of)])
    app = stores.application(url, Path(folder))
    racer = Racer(Stage(app))
    print("ready", flush=True)
    sys.stdin.readline()
    take = {"decide": racer.decide, "submit": racer.submit}[what]
    for _ in range(MOST * max(len(work), 1)):
        if not work:
            break
        identifier, slug = work.popleft()
        if not take(uuid.UUID(identifier), slug):
            work.append((identifier, slug))
            time.sleep(PAUSE)
    stores.close(app)
    print(json.dumps(racer.seen), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
