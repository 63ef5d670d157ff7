"""Letters: written in the transaction that causes them, sent after the commit, at most once per event and receiver.

    mail.queue(scope, to=person.email, template="reset", key=f"reset:{link.id}", path=url_for("account.reset", ...))

renders `templates/mail/reset.txt` of the room (and `reset.html`, where there is one) with the values given. A text
template extends `mail/letter.txt` and fills the blocks `subject`, `body` and, where the standard sentence does not
say it, `why`. In it `link("/path")` gives a full address.
"""

from flask import Flask

from stelsel.mail import jobs, texts, views
from stelsel.mail.jobs import forget_all
from stelsel.mail.models import Letter, LetterState
from stelsel.mail.service import forget, queue

__all__ = ["Letter", "LetterState", "forget", "forget_all", "init_app", "jobs", "queue", "texts"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
