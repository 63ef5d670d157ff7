"""Organisations, known once in the whole network: who they are, who says so, and that none is there twice.

| part | what |
|---|---|
| `likeness`, `matching` | is it this one? by spelling, abbreviation, branch, number, website, place; with the reason |
| `facts`, `keeping` | what is told, by whom: the organisation, the library that brought it in, the national body |
| `signposts` | where one went on that was merged: its id and slug lead there for ever |
| `pages`, `views` | the page of the facts for each keeper; an organisation's own |

Merging two, and taking that back, is the national body's (`stelsel_admin.organisations`).
"""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.organisations import signposts, views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    signposts.init_app(app)
    own = menu.Entry(_("Uw organisatie"), "organisatie", "building", Permission.PARTNER_ORGANISATION, order=80)
    menu.add(app, "partner", own)
