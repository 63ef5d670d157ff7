"""The few deeds on what is only read: each goes through the service that owns the rule, and is recorded."""

import uuid

from stelsel.clock import now
from stelsel.jobs import Job, JobState
from stelsel.tenancy import Organisation
from tests.backoffice.desk import deeds, user_id
from tests.support.client import Clients
from tests.support.scopes import Scopes


def test_somebody_is_signed_out_everywhere(clients: Clients, scopes: Scopes) -> None:
    editor, platform = clients["redactie_katwijk"], clients["platform"]
    url = f"/admin/mensen/uitloggen/?id={user_id(scopes, 'redactie_katwijk')}"
    assert "Redactie Katwijk overal uitloggen?" in platform.get(url).text
    assert editor.get("/account/").status_code == 200, "asking does nothing yet"

    assert platform.post(url).status_code == 303
    assert editor.get("/account/").status_code in {302, 303}
    assert clients["balie_katwijk"].get("/account/").status_code == 200
    assert deeds(scopes) == [("person.signed_out", "user_account", {})]
    nobody = f"/admin/mensen/uitloggen/?id={uuid.uuid4()}"
    assert (platform.get(nobody).status_code, platform.post(nobody).status_code) == (404, 404)


def test_a_job_that_was_given_up_is_tried_anew(clients: Clients, scopes: Scopes) -> None:
    platform = clients["platform"]
    with scopes.identity() as scope:
        lost = Job(name="jobs.sweep", state=JobState.GAVE_UP, ended_at=now(), attempts=8, error="Unavailable")
        done = Job(name="jobs.sweep", state=JobState.DONE, ended_at=now(), attempts=1)
        scope.session.add_all([lost, done])
        scope.session.flush()
        lost_id, done_id = lost.id, done.id
    page = platform.get("/admin/taken/?stand=gave_up").text
    assert f"/admin/taken/opnieuw/?id={lost_id}" in page
    assert str(done_id) not in platform.get("/admin/taken/").text, "what is done is not offered"

    assert platform.post(f"/admin/taken/opnieuw/?id={lost_id}").status_code == 303
    assert platform.post(f"/admin/taken/opnieuw/?id={done_id}").status_code == 303
    assert "niet opgegeven" in platform.get("/admin/taken/").text
    with scopes.identity() as scope:
        again = scope.session.get_one(Job, lost_id)
        assert (again.state, again.attempts, again.error, again.ended_at) == (JobState.WAITING, 0, None, None)
        assert scope.session.get_one(Job, done_id).state is JobState.DONE
    assert deeds(scopes) == [("job.retried", "job", {})]
    assert platform.post(f"/admin/taken/opnieuw/?id={uuid.uuid4()}").status_code == 404


def test_a_proposed_organisation_is_taken_up_once(clients: Clients, scopes: Scopes) -> None:
    platform, library = clients["platform"], scopes.tenant()
    with scopes.national() as scope:
        proposed = Organisation(slug="humanitas", name="Humanitas", folded="humanitas", proposed_by_id=library.id)
        scope.session.add(proposed)
        scope.session.flush()
        url = f"/admin/organisaties/opnemen/?id={proposed.id}"
    assert url in platform.get("/admin/organisaties/").text

    assert platform.post(url).status_code == 303
    assert url not in platform.get("/admin/organisaties/").text
    assert platform.post(url).status_code == 303, "twice is once"
    assert deeds(scopes) == [("organisation.taken_up", "organisation", {})]
    assert platform.post(f"/admin/organisaties/opnemen/?id={uuid.uuid4()}").status_code == 404
