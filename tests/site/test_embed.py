"""The agenda in other people's sites: who may frame it, the list without script, and oEmbed."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.errors import Refused
from stelsel.web.security import valid_origin
from stelsel_tenants.site.embed import sites
from tests.site import shelf
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

URL, ROOM = "/b/katwijk/insluiten", "/b/katwijk/beheer/schermen"
BASE = "http://localhost"
FIRST, SECOND = "https://www.voorbeeld.nl", "https://gemeente.example:8443"


def policy(client: PageClient, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    directives = answer.headers["Content-Security-Policy"].split("; ")
    ancestors = next(one for one in directives if one.startswith("frame-ancestors"))
    assert ("X-Frame-Options" in answer.headers) == (ancestors == "frame-ancestors 'none'")
    return ancestors


def test_only_named_sites_frame_it_and_only_this_page(clients: Clients, client: PageClient) -> None:
    editor = clients["redactie_katwijk"]
    assert policy(client, URL) == "frame-ancestors 'none'"
    tag = client.get(URL).headers["ETag"]
    for typed in (f"{FIRST.upper()}/agenda?dag=vandaag", "gemeente.example:8443"):
        assert editor.post(ROOM, data={"origin": typed}).status_code == 303
    named = f"frame-ancestors {SECOND} {FIRST}"
    assert policy(client, URL) == policy(client, f"{URL}?vorm=lijst") == named
    answer = client.get(URL, headers={"If-None-Match": tag})
    assert answer.status_code == 200, "who may frame it is part of the page"
    assert policy(client, URL, **{"If-None-Match": answer.headers["ETag"]}) == named
    assert "form-action 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    for other in ("/b/katwijk/agenda", "/b/katwijk/scherm", "/b/venlo/insluiten", ROOM):
        assert policy(editor, other) == "frame-ancestors 'none'"

    page = parse(editor.get(ROOM).text)
    removal = page.select(f"form[action^='{ROOM}/sites/']")
    assert len(removal) == 2
    assert editor.post(str(removal[0]["action"])).status_code == 303
    assert policy(client, URL) == f"frame-ancestors {FIRST}"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("http://www.voorbeeld.nl", "Alleen een site met https"),
        ("https://*.voorbeeld.nl", "Vul het adres van de site in"),
        ("https://voorbeeld.nl;script-src", "Vul het adres van de site in"),
        ("https://ik@voorbeeld.nl", "Vul het adres van de site in"),
        ("javascript:alert(1)", "Vul het adres van de site in"),
        ("https://voorbeeld.nl:99999", "Vul het adres van de site in"),
        (FIRST, "Deze site staat al in de lijst"),
    ],
)
def test_what_is_no_site_is_said_at_its_field(clients: Clients, typed: str, words: str) -> None:
    editor = clients["redactie_katwijk"]
    assert editor.post(ROOM, data={"origin": FIRST}).status_code == 303
    answer = editor.post(ROOM, data={"origin": typed})
    assert answer.status_code in {409, 422}
    page = parse(answer.text)
    assert words in page.select_one("#origin-error, .utrecht-form-field-error-message").text  # type: ignore[union-attr]
    assert page.select_one("#origin")["value"] == typed, "nothing typed is lost"  # type: ignore[index]


@given(st.sampled_from(["", "https://", "http://", "//"]), st.text("abé.*-:0123456789/;' \n@", max_size=30))
def test_an_origin_never_adds_to_the_policy(scheme: str, rest: str) -> None:
    typed = scheme + rest
    try:
        found = sites.origin(typed)
    except Refused:
        return
    assert valid_origin(found)
    assert not re.search(r"[;,\s'\"*]", found)
    assert sites.origin(found) == found


def test_the_list_is_the_agenda_without_script(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, "Taalcafé")
        shelf.published(scope, "Hulp <bij> aangifte", concept_slug="belastinghulp", cost_cents=250)
    whole = client.get(f"{URL}?vorm=lijst")
    found = parse(whole.text)
    assert not found.select("script, form, img, link")
    assert "Access-Control-Allow-Origin" not in whole.headers
    links = [str(tag["href"]) for tag in found.select("a")]
    assert len(links) == 3
    assert all(link.startswith(f"{BASE}/b/katwijk/") for link in links), "it stands in a page of others"
    assert "Dinsdag 1 december, 14.00 – 16.00: Hulp <bij> aangifte" in " ".join(found.get_text().split())
    free = client.get(f"{URL}?vorm=lijst&gratis=1").text
    assert "Taalcafé" in free
    assert "aangifte" not in free
    frame = parse(client.get(f"{URL}?soort=tax").text)
    assert [tag.text for tag in frame.select(".st-line a")] == ["Hulp <bij> aangifte"]
    assert frame.select_one("base[target=_top]")
    assert not frame.select("form")
    assert "Er is nu niets gepland" in client.get("/b/venlo/insluiten?vorm=lijst").text


def test_every_page_says_how_others_show_it(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        branch_id = shelf.opened(scope).id
        activity_id = shelf.published(scope, "Koffie & 'thee'")
        session_id = shelf.sessions(scope, activity_id)[0].id
    for path, title, query in (
        ("/", "Agenda van Bibliotheek Katwijk", {}),
        ("/agenda?soort=tax", "Agenda van Bibliotheek Katwijk", {"soort": ["tax"]}),
        (f"/vestigingen/{branch_id}", None, {"vestiging": [str(branch_id)]}),
        (f"/activiteiten/{activity_id}", "Koffie & 'thee'", {"activiteit": [str(activity_id)]}),
        (
            f"/sessies/{session_id}",
            "Koffie & 'thee', dinsdag 1 december, 14.00 uur",
            {"activiteit": [str(activity_id)]},
        ),
    ):
        page = parse(client.get(f"/b/katwijk{path}").text)
        discovery = urlsplit(str(page.select_one('link[type="application/json+oembed"]')["href"]))  # type: ignore[index]
        answer = client.get(f"{discovery.path}?{discovery.query}&maxwidth=300&maxheight=9999")
        told = answer.json
        assert told is not None
        assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", 300, 480)
        assert title in (None, told["title"])
        frames = parse(told["html"]).select("iframe")
        assert len(frames) == 1
        assert frames[0]["title"] == told["title"]
        shown = urlsplit(str(frames[0]["src"]))
        assert shown.path == URL
        assert parse_qs(shown.query) == query
        assert client.get(f"{shown.path}?{shown.query}").status_code == 200


def test_oembed_knows_its_own_addresses_only(client: PageClient) -> None:
    def status(url: str, more: str = "") -> int:
        answer = client.get(f"/oembed?url={quote(url, safe='')}{more}")
        assert "voorbeeld" not in answer.text, "nothing of it is repeated"
        return answer.status_code

    here = f"{BASE}/b/katwijk/agenda"
    assert status(here) == status("http://katwijk.localhost/agenda") == 200
    for other in (
        "",
        "https://voorbeeld.nl/b/katwijk/agenda",
        "https://localhost/b/katwijk/agenda",
        "http://localhost@voorbeeld.nl/b/katwijk/agenda",
        "http://localhost.voorbeeld.nl/b/katwijk/",
        "//localhost/b/katwijk/agenda",
        f"{BASE}/b/nergens/agenda",
        f"{BASE}/b/katwijk/beheer/",
        f"{BASE}/b/katwijk/sessies/00000000-0000-4000-8000-000000000000",
        "http://[",
    ):
        assert status(other) == 404, other
    assert client.get("/oembed").status_code == 404
    with client.faults_expected():
        assert status(here, "&format=xml") == 501
