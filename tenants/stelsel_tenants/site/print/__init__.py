"""Print: posters, leaflets and tables of dates as PDF/UA, and a text for the newsletter, from the published rows.

| part | what |
|---|---|
| `asked` | what the address asks for |
| `document`, `poster`, `programme` | the data of a document: one activity, or the dates of a period |
| `sheet`, `sheets/` | what all documents have, and the typst that sets them |
| `short` | addresses that people can type over from paper |
| `newsletter` | the text, plain and as HTML |
| `views`, `workroom` | the public addresses, and the page where staff choose |
"""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.site.print import views, workroom


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(workroom.bp)
    entry = menu.Entry(_("Drukwerk en nieuwsbrief"), "drukwerk/", "printer", Permission.TENANT_ACTIVITIES, order=25)
    menu.add(app, "work", entry)
