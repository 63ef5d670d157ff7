"""`make bench`: every measurement, one table. It ends well whether goals are met or not: figures are read by people."""

import argparse
import os
import platform
import sys

from tests.bench import pages, table


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--requests", type=int, default=2000, help="requests per page and round (2000)")
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, one worker, four connections", flush=True)
    print(table.draw(list(pages.measure(chosen.requests))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
