"""Read a PDF back, as a reader's program would."""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

SILENT = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{HYPHEN}\n "))


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    language: str
    is_tagged: bool
    is_ua: bool
    pages: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    """Width and height in millimetres."""
    tags: tuple[str, ...]
    """Of the structure, in the order of reading: H1, P, Table, TH."""
    pictures: tuple[str, ...]
    """What is said of each."""

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    def says(self, words: str) -> bool:
        """Wherever its lines may break."""
        return run_on(words) in run_on(self.text)


def read(content: bytes) -> Document:
    reader = PdfReader(io.BytesIO(content), strict=True)
    root: Any = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    structure = list(_structure(root["/StructTreeRoot"]))
    boxes = [page.mediabox for page in reader.pages]
    return Document(
        title=str(reader.metadata.title) if reader.metadata else "",
        language=str(root["/Lang"]),
        is_tagged=bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root,
        is_ua="<pdfuaid:part>1</pdfuaid:part>" in metadata,
        pages=tuple(page.extract_text() for page in reader.pages),
        sizes=tuple((round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) for box in boxes),
        tags=tuple(str(one["/S"])[1:] for one in structure),
        pictures=tuple(str(one.get("/Alt", "")) for one in structure if one["/S"] == "/Figure"),
    )


def _structure(element: Any) -> Iterator[Any]:
    below = element.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        found = one.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from _structure(found)


def run_on(text: str) -> str:
    """Without blanks, line ends and hyphens of the setting."""
    return unicodedata.normalize("NFKC", text).translate(SILENT).replace("-", "")
