"""The network's organisations as the national body keeps them: the list, what libraries propose, making one of two.

| part | what |
|---|---|
| `pointing` | every column that says which organisation a row is about, read from the metadata |
| `reach` | between which tenants a merge acts |
| `merging`, `joining`, `moving` | two become one, in one transaction, each row remembered |
| `unmerging`, `snapshots` | exactly back, or what stands in the way |
| `comparing`, `queries`, `views` | side by side, the list, the addresses |
"""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_admin.organisations import jobs, queries
from stelsel_admin.organisations.views import bp

__all__ = ["init_app"]

ENTRY = menu.Entry(
    _("Organisaties"),
    "/landelijk/organisaties/",
    "handshake",
    Permission.NATIONAL_NETWORK,
    order=30,
    badge=queries.waiting,
)


def init_app(app: Flask) -> None:
    """Routes and the menu; the jobs are known from here on."""
    _known = jobs
    app.register_blueprint(bp)
    menu.add(app, "national", ENTRY)
