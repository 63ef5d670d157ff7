"""`make bench`: every measurement, one table. It ends well whether goals are met or not: figures are read by people."""

import argparse
import logging
import os
import platform
import sys
from collections.abc import Callable, Iterable

from tests.bench import feeds, figures, growth, newsletters, organisations, pages, rebuild, table, year


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--requests", type=int, default=2000, help="requests per page and round (2000)")
    parser.add_argument("--libraries", type=int, default=1000, help="libraries whose figures are made anew (1000)")
    parser.add_argument("--sessions", type=int, default=1000, help="sessions in each of them (1000; 20000 in full)")
    parser.add_argument(
        "--branches", type=int, default=130, help="branches with a year of sessions (130; 1300 in full)"
    )
    parser.add_argument("--readers", type=int, default=1000, help="readers of the agenda of one library by mail (1000)")
    parser.add_argument("--partnerships", type=int, default=500, help="of an organisation that is merged (500)")
    parser.add_argument("--organisations", type=int, default=5000, help="among which one is looked for (5000)")
    parts = ("pages", "growth", "rebuild", "feeds", "year", "figures", "newsletters", "organisations")
    parser.add_argument("--only", choices=parts, help="one part of it")
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, one worker, four connections", flush=True)
    logging.disable(logging.WARNING)
    measured: dict[str, Callable[[], Iterable[table.Line]]] = {
        "pages": lambda: pages.measure(chosen.requests),
        "growth": growth.measure,
        "rebuild": lambda: rebuild.measure(chosen.libraries, chosen.sessions),
        "feeds": lambda: feeds.measure(chosen.requests),
        "year": lambda: year.measure(chosen.branches),
        "figures": figures.measure,
        "newsletters": lambda: newsletters.measure(chosen.readers),
        "organisations": lambda: organisations.measure(chosen.partnerships, chosen.organisations),
    }
    print(table.draw([line for name, part in measured.items() if chosen.only in (None, name) for line in part()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
