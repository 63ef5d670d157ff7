"""The local partner network: which organisation works with which library, on what.

| part | what |
|---|---|
| `models`, `terms` | the partnership of a library and an organisation, and what they agreed |
| `standing` | who may do what, where, at this instant: read from the row, by state and by time |
| `proposals` | asked by one side, answered by the other, taken back |
| `service`, `ending`, `coming` | begun on the library's word, revised, ended; what becomes of the activities |
| `slots`, `slot_forms`, `slot_views` | a partner asks for a place and a time |
| `telling`, `letters`, `people`, `jobs` | what is told to whom, and when |
| `queries`, `forms`, `views` | the library's workroom |
| `acting`, `of_partner`, `own_views` | the partner's side of it |

A partnership is one row for each library and organisation, begun anew where it ended; the trail keeps what was. Its
rights follow from that row in each request and need no job: they stop at `ends_at`, in the same second.
"""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.keys.events import works_at
from stelsel.tenancy import Scope
from stelsel.web import menu
from stelsel_tenants.partners import jobs, of_partner, organisation_views, own_views, queries, slot_views, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(own_views.bp)
    app.register_blueprint(slot_views.bp)
    app.register_blueprint(slot_views.own)
    app.add_template_global(of_partner.waiting_here, "partnerships_waiting")
    app.register_blueprint(organisation_views.bp)
    work = menu.Entry(
        _("Partners"), "partners/", "heart-handshake", Permission.TENANT_PARTNERS, order=50, badge=queries.waiting
    )
    menu.add(app, "work", work)


@works_at.connect
def works(scope: Scope, *, slug: str) -> bool:
    """May a key of this organisation do anything at that library now?"""
    return queries.works_with(scope, slug) is not None
