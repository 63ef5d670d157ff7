"""What happens around the tests: the session's folder, which database a test runs on, and what is told at the end."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support import databases, network, session

FOLDER = pytest.StashKey[Path]()
UNSEEN = pytest.StashKey[list[str]]()
RAN_ON = "database"
IN_THE_BROWSER = "sqlite"
EVERYTHING = "not long"
NONE = "none"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases",
        default=",".join(databases.NAMES),
        help="the databases to run on, with a comma between them (all)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The first process makes the folder; workers are told where it is."""
    network.close()
    given = getattr(config, "workerinput", None)
    config.stash[FOLDER] = Path(given["stelsel_folder"]) if given else session.make_folder()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["stelsel_folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and FOLDER in config.stash:
        session.remove_folder(config.stash[FOLDER])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that uses a database runs on both, unless it says that it needs one."""
    if "database_name" not in metafunc.fixturenames:
        return
    chosen = str(metafunc.config.getoption("--databases")).split(",")
    if unknown := set(chosen) - set(databases.NAMES):
        raise pytest.UsageError(f"no such database: {', '.join(sorted(unknown))}")
    for mark in metafunc.definition.iter_markers("only_on"):
        chosen = [name for name in chosen if name in mark.args]
    if metafunc.definition.get_closest_marker("browser"):
        chosen = [name for name in chosen if name == IN_THE_BROWSER]
    metafunc.parametrize("database_name", chosen or [NONE])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that needs a database which this run leaves out is not part of the run: it is not called skipped."""
    left_out = [item for item in items if _left_out(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _left_out(item)]


def _left_out(item: pytest.Item) -> bool:
    """Of one parameter, `only_on` is known here and not before: a test is made for each database first."""
    called = getattr(item, "callspec", None)
    name = called.params.get("database_name") if called else None
    return name == NONE or (name is not None and any(name not in mark.args for mark in item.iter_markers("only_on")))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After a whole run: a page that no browser opened fails it."""
    config = session.config
    if hasattr(config, "workerinput") or exitstatus != pytest.ExitCode.OK or not is_whole(config):
        return
    from tests.support import census  # it imports the application, whose faults are for the tests that use it

    config.stash[UNSEEN] = census.faults(config.stash[FOLDER])
    if config.stash[UNSEEN]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def is_whole(config: pytest.Config) -> bool:
    """True when nothing was left out: no path, no expression, no database."""
    return (
        config.args == config.getini("testpaths")
        and config.getoption("-m") == EVERYTHING
        and not config.getoption("-k")
        and not config.getoption("--lf")
        and not config.getoption("--collect-only")
        and config.getoption("--databases") == ",".join(databases.NAMES)
    )


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Each database's version, and how many tests ran on it; and the pages that nobody saw."""
    if unseen := terminalreporter.config.stash.get(UNSEEN, []):
        terminalreporter.section("pages", red=True)
        for line in unseen:
            terminalreporter.write_line(line, red=True)
    ran = Counter(
        value
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call"
        for name, value in report.user_properties
        if name == RAN_ON
    )
    if ran:
        terminalreporter.section("databases")
        for name, count in sorted(ran.items()):
            terminalreporter.write_line(f"{name}: {count} tests")
