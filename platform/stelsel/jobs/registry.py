"""Which jobs there are: a name, a function, and for some a schedule. Filled when the rooms are imported."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from stelsel.jobs import cron

Function = TypeVar("Function", bound=Callable[..., None])

ATTEMPTS = 8


class UnknownJob(LookupError):
    """No job has this name: a typing error, or its room is not imported."""


@dataclass(frozen=True, slots=True)
class Registered:
    """`network`: it belongs to no tenant and gets None for one."""

    name: str
    function: Callable[..., None]
    network: bool
    attempts: int
    every: str | None


_JOBS: dict[str, Registered] = {}


def job(name: str, *, network: bool = False, attempts: int = ATTEMPTS) -> Callable[[Function], Function]:
    """Name a function `(tenant_id, *, …ids)` as a job. It opens its own scope and unit of work."""
    return _register(name, network=network, attempts=attempts, every=None)


def every(times: str, name: str, *, attempts: int = ATTEMPTS) -> Callable[[Function], Function]:
    """Name a function `(tenant_id)` as a job of the network that runs by itself.

    `times` are the five fields of cron, on the clock of Amsterdam; see `stelsel.jobs.cron`. For work of every tenant
    there is `for_each_tenant`.
    """
    cron.parse(times)
    return _register(name, network=True, attempts=attempts, every=times)


def _register(name: str, **how: Any) -> Callable[[Function], Function]:
    def add(function: Function) -> Function:
        known = _JOBS.get(name)
        if known is not None and known.function is not function:
            raise ValueError(f"two jobs are called {name}")
        _JOBS[name] = Registered(name=name, function=function, **how)
        return function

    return add


def find(name: str) -> Registered:
    """Raises UnknownJob."""
    try:
        return _JOBS[name]
    except KeyError:
        raise UnknownJob(name) from None


def names() -> list[str]:
    return sorted(_JOBS)


def scheduled() -> dict[str, str]:
    """Name and times of every job that runs by itself."""
    return {name: found.every for name, found in sorted(_JOBS.items()) if found.every is not None}
