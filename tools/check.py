"""`make check`: everything that can be judged without running the application, and what to do about it."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Step:
    """One check: its name, its command, and the way out when it fails."""

    name: str
    command: tuple[str, ...]
    remedy: str


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


def own(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"tools.{name}")


STEPS = (
    Step("layout", own("layout"), "the lines above name the file and the place where it belongs"),
    Step("form", tool("ruff", "format", "--check", "--quiet", "."), "make format"),
    Step("lint", tool("ruff", "check", "--quiet", "."), "make format mends what can be mended by itself"),
    Step("floors", tool("lint-imports", "--no-logo"), "docs/architecture.md, 'Three floors', says who may import whom"),
    Step("templates", own("templates"), "styles and scripts are files of the project, served by its own address"),
    Step("hosts", own("hosts"), "locks and texts name no registry: make lock"),
    Step(
        "licences", own("licences"), "choose another library, or add the licence to tools/licences.py with the reason"
    ),
    Step("translations", own("translations"), "make translations, then fill in what is empty"),
    Step("types", tool("mypy"), "the lines above"),
    Step("migrations", own("migrations"), 'make migration NAME="what changed"'),
)


def run(step: Step) -> bool:
    began = time.monotonic()
    done = subprocess.run(step.command, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {step.name:14} {time.monotonic() - began:5.1f} s", flush=True)
    if not passed:
        print(f"{done.stdout.rstrip()}\n       what to do: {step.remedy}\n", flush=True)
    return passed


def main(names: list[str]) -> int:
    """Run the named checks, or all; every one of them, so that one visit shows all there is to do."""
    unknown = set(names) - {step.name for step in STEPS}
    if unknown:
        print(f"no such check: {', '.join(sorted(unknown))}")
        return 2
    outcomes = [run(step) for step in STEPS if not names or step.name in names]
    print(f"{sum(outcomes)} checks passed, {len(outcomes) - sum(outcomes)} failed")
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
