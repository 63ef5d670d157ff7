"""Posters, leaflets and tables of dates: read back by a reader of PDF and a scanner of codes."""

import io
from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from stelsel.tenancy import Tenant, TenantState
from stelsel.web.pictures import NewPicture
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry, Frequency
from stelsel_tenants.activities.schedule import Line, on_dates
from stelsel_tenants.libraries import profile
from stelsel_tenants.libraries.models import Profile
from stelsel_tenants.site import channels
from stelsel_tenants.site.print import poster, short
from tests.site import shelf
from tests.support import documents
from tests.support.client import Clients, PageClient
from tests.support.documents import Document
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

HERE = "/b/katwijk"
POSTER = f"{HERE}/poster.pdf"
WORK = f"{HERE}/beheer/drukwerk/"
DAILY = Line(
    Frequency.WEEKLY,
    begins=time(9),
    ends=time(10),
    since=shelf.FROM,
    until=date(2027, 2, 8),
    weekdays=tuple(range(1, 8)),
)
HOSTILE = '#import "x"; ] $ #read("/etc/passwd") \\ *_`<a>'


def opened(client: PageClient, query: str) -> Document:
    answer = client.get(f"{POSTER}?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), query
    made = documents.read(answer.data)
    assert made.is_tagged
    assert made.is_ua
    return made


@pytest.fixture
def activity_id(scopes: Scopes, clock: Clock) -> UUID:
    """On Tuesdays, one of them off."""
    with scopes.work() as scope:
        shelf.opened(scope)
        scope.session.add(Profile(phone="071 555 01 23"))
        facts = {"room": "Leeszaal", "summary": "Wij kijken mee.", "bring": "Een pen\nUw bril", "audience": "Iedereen"}
        found = shelf.published(
            scope, "Hulp bij uw belastingaangifte", organisation_id=shelf.partner(scope), entry=Entry.SIGN_UP, **facts
        )
        service.cancel(scope, shelf.sessions(scope, found)[1].id, reason="De begeleider is ziek.")
        return found


def test_a_poster_says_what_the_page_says(client: PageClient, activity_id: UUID) -> None:
    made = opened(client, f"activiteit={activity_id}")
    page = client.get(f"{HERE}/activiteiten/{activity_id}").text
    sentence = "Iedere dinsdag, 14.00 tot 16.00 uur, behalve op 8 december 2026."
    assert sentence in page
    assert f"poster.pdf?activiteit={activity_id}" in page
    for words in (
        "Hulp bij uw belastingaangifte",
        sentence,
        "Eerstvolgende keer: dinsdag 1 december 2026.",
        "Niet op dinsdag 8 december: De begeleider is ziek.",
        "Gratis. Wij kijken mee.",
        "Waar: Leeszaal, ",
        "Voorbeeldplein 1, 2225 AA Katwijk",
        "Voor wie: Iedereen",
        "Neem mee: Een pen; Uw bril",
        "Samen met: Belastingdienst",
        f"Meld u aan op localhost/b/katwijk/a/{short.code(activity_id)}",
        "Of bel 071 555 01 23.",
        "Gemaakt op 1 december 2026.",
    ):
        assert made.says(words), words
    assert made.title == "Hulp bij uw belastingaangifte - Bibliotheek Katwijk"
    assert (made.language, len(made.pages)) == ("nl", 1)
    assert made.tags.count("H1") == 1
    assert made.pictures == (f"QR-code naar localhost/b/katwijk/a/{short.code(activity_id)}",)

    english = opened(client, f"activiteit={activity_id}&taal=en")
    assert english.language == "en"
    assert english.says("Every Tuesday, 14.00 to 16.00, except on 8 December 2026.")


def test_every_way_to_take_part_has_its_words() -> None:
    assert poster.CALLS.keys() == set(Entry)


def test_the_logo_stands_for_the_name(client: PageClient, scopes: Scopes, activity_id: UUID) -> None:
    before = opened(client, f"activiteit={activity_id}")
    drawn = io.BytesIO()
    Image.new("RGB", (900, 60), "#c8102e").save(drawn, "PNG")
    with scopes.work() as scope:
        profile.show_logo(scope, NewPicture(drawn.getvalue(), 900, 60))
    after = opened(client, f"activiteit={activity_id}")
    assert before.says("Bibliotheek Katwijk Hulp bij")
    assert not after.says("Bibliotheek Katwijk Hulp bij")
    assert after.pictures == ("Bibliotheek Katwijk", *before.pictures)


@pytest.mark.parametrize(
    ("size", "paper"),
    [("a3", (297, 420)), ("a4", (210, 297)), ("a5", (148, 210)), ("a5x2", (297, 210)), ("b9", (210, 297))],
)
def test_each_size_is_one_sheet(client: PageClient, activity_id: UUID, size: str, paper: tuple[int, int]) -> None:
    made = opened(client, f"activiteit={activity_id}&formaat={size}")
    assert made.sizes == (paper,)
    assert made.tags.count("H1") == 1, "of two equal leaflets one is read aloud"


def test_its_code_and_its_short_address_lead_to_the_activity(
    clients: Clients, client: PageClient, activity_id: UUID
) -> None:
    drawn = clients["redactie_katwijk"].get(f"{WORK}voorbeeld.png?activiteit={activity_id}")
    assert drawn.mimetype == "image/png"
    code = zxingcpp.read_barcode(Image.open(io.BytesIO(drawn.data)))
    assert code is not None
    assert code.text == f"http://localhost/b/katwijk/a/{short.code(activity_id)}"
    typed = client.get(f"{HERE}/a/{short.code(activity_id).upper()}")
    assert typed.location == f"{HERE}/activiteiten/{activity_id}"
    assert client.get(f"{HERE}/a/zzzzzz").status_code == 404


def test_what_was_typed_stays_text_on_one_sheet(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    """As long as all fields may be, and nothing of it is read as typst."""
    lines = tuple(
        Line(Frequency.WEEKLY, time(hour), time(hour + 1), shelf.FROM, date(2026, 12, 9), weekdays=(1, 3))
        for hour in range(8, 18)
    )
    with scopes.work() as scope:
        shelf.opened(scope)
        long = {
            "summary": "x" * 300,
            "bring": (HOSTILE * 9)[:500],
            "audience": "Ärbeiderspartij " * 18,
            "room": "W" * 80,
        }
        found = shelf.published(scope, (HOSTILE * 3)[:120], lines=lines, **long)
    for size in ("a4", "a5"):
        made = opened(client, f"activiteit={found}&formaat={size}")
        assert len(made.pages) == 1
        assert made.says((HOSTILE * 3)[:120])


def test_only_what_everybody_sees_has_a_poster(
    clients: Clients, client: PageClient, scopes: Scopes, activity_id: UUID
) -> None:
    with scopes.work() as scope:
        draft = shelf.planned(scope, "Plan").id
    assert client.get(f"{POSTER}?activiteit={draft}").status_code == 404
    assert client.get(f"/b/venlo/poster.pdf?activiteit={activity_id}").status_code == 404
    assert client.get(f"{POSTER}?activiteit=zomaar").status_code == 404
    code = short.code(draft)
    assert client.get(f"{HERE}/a/{code}").status_code == 404
    with scopes.work() as scope:
        service.withdraw(scope, activity_id)
    assert client.get(f"{POSTER}?activiteit={activity_id}").status_code == 410
    assert clients["redactie_katwijk"].get(f"{WORK}?activiteit={activity_id}").status_code == 404


def test_a_poster_is_kept_until_something_changes(client: PageClient, scopes: Scopes, activity_id: UUID) -> None:
    url = f"{POSTER}?activiteit={activity_id}"
    tag = client.get(url).headers["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    with scopes.work() as scope:
        service.cancel(scope, shelf.sessions(scope, activity_id)[2].id, reason="Geen zaal")
    again = client.get(url, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert documents.read(again.data).says("Geen zaal")


def test_a_period_is_a_table_of_dates(client: PageClient, activity_id: UUID) -> None:
    week = opened(client, "periode=week")
    assert week.says("Week 49: maandag 30 november tot en met zondag 6 december 2026")
    assert week.tags.count("TH") == 4
    assert week.says("di 1 dec 14.00 – 16.00 Hulp bij uw belastingaangifte met Belastingdienst Leeszaal")
    assert not week.says("di 8 dec")
    named = opened(client, "week=2026-W50")
    assert named.says("di 8 dec")
    assert named.says("Gaat niet door. De begeleider is ziek.")
    assert opened(client, "periode=volgende-maand&soort=taalcafe").says("Taalcafé Januari 2027")
    assert opened(client, "dag=2026-12-05").says("Op deze dagen is er niets gepland.")


def test_a_season_takes_the_sheets_that_it_needs(
    client: PageClient, scopes: Scopes, clock: Clock, count_queries: Callable[..., Any]
) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, "Leesclub")
    with count_queries() as few:
        opened(client, "periode=seizoen")
    with scopes.work() as scope:
        daily = shelf.published(scope, "Inloop", lines=(DAILY,))
        number = len(shelf.sessions(scope, daily))
    with count_queries() as many:
        made = opened(client, "periode=seizoen&taal=nl")
    assert len(many) == len(few)
    assert len(made.pages) > 1
    assert all("Dag" in page and "Wat" in page for page in made.pages), "the head stands on each"
    assert documents.run_on(made.text).count("Inloop") == number > 60


def test_the_text_for_the_newsletter(clients: Clients, activity_id: UUID, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.published(scope, "<b>Koffie</b> & taal", cost_cents=250)
        first = shelf.sessions(scope, activity_id)[0].id
    page = clients["redactie_katwijk"].get(f"{WORK}nieuwsbrief?periode=maand")
    plain, html = (area.text for area in parse(page.text).find_all("textarea"))
    assert plain.startswith("Agenda\nDecember 2026\n\nDinsdag 1 december\n\n")
    assert "14.00 tot 16.00 uur, Leeszaal, met Belastingdienst. Gratis. Met aanmelden." in plain
    assert f"http://localhost{HERE}/sessies/{first}" in plain
    assert "Dinsdag 8 december" in plain
    assert "Gaat niet door. Volgende keer: dinsdag 15 december." in plain
    assert "<b>Koffie</b> & taal" in plain
    assert "&lt;b&gt;Koffie&lt;/b&gt; &amp; taal" in html
    assert f'<a href="http://localhost{HERE}/sessies/{first}">Hulp bij uw belastingaangifte</a>' in html
    assert "\n\n\n" not in plain
    assert "  " not in plain
    empty = clients["redactie_katwijk"].get(f"{WORK}nieuwsbrief?periode=maand&soort=walkentalk")
    assert "In deze periode is niets gepland" in empty.text


def test_where_an_activity_appears(clients: Clients, scopes: Scopes, activity_id: UUID) -> None:
    def said(about: UUID) -> set[str]:
        with scopes.reading() as scope:
            return {str(one.end) for one in channels.of(scope, about)}

    page = clients["redactie_katwijk"].get(f"{HERE}/beheer/activiteiten/{activity_id}").text
    assert "Waar staat dit" in page
    assert "Vanaf di 1 dec" in page
    assert said(activity_id) == {"Vanaf di 1 dec", "Klaar om te printen"}
    with scopes.work() as scope:
        draft = shelf.planned(scope, "Plan").id
        over = shelf.published(scope, "Eens", lines=(on_dates(time(14), time(15), shelf.FROM),))
        service.cancel(scope, shelf.sessions(scope, over)[0].id, reason="")
        service.withdraw(scope, activity_id)
    assert said(draft) == {"Na publiceren"}
    assert said(over) == {"Geen datum gepland", "Klaar om te printen"}
    assert said(activity_id) == {"Ingetrokken"}
    with scopes.work() as scope:
        shelf.main_branch(scope).closed_on = shelf.FROM
    assert said(over) == {"De vestiging is gesloten"}
    with scopes.national() as scope:
        scope.session.scalars(select(Tenant).where(Tenant.slug == "katwijk")).one().state = TenantState.INVITED
    assert said(over) == {"Uw bibliotheek staat nog niet open"}


def test_staff_choose_and_see_it_first(clients: Clients, activity_id: UUID) -> None:
    editor: Any = clients["redactie_katwijk"]
    page = editor.get(f"{WORK}?activiteit={activity_id}&formaat=a5x2")
    query = f"activiteit={activity_id}&amp;formaat=a5x2"
    assert f"{POSTER}?{query}" in page.text
    assert f"voorbeeld.png?{query}" in page.text
    assert "periode=week" in editor.get(WORK).text
    for path in ("", "nieuwsbrief", "voorbeeld.png"):
        assert clients["balie_katwijk"].get(WORK + path).status_code == 403
        assert clients["redactie_venlo"].get(WORK + path).status_code == 404
