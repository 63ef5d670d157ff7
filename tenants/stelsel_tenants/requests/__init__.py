"""What is asked for near somebody and is not there, and what libraries and partners answer (FEATURES C17).

| part | what |
|---|---|
| `models` | what is asked, for whom it is told, what is answered and offered |
| `service`, `answering` | asking, saying yes, taking back; answering, offering |
| `serving`, `near` | which library works where and who gives what; sessions that could be the answer |
| `telling`, `many`, `jobs` | letters to who asked, to who may answer, and the end of both |
| `queries` | what a library sees of its area, and a partner of what it gives: counts |
| `views`, `own_views`, `work_views`, `partner_views` | asking, behind one's own link, in the workroom, for a partner |

A request holds no name, no address and no words of one's own: its number is read over the network. Who wants to hear
of the answer leaves a mail address, which the national body's own scope alone reads: no library's or partner's does. It
goes with the one letter that it was left for.
"""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.requests import jobs, own_views, partner_views, queries, views, work_views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    for part in (views, own_views, work_views, partner_views):
        app.register_blueprint(part.bp)
    work = menu.Entry(
        _("Aanvragen"), "aanvragen/", "map-pin", Permission.TENANT_REQUESTS, order=55, badge=queries.open_in_area
    )
    menu.add(app, "work", work)
    menu.add(app, "partner", menu.Entry(_("Aanvragen"), "aanvragen/", "map-pin", Permission.PARTNER_REQUESTS, order=30))
