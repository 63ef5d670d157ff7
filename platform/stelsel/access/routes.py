"""The reviewed list of doors: every route, who may use it, and which role gets through (SECURITY P-1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

from stelsel.access.permissions import GRANTS, Permission, RoleName

REACHES = {
    "open": "anybody",
    "site": "anybody, at one library",
    "account": "whoever is signed in",
    "tenant": "staff of the library in the address",
    "partner": "a partner organisation, for its own rows",
    "national": "the national body",
    "scheme": "a role on subsidy schemes",
    "platform": "platform administrators",
    "key": "a program with a key, for what whoever made the key may do now",
}
EVERYBODY = ("open", "site", "account", "key")
"""Reaches that ask for no role: behind these stands no column of the matrix."""
SHORT = {
    RoleName.MANAGER: "man",
    RoleName.EDITOR: "edi",
    RoleName.DESK: "des",
    RoleName.DIRECTOR: "dir",
    RoleName.PARTNER: "par",
    RoleName.NATIONAL_ADMIN: "nat",
    RoleName.COORDINATOR: "coo",
    RoleName.ASSESSOR: "ass",
    RoleName.CONTROLLER: "con",
    RoleName.DECIDER: "dec",
    RoleName.FINANCE: "fin",
    RoleName.PLATFORM_ADMIN: "pla",
}
HEAD = """\
# Every door, and who has the key

Written by `stelsel access routes --write`; a test holds it against the application. A change here is a change of who
may do what: read it as such. A route takes its scope from the part of its permission before the first colon.
"""


@dataclass(frozen=True, slots=True, order=True)
class Door:
    """One route."""

    address: str
    methods: tuple[str, ...]
    endpoint: str
    permission: Permission


def doors(app: Flask) -> list[Door]:
    """Every route of the application, those of its libraries too, by address."""
    return sorted(
        Door(
            rule.rule,
            tuple(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
            rule.endpoint,
            getattr(app.view_functions[rule.endpoint], "permission"),  # noqa: B009 - set by `requires`, unknown to types
        )
        for rule in app.url_map.iter_rules()
    )


def written(app: Flask) -> str:
    """The list as a page of documentation."""
    return "\n".join([HEAD, *_reaches(), *_snapshot(doors(app)), *_matrix(doors(app))]) + "\n"


def _reaches() -> Iterator[str]:
    yield "| scope | for |"
    yield "|---|---|"
    yield from (f"| `{reach}` | {who} |" for reach, who in REACHES.items())
    yield ""


def _snapshot(listed: list[Door]) -> Iterator[str]:
    yield "## Routes"
    yield ""
    yield "| address | methods | endpoint | permission |"
    yield "|---|---|---|---|"
    for door in listed:
        yield f"| `{door.address}` | {' '.join(door.methods)} | {door.endpoint} | `{door.permission.value}` |"
    yield ""


def _matrix(listed: list[Door]) -> Iterator[str]:
    """Roles at the doors that are not everybody's."""
    yield "## Roles at closed doors"
    yield ""
    yield ", ".join(f"{short}: {role.value.replace('_', ' ')}" for role, short in SHORT.items()) + "."
    yield ""
    yield f"| address | {' | '.join(SHORT.values())} |"
    yield "|---|" + "---|" * len(SHORT)
    for door in listed:
        if door.permission.reach in EVERYBODY:
            continue
        marks = " | ".join("●" if door.permission in GRANTS[role] else " " for role in SHORT)
        yield f"| {' '.join(door.methods)} `{door.address}` | {marks} |"
