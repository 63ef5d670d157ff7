"""The lamp over the table, as a picture of the size that other sites show beside a link."""

from functools import cache
from io import BytesIO

WIDTH, HEIGHT = 1200, 630
SMOOTH = 3
"""Drawn so many times larger and then made smaller: its edges are soft."""
FIELD, LAMP, WHITE, INK = "#004633", "#fbdb52", "#ffffff", "#14211c"
BOOKS = ("#2f8d6f", "#ffffff", "#0c6b50", "#fbdb52", "#2f8d6f")


@cache
def lamp() -> bytes:
    """PNG. Without words, so that it serves every language."""
    from PIL import Image, ImageDraw  # here, as it takes 7 MB, and the picture is drawn once at most

    image = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), FIELD)
    draw = ImageDraw.Draw(image)

    def big(*spots: tuple[int, int]) -> list[tuple[int, int]]:
        return [(x * SMOOTH, y * SMOOTH) for x, y in spots]

    draw.polygon(big((470, 250), (730, 250), (960, 560), (240, 560)), fill=LAMP)
    draw.rectangle(big((597, 0), (603, 90)), fill=WHITE)
    draw.pieslice(big((430, 85), (770, 415)), 180, 360, fill=WHITE)
    draw.rectangle(big((0, 560), (WIDTH, HEIGHT)), fill=INK)
    left = 500
    for number, colour in enumerate(BOOKS):
        wide, high = (34, 46, 28, 40, 52)[number], (150, 190, 130, 170, 140)[number]
        draw.rectangle(big((left, 560 - high), (left + wide - 4, 559)), fill=colour if colour != LAMP else INK)
        left += wide
    out = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
