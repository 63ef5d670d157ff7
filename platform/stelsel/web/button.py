"""A button and nothing else: what it asks is done, or the page that it leads to says why not."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope


def press(scope: Scope, deed: Callable[[], object], *, to: str, done: Any = "") -> ResponseReturnValue:
    """Do it in one unit of work, and go on to `to`, where `done` or the refusal is told."""
    try:
        with unit_of_work(scope):
            deed()
    except Refused as refusal:
        flash(refusal.message, "error")
    else:
        if done:
            flash(done)
    return redirect(to, 303)
