"""What a letter says, and when it leaves."""

import threading
import uuid
from contextlib import suppress
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from pydantic import SecretStr, ValidationError
from sqlalchemy import func, select

from stelsel import jobs, mail
from stelsel.clock import now
from stelsel.config import Settings
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.jobs import Job, JobState
from stelsel.jobs.worker import Worker
from stelsel.mail import Letter, LetterState, smtp, writing
from stelsel.mail.jobs import HOLD, deliver, erase, retry
from stelsel.tenancy import Scope
from tests.mail.conftest import Server
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

NOOR = "noor@voorbeeld.stelsel.test"


def write(scope: Scope, *, key: str = "aanmelding:1", to: str = NOOR, **values: object) -> uuid.UUID:
    return mail.queue(scope, to=to, template="tests", key=key, **{"who": "Noor", "what": "spreekuur", **values})  # type: ignore[arg-type]  # a bag of values, as a room has it


def letter(app: Flask, letter_id: uuid.UUID) -> Letter:
    with app.app_context(), Scope.identity(why="tests", reading=True) as scope:
        return scope.session.get_one(Letter, letter_id)


def bodies(message: EmailMessage) -> tuple[str, str]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    return plain.get_content().replace("\r\n", "\n"), html.get_content()


def test_a_letter_leaves_after_the_commit_and_not_after_a_rollback(
    sending: Flask, scopes: Scopes, server: Server
) -> None:
    with suppress(Refused), scopes.work() as scope:
        write(scope, key="aanmelding:0")
        raise Refused
    with scopes.work() as scope:
        letter_id = write(scope)
        assert server.letters == []
    Worker(sending).run_due()

    (sent,) = server.letters
    assert server.receivers == [[NOOR]]
    assert sent["Subject"] == "Uw aanmelding: spreekuur"
    assert str(sent["From"]) == "Bibliotheek Katwijk <stelsel@stelsel.test>"
    assert sent["Message-ID"] == f"<{letter_id}@stelsel.test>"
    assert sent["Auto-Submitted"] == "auto-generated"
    plain, html = bodies(sent)
    assert "Dag Noor,\n\nKijk op http://localhost/aanmelding/abc.\n" in plain
    assert "Bibliotheek Katwijk" in plain
    assert "U krijgt deze mail omdat" in plain
    assert '<a href="http://localhost/aanmelding/abc">http://localhost/aanmelding/abc</a>.' in html
    assert '<html lang="nl">' in html


def test_the_same_event_writes_to_the_same_person_once(sending: Flask, scopes: Scopes, server: Server) -> None:
    for _ in range(2):
        with scopes.work() as scope:
            assert write(scope, to="Noor@Voorbeeld.stelsel.test") == write(scope)
        Worker(sending).run_due()
    with scopes.work() as scope:
        write(scope, key="aanmelding:2")
        write(scope, to="bo@voorbeeld.stelsel.test")
    Worker(sending).run_due()
    assert len(server.letters) == 3


def test_two_jobs_for_one_letter_send_it_once(sending: Flask, scopes: Scopes, server: Server) -> None:
    with scopes.work() as scope:
        letter_id = write(scope)
        for _ in range(7):
            jobs.enqueue(scope, "mail.deliver", letter_id=letter_id)

    def work() -> None:
        while Worker(sending).run_one():
            pass

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.letters) == 1


def test_who_died_while_sending_is_followed_by_another_after_a_while(
    sending: Flask, scopes: Scopes, server: Server, clock: Clock
) -> None:
    with scopes.work() as scope:
        letter_id = write(scope)
    with scopes.identity() as scope:
        scope.session.get_one(Letter, letter_id).held_until = now() + HOLD
    Worker(sending).run_due()
    assert server.letters == []
    clock.forward(seconds=HOLD.total_seconds() + 1)
    Worker(sending).run_due()
    assert len(server.letters) == 1


def test_every_scope_that_writes_can_write_a_letter(letters: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        write(scope, key="1")
    with scopes.national() as scope:
        write(scope, key="2")
    with scopes.identity() as scope:
        write(scope, key="3")
    katwijk, venlo = scopes.tenant("katwijk").id, scopes.tenant("venlo").id
    with letters.app_context(), Scope.between(scope.actor, katwijk, venlo, why="tests") as scope, unit_of_work(scope):
        write(scope, key="4")
    with letters.app_context(), Scope.public(scopes.tenant(), reading=False) as scope, unit_of_work(scope):
        write(scope, key="5")
    with scopes.identity() as scope:
        rows = scope.session.execute(select(Letter.for_tenant_id, func.count()).group_by(Letter.for_tenant_id)).all()
    assert sorted(map(tuple, rows), key=str) == sorted([(katwijk, 2), (None, 3)], key=str)


@pytest.mark.parametrize(
    "address", ["a@x.nl, b@x.nl", "a@x.nl\r\nBcc: b@x.nl", "Noor <noor@x.nl>", "noor", "", "noor@x.nl;bo@x.nl"]
)
def test_what_is_not_one_address_gets_nothing(letters: Flask, scopes: Scopes, address: str) -> None:
    with pytest.raises(Refused), scopes.work() as scope:
        write(scope, to=address)
    with pytest.raises(Refused), scopes.work() as scope:
        write(scope, reply_to=address or "?")
    with scopes.identity() as scope:
        assert scope.session.scalar(select(func.count()).select_from(Letter)) == 0


@pytest.mark.parametrize("what", ["uur\r\nBcc: ander@x.nl", "uur\nBcc: ander@x.nl", "uur\x00\x85\u2028Bcc: ander@x.nl"])
def test_no_text_adds_a_header(sending: Flask, scopes: Scopes, server: Server, what: str) -> None:
    with scopes.work() as scope:
        write(scope, what=what)
    Worker(sending).run_due()
    (sent,) = server.letters
    assert sent["Bcc"] is None
    assert " ".join(str(sent["Subject"]).split()) == "Uw aanmelding: uur Bcc: ander@x.nl"
    assert server.receivers == [[NOOR]]


def test_no_text_becomes_html(letters: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        made = write(scope, who="<script>alert(1)</script>")
        own = mail.queue(scope, to=NOOR, template="tests_own", key="1", who="<b>Noor</b>")
    assert "<script>" not in letter(letters, made).html
    assert "<script>alert(1)</script>" in letter(letters, made).text
    assert "<h1>&lt;b&gt;Noor&lt;/b&gt;</h1>" in letter(letters, own).html


def test_a_letter_speaks_the_language_of_its_receiver(letters: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        made = write(scope, language="en")
    assert letter(letters, made).language == "en"
    assert '<html lang="en">' in letter(letters, made).html
    with pytest.raises(ValueError, match="fy"), scopes.work() as scope:
        write(scope, language="fy")


def test_a_letter_without_a_subject_is_not_written(letters: Flask, scopes: Scopes) -> None:
    with pytest.raises(LookupError, match="subject"), scopes.work() as scope:
        mail.queue(scope, to=NOOR, template="tests_bare", key="1")


def test_without_a_mail_server_letters_are_kept_to_be_read(letters: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        letter_id = write(scope)
    Worker(letters).run_due()
    kept = letter(letters, letter_id)
    assert (kept.state, "Dag Noor" in kept.text) == (LetterState.KEPT, True)


def test_what_was_sent_keeps_no_text(sending: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        letter_id = write(scope)
    Worker(sending).run_due()
    sent = letter(sending, letter_id)
    assert (sent.state, sent.text, sent.html) == (LetterState.SENT, "", "")


def test_while_the_mail_server_is_away_the_outbox_keeps_and_then_sends_once(
    sending: Flask, scopes: Scopes, server: Server, clock: Clock
) -> None:
    server.answer = "451 try again later"
    with scopes.work() as scope:
        letter_id = write(scope)
    Worker(sending).run_due()
    assert letter(sending, letter_id).error == "SMTP 451"
    clock.forward(seconds=5)
    Worker(sending).run_due()
    server.answer = None
    clock.forward(seconds=10)
    for _ in range(2):
        Worker(sending).run_due()
    assert len(server.letters) == 1
    assert letter(sending, letter_id).state is LetterState.SENT


def test_a_server_that_does_not_answer_is_tried_for_three_days(letters: Flask, scopes: Scopes, clock: Clock) -> None:
    before: Settings = letters.extensions["stelsel.settings"]
    nobody = before.model_copy(update={"smtp_url": SecretStr("smtp://127.0.0.1:9")})
    letters.extensions["stelsel.settings"] = nobody
    try:
        with scopes.work() as scope:
            letter_id = write(scope)
        Worker(letters).run_due()
        assert letter(letters, letter_id).error == "ConnectionRefusedError"
        for _ in range(4):
            clock.forward(hours=19)
            Worker(letters).run_due()
        clock.forward(minutes=11)
        Worker(letters).run_due()
    finally:
        letters.extensions["stelsel.settings"] = before
    late = letter(letters, letter_id)
    assert (late.state, late.text) == (LetterState.LATE, "")
    with scopes.identity() as scope:
        waiting = select(func.count()).select_from(Job).where(Job.name == "mail.deliver", Job.state == JobState.WAITING)
        assert scope.session.scalar(waiting) == 0


def test_a_mailbox_that_is_not_there_is_not_tried_again(sending: Flask, scopes: Scopes, server: Server) -> None:
    server.refuse.add(NOOR)
    with scopes.work() as scope:
        letter_id = write(scope)
    Worker(sending).run_due()
    refused = letter(sending, letter_id)
    assert (refused.state, refused.error, refused.text) == (LetterState.REFUSED, "SMTP 550", "")


def test_a_letter_whose_job_was_lost_is_picked_up(sending: Flask, scopes: Scopes, server: Server, clock: Clock) -> None:
    with scopes.work() as scope:
        write(scope)
    with scopes.identity() as scope:
        for job in scope.session.scalars(select(Job).where(Job.name == "mail.deliver")):
            scope.session.delete(job)
    clock.forward(minutes=31)
    with sending.app_context():
        retry(None)
    Worker(sending).run_due()
    assert len(server.letters) == 1


def test_thirty_days_later_nothing_is_left(sending: Flask, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        write(scope)
    Worker(sending).run_due()
    left = []
    for days in (29, 2):
        clock.forward(days=days)
        with sending.app_context():
            erase(None)
        with scopes.identity() as scope:
            left.append(scope.session.scalar(select(func.count()).select_from(Letter)))
    assert left == [1, 0]


def test_a_letter_that_is_gone_is_no_fault(sending: Flask) -> None:
    with sending.app_context():
        deliver(None, letter_id=uuid.uuid4())


def test_the_job_knows_the_letter_by_id_only(letters: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        letter_id = write(scope)
    with scopes.identity() as scope:
        (job,) = scope.session.scalars(select(Job).where(Job.name == "mail.deliver"))
    assert job.ids == {"letter_id": letter_id.urn}


def test_a_password_is_not_said_in_the_clear(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    said = []
    monkeypatch.setattr(smtp, "_is_this_machine", lambda _host: False)
    monkeypatch.setattr("smtplib.SMTP.login", lambda *_arguments: said.append(1))
    message = EmailMessage()
    message["From"], message["To"] = "stelsel@stelsel.test", NOOR
    with pytest.raises(smtp.ServerAway, match="SMTPNotSupportedError"):
        smtp.send(message, f"smtp://noor:geheim@127.0.0.1:{server.port}")
    assert said == []


def test_a_mail_server_address_of_another_kind_is_refused_at_the_start() -> None:
    with pytest.raises(ValidationError, match="STELSEL_SMTP_URL"):
        Settings(smtp_url=SecretStr("http://mail.stelsel.test"))


def test_web_addresses_end_where_a_reader_sees_them_end() -> None:
    (made,) = writing.paragraphs("Zie (http://localhost/a?b=1&c=2). Of <http://localhost/d>!")
    assert made == (
        'Zie (<a href="http://localhost/a?b=1&amp;c=2">http://localhost/a?b=1&amp;c=2</a>). '
        'Of &lt;<a href="http://localhost/d">http://localhost/d</a>&gt;!'
    )


def test_the_mailbox_shows_letters_where_nobody_writes_for_real(
    letters: Flask, scopes: Scopes, clients: Clients
) -> None:
    with scopes.work() as scope:
        letter_id = write(scope)
    national = clients["landelijk"]
    overview = national.get("/landelijk/postbus/")
    assert overview.status_code == 200
    assert "Uw aanmelding: spreekuur" in overview.text
    page = national.get(f"/landelijk/postbus/{letter_id}")
    assert 'href="http://localhost/aanmelding/abc"' in page.text
    assert national.get(f"/landelijk/postbus/{uuid.uuid4()}").status_code == 404
    assert clients["beheer_katwijk"].get("/landelijk/postbus/").status_code == 404
    assert clients["beoordelaar1"].get("/landelijk/postbus/").status_code == 403


def test_a_public_site_has_no_mailbox(letters: Flask, scopes: Scopes, clients: Clients) -> None:
    with scopes.work() as scope:
        letter_id = write(scope)
    before: Settings = letters.extensions["stelsel.settings"]
    letters.extensions["stelsel.settings"] = Settings(
        base_url="https://stelsel.example", secret_key=before.secret_key, data_dir=before.data_dir
    )
    try:
        for path in ("/landelijk/postbus/", f"/landelijk/postbus/{letter_id}"):
            assert clients["landelijk"].get(path).status_code == 404
    finally:
        letters.extensions["stelsel.settings"] = before


def test_the_mailbox_costs_the_same_for_two_letters_and_for_twenty(
    letters: Flask, scopes: Scopes, clients: Clients, count_queries: object
) -> None:
    clients["landelijk"].get("/landelijk/postbus/")
    seen = []
    for first, last in ((0, 2), (2, 20)):
        with scopes.work() as scope:
            for number in range(first, last):
                write(scope, key=str(number))
        with count_queries() as statements:  # type: ignore[operator]  # the fixture's type is told in fixtures
            assert clients["landelijk"].get("/landelijk/postbus/").status_code == 200
        seen.append(len(statements))
    assert seen[0] == seen[1]


def test_the_smallest_wait_is_honoured() -> None:
    assert timedelta(seconds=2 * smtp.PATIENCE) <= HOLD
