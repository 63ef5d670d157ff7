"""Letters each week to who asked for them and said so twice (FEATURES D10): the agenda of a library, or what is new
around a place over all libraries.

| part | what |
|---|---|
| `models`, `about`, `service` | who gets it, about what; asked, confirmed, changed, stopped |
| `week`, `nearby` | what there is to tell: of one library, around a place |
| `telling`, `jobs` | letters, and when they are written |
| `readers` | how many there are, for the workroom |
| `views`, `near_views`, `own_views` | asking for it, and what is behind one's own link |

Both are one kind of row with one link, one job and one end. Those around a place are the national body's, as they are
read and answered for by the network; they are told under a scope that reads what all libraries published.

Who does not confirm is forgotten after three days, who stops at once. An address that does not work any more is not
noticed: what a mail server sends back is read by nobody.
"""

from flask import Flask

from stelsel_tenants.newsletters import jobs, near_views, own_views, readers, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(near_views.bp)
    app.register_blueprint(own_views.bp)
    app.add_template_global(readers.of_library, "newsletter_readers")
