"""A process of its own that sets one document by typst: the order comes in as JSON, the document, or the picture of
its first page, goes out as it is.

typst keeps what it has set in memory for the next ten documents, 20 MB for a long table; here that goes with the
process, and so does a document that takes too long or breaks typst itself. Imports nothing of the house, so it starts
in some hundredths of a second.
"""

import json
import sys

import typst


def main() -> None:
    order = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]])
    project = {name: text.encode() for name, text in order["project"].items()}
    made = typst.compile(project, font_paths=fonts, **order["form"])
    sys.stdout.buffer.write(made[0] if isinstance(made, list) else made)


if __name__ == "__main__":
    main()
