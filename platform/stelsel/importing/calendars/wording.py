"""The texts of an event, as they may be kept: plain, clean and not too long to be a text of ours."""

import html
import re

import nh3

from stelsel.errors import Refused
from stelsel.text import clean

TITLE, TEXT = 120, 4000
BLOCK_ENDS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^>]{0,200}>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
BLANKS = re.compile(r"\n{3,}")


def line(text: str) -> str:
    """Text on one line, cut with an ellipsis. Raises Refused for characters that cannot be kept."""
    whole = clean(" ".join(html.unescape(text).split()))
    return whole if len(whole) <= TITLE else whole[: TITLE - 1].rstrip() + "…"


def shown(text: str) -> str:
    """The same for what is only shown: empty where it cannot be."""
    try:
        return line(text)
    except Refused:
        return ""


def paragraphs(text: str) -> str:
    """Text of several lines, without the HTML that some programs put into it. Raises Refused."""
    if TAG.search(text):
        text = html.unescape(nh3.clean(BLOCK_ENDS.sub("\n", text), tags=set()))
    whole = clean(BLANKS.sub("\n\n", "\n".join(part.rstrip() for part in text.splitlines())), multiline=True)
    return whole if len(whole) <= TEXT else whole[: TEXT - 1].rstrip() + "…"
