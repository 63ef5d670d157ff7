"""How a library presents itself: its name, its colour, its logo."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from stelsel.audit.models import AuditEntry
from stelsel.tenancy import Tenant
from stelsel_tenants.libraries.events import library_changed
from stelsel_tenants.libraries.models import Profile
from tests.edge.hostile import TEXTS
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/beheer/profiel"


def filled_in(**changes: Any) -> dict[str, Any]:
    return {
        "version": "0",
        "name": "Bibliotheek Katwijk",
        "tagline": "Loop gerust binnen.",
        "about": "Wij zijn er voor **iedereen**.",
        "email": "Info@BibliotheekKatwijk.nl",
        "phone": "071 516 30 00",
        "website": "www.bibliotheekkatwijk.nl/welkom",
        "accent": "#0077a8",
    } | changes


def drawing(width: int = 600, height: int = 200, kind: str = "PNG", noise: bool = False) -> io.BytesIO:
    picture = Image.effect_noise((width, height), 255) if noise else Image.new("RGB", (width, height), "#c8102e")
    out = io.BytesIO()
    picture.convert("RGB").save(out, kind)
    out.seek(0)
    return out


def send_logo(client: PageClient, content: io.BytesIO, name: str = "logo.png") -> Any:
    """As a browser sends it; put together here, as the test client leaves its file open when it is large."""
    head = f'--edge\r\nContent-Disposition: form-data; name="logo"; filename="{name}"\r\n\r\n'
    tail = '\r\n--edge\r\nContent-Disposition: form-data; name="alt"\r\n\r\nGolven\r\n--edge--\r\n'
    body = head.encode() + content.getvalue() + tail.encode()
    return client.post(f"{URL}/logo", data=body, content_type="multipart/form-data; boundary=edge")


def test_a_manager_says_who_they_are_and_the_site_is_told(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    told: list[Any] = []

    def listen(scope: Any) -> None:
        told.append(scope.tenant_id)

    with library_changed.connected_to(listen):
        assert clients["beheer_katwijk"].post(URL, data=filled_in()).status_code == 303
    with scopes.reading() as scope:
        tenant = scope.session.get_one(Tenant, scope.tenant_id)
        profile = scope.session.scalars(select(Profile)).one()
        deeds = scope.session.scalars(select(AuditEntry.deed)).all()
    assert (tenant.accent, tenant.website) == ("#0077a8", "https://www.bibliotheekkatwijk.nl/welkom")
    assert (profile.email, profile.phone) == ("info@bibliotheekkatwijk.nl", "+31715163000")
    assert told == [tenant.id]
    assert deeds[-1] == "profile.changed"
    assert "/t/0077a8-" in clients["beheer_katwijk"].get(URL).text


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": ""}, "name"),
        ({"email": "katwijk"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://x"}, "website"),
        ({"accent": "blauw"}, "accent"),
        ({"about": "x" * 4001}, "about"),
        ({"tagline": "BSN 123456782"}, "tagline"),
    ],
)
def test_a_mistake_stands_at_its_field_and_keeps_what_was_typed(
    clients: Clients, scopes: Scopes, changes: dict[str, str], where: str
) -> None:
    answer = clients["beheer_katwijk"].post(URL, data=filled_in(**changes))
    assert answer.status_code == 422
    assert f'id="{where}-error"' in answer.text
    assert "Wij zijn er voor **iedereen**." in answer.text or where == "about"
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Profile)).all() == []


@pytest.mark.parametrize("text", [text for text in TEXTS if text.encode("utf-8", "ignore").decode() == text])
@pytest.mark.parametrize("field", ["name", "about", "website", "accent", "version"])
def test_hostile_input_gives_a_message(clients: Clients, field: str, text: str) -> None:
    multiline = field == "about" and text == "Jan\r\nBcc: x@x.nl"
    answer = clients["beheer_katwijk"].post(URL, data=filled_in(**{field: text}))
    assert answer.status_code in ({303} if multiline else {409, 413, 422})


def test_two_tabs_the_second_sees_both_versions_and_chooses(clients: Clients, clock: Clock) -> None:
    manager = clients["beheer_katwijk"]
    assert manager.post(URL, data=filled_in()).status_code == 303
    refused = manager.post(URL, data=filled_in(accent="#c8102e"))
    assert refused.status_code == 409
    assert "#0077a8" in refused.text
    assert "#c8102e" in refused.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', refused.text)
    assert version is not None
    assert manager.post(URL, data=filled_in(accent="#c8102e", version=version[1])).status_code == 303
    third = manager.post(URL, data=filled_in(accent="#007a3d", version=version[1]))
    assert third.status_code == 409, "a colour alone is another version too"


def test_colours_are_told_while_they_are_chosen(clients: Clients) -> None:
    manager = clients["beheer_katwijk"]
    told = manager.get(f"{URL}/kleur?kleur=%23e07a1f").get_json()
    assert told["licht"]["accent"] == "#8a4603"
    assert "#8a4603" in told["zin"]
    assert {one["naam"] for one in told["contrast"]} >= {"Witte letters op uw kleur"}
    for rubbish in ("", "?kleur=blauw", "?kleur=%00", "?kleur=" + "f" * 3000):
        answer = manager.get(f"{URL}/kleur{rubbish}")
        assert answer.status_code == 422
        assert "Kies een kleur" in answer.get_json()["fout"]


def test_a_logo_is_made_anew_kept_small_and_served_by_its_name(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    manager = clients["beheer_katwijk"]
    assert send_logo(manager, drawing(3000, 1000, "JPEG"), "logo.jpg").status_code == 303
    digest = scopes.tenant().logo_hash
    answer = clients["bezoeker"].get(f"/b/katwijk/logo-{digest}.png")
    assert answer.mimetype == "image/png"
    assert len(answer.data) <= 100_000
    with Image.open(io.BytesIO(answer.data)) as kept:
        assert (kept.format, kept.width) == ("PNG", 480)
    assert "immutable" in answer.headers["Cache-Control"]
    assert f"logo-{digest}.png" in manager.get(URL).text
    assert clients["bezoeker"].get("/b/katwijk/logo-0000000000000000.png").status_code == 404
    assert clients["bezoeker"].get(f"/b/venlo/logo-{digest}.png").status_code == 404

    assert manager.post(f"{URL}/logo/weg").status_code == 303
    assert scopes.tenant().logo_hash is None
    assert clients["bezoeker"].get(f"/b/katwijk/logo-{digest}.png").status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (io.BytesIO(b"<svg onload='alert(1)'/>"), "logo.svg"),
        (io.BytesIO(b"%PDF-1.7"), "logo.png"),
        (io.BytesIO(b""), "logo.png"),
        (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\x00" * 200), "logo.png"),
        (drawing(480, 480, noise=True), "logo.png"),
        (io.BytesIO(b"x" * 5_500_000), "logo.png"),
    ],
)
def test_what_is_no_logo_is_refused_and_nothing_changes(
    clients: Clients, scopes: Scopes, content: io.BytesIO, name: str
) -> None:
    answer = send_logo(clients["beheer_katwijk"], content, name)
    assert answer.status_code == 422
    assert 'id="logo-error"' in answer.text
    assert scopes.tenant().logo_hash is None


def test_closed_to_the_wrong_role_and_the_wrong_library(clients: Clients, scopes: Scopes) -> None:
    for page in ("", "/kleur?kleur=%230077a8"):
        assert clients["beheer_katwijk"].get(URL + page).status_code == 200
        assert clients["redactie_katwijk"].get(URL + page).status_code == 403
        assert clients["beheer_venlo"].get(URL + page).status_code == 404
    assert clients["redactie_katwijk"].post(URL, data=filled_in()).status_code == 403
    assert clients["beheer_venlo"].post(URL, data=filled_in()).status_code == 404
    assert send_logo(clients["beheer_venlo"], drawing()).status_code == 404
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Profile)).all() == []
