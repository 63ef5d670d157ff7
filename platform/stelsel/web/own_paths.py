"""Nobody is sent elsewhere (SECURITY P-5): `next` and its like name a path of this site, or nothing."""

import re
from urllib.parse import unquote

LONGEST = 2_000

# Visible ASCII without backslash, quotes and brackets: what a browser would read otherwise than we do is not here.
_PLAIN = re.compile(r"/[A-Za-z0-9\-._~%!$&'()*+,;=:@/?#]*")


def safe_next(target: str | None) -> str | None:
    """The target if it is a path of ours ("/b/katwijk/beheer/?pagina=2"), else None.

    Two slashes in a row are refused wherever they stand in the path, encoded ones too, and so are dot segments:
    browsers and front servers disagree on what they mean.
    """
    if not target or len(target) > LONGEST or not _PLAIN.fullmatch(target):
        return None
    # not urlsplit: of "///evil" it makes an empty host and the path "/evil"
    path = unquote(unquote(re.split("[?#]", target, maxsplit=1)[0]))
    if not path.isprintable() or "\\" in path or "//" in path:
        return None
    if {".", ".."} & set(path.split("/")):
        return None
    return target
