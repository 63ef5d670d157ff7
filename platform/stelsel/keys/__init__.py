"""Keys for programs of others: made, shown once, used, taken back (FEATURES D16).

| part | what |
|---|---|
| `models`, `secret`, `service`, `queries`, `jobs` | keys as rows, and what may happen to them |
| `caller`, `opening`, `events` | who asks with a key, and what it opens |
| `meter` | how often a program may ask |
| `views`, `forms` | the page of a library and of a partner |
"""

from flask import Flask

from stelsel.access import Permission
from stelsel.access.requires import use_key_opener
from stelsel.i18n import _
from stelsel.keys import jobs, opening, views
from stelsel.keys.meter import Meter
from stelsel.web import menu

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(views.partner)
    app.extensions["stelsel.meter"] = Meter()
    use_key_opener(app, opening.opened)
    label, path, icon = _("Koppelingen"), "koppelingen/", "plug"
    menu.add(app, "work", menu.Entry(label, path, icon, Permission.TENANT_KEYS, 91, _("Inrichten")))
    menu.add(app, "partner", menu.Entry(label, path, icon, Permission.PARTNER_KEYS, 90))
