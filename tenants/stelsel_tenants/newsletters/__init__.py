"""The agenda by mail: each week what is new and what comes, to who asked for it and said so twice (FEATURES D10).

| part | what |
|---|---|
| `models`, `service` | who gets it, about what; asked, confirmed, changed, stopped |
| `week` | what one week has to tell |
| `telling`, `jobs` | letters, and when they are written |
| `readers` | how many there are, for the workroom |
| `views`, `own_views` | asking for it, and what is behind one's own link |

Who does not confirm is forgotten after three days, who stops at once. An address that does not work any more is not
noticed: what a mail server sends back is read by nobody.
"""

from flask import Flask

from stelsel_tenants.newsletters import jobs, own_views, readers, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(own_views.bp)
    app.add_template_global(readers.of_library, "newsletter_readers")
