"""P-1: every door says who may use it, and the reviewed list of doors is true."""

from pathlib import Path

import pytest
from flask import Flask

from stelsel import app as house
from stelsel.access import GRANTS, Permission, RoleName, require_endpoint, requires, routes, unmarked
from tests.support.stores import application

PAGE = Path(__file__).parents[2] / "docs" / "routes.md"


@pytest.mark.only_on("sqlite")  # the routes are the same on every database
def test_the_list_of_routes_is_current(app: Flask) -> None:
    """A difference is a change of who may do what: look at it, then run `stelsel access routes --write`."""
    assert PAGE.read_text("utf-8") == routes.written(app)


@pytest.mark.only_on("sqlite")
def test_the_command_prints_the_list(app: Flask) -> None:
    printed = app.test_cli_runner().invoke(args=["access", "routes"])
    assert printed.exit_code == 0
    assert printed.output == routes.written(app)


@pytest.mark.only_on("sqlite")
def test_every_route_is_marked_and_a_new_one_without_a_mark_is_found(app: Flask) -> None:
    assert unmarked(app) == set()
    bare = Flask("bare")
    bare.add_url_rule("/open-deur", "open_door", lambda: "")
    bare.add_url_rule("/slot", "lock", requires(Permission.OPEN_READ)(lambda _scope: ""))
    assert unmarked(bare) == {"open_door", "static"}
    require_endpoint(bare, "static", Permission.OPEN_MACHINE)
    assert unmarked(bare) == {"open_door"}


class Careless:
    """A room that forgot."""

    @staticmethod
    def init_app(app: Flask) -> None:
        app.add_url_rule("/open-deur", "open_door", lambda: "")


def test_an_application_with_an_open_door_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(house, "ROOMS", (*house.ROOMS, Careless))
    with pytest.raises(house.UnmarkedRoute, match="open_door"):
        application(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path)


def test_every_role_has_rights_and_no_right_is_nobodys() -> None:
    """A permission that no role has is a page that nobody can open; the first three reaches need no role."""
    assert set(GRANTS) == set(RoleName)
    held = frozenset().union(*GRANTS.values())
    closed = {permission for permission in Permission if permission.reach not in routes.EVERYBODY}
    assert closed == held


def test_a_role_stays_on_its_own_floor() -> None:
    """Nobody's role at a library reaches the national body, and the other way round."""
    for role, granted in GRANTS.items():
        assert len({permission.reach for permission in granted}) == 1, role
    assert not {P for P in GRANTS[RoleName.PLATFORM_ADMIN] if P.reach == "scheme"}, "never a subsidy case"
