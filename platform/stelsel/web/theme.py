"""The accent of a library: one colour in, a readable set of colours out, for light and for dark.

Worked out in OKLCH, where equal steps look equal. White on the accent has a contrast of at least 7, the dark accent
at least 9 on dark paper. What falls outside sRGB loses chroma until it fits. The lamp, the signals and the national
charts never change.

Stored is the seed alone; `/t/<name>.css` is worked out of its own name (`style_sheet`), so that a kept page and its
colours agree without a look in the database.
"""

import hashlib
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Self

from coloraide import Color

from stelsel.errors import Refused
from stelsel.i18n import _

WHITE, PAPER, DARK_PAPER = "#ffffff", "#faf9f6", "#111916"
LIGHT_CONTRAST, DARK_CONTRAST = 7, 9
_SEED = re.compile(r"#?([0-9a-f]{6})")
_NAME = re.compile(r"([0-9a-f]{6})-([0-9a-f]{8})")
_STEP_L, _STEP_C, _EDGE = 0.01, 0.002, 1e-5


class NoColour(Refused):
    """The text is no colour."""

    field = "colour"
    message = _("Kies een kleur, zoals #0077a8.")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as '#rrggbb', for light or for dark pages. `deep` and `field` differ only in the dark."""

    accent: str
    on_accent: str
    accent_deep: str
    accent_soft: str
    accent_line: str
    accent_mid: str
    field: str
    on_field_2: str

    def css(self) -> str:
        return "".join(f"--st-{name.replace('_', '-')}:{value};" for name, value in asdict(self).items())


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one library."""

    seed: str
    light: Tokens
    dark: Tokens

    @classmethod
    def from_seed(cls, seed: str) -> Self:
        """The palette of '#0077a8' (or '0077A8'). Raises NoColour."""
        match = _SEED.fullmatch(seed.strip().lower())
        if match is None:
            raise NoColour
        lightness, chroma, hue = Color(f"#{match[1]}").convert("oklch").coords(nans=False)
        return cls(f"#{match[1]}", _light(lightness, chroma, hue), _dark(lightness, chroma, hue))

    @property
    def name(self) -> str:
        """Names the style sheet and the class on the body; changes when a colour of it does."""
        digest = hashlib.sha256(f"{self.light.css()}{self.dark.css()}".encode()).hexdigest()
        return f"{self.seed[1:]}-{digest[:8]}"

    def css(self) -> str:
        """The text of `/t/<name>.css`."""
        own = f".stelsel-theme.t-{self.name}"
        dark = f"@media screen and (prefers-color-scheme:dark){{{own}:not(.scheme-light){{{self.dark.css()}}}}}"
        return f"{own}{{{self.light.css()}}}\n{dark}\n"

    def contrasts(self) -> dict[str, float]:
        """Contrast of what is read: white on the accent, the accent on paper, white on the head, and in the dark."""
        return {
            "white_on_accent": contrast(WHITE, self.light.accent),
            "accent_on_paper": contrast(self.light.accent, PAPER),
            "white_on_field": contrast(WHITE, self.light.field),
            "dark_accent_on_paper": contrast(self.dark.accent, DARK_PAPER),
            "dark_text_on_accent": contrast(self.dark.on_accent, self.dark.accent),
        }


@lru_cache(maxsize=512)
def palette(seed: str) -> Palette:
    """As `Palette.from_seed`, worked out once."""
    return Palette.from_seed(seed)


def style_sheet(name: str) -> str | None:
    """The text behind `/t/<name>.css`, or None when no such palette exists."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    found = palette(match[1])
    return found.css() if found.name == name else None


def contrast(one: str, other: str) -> float:
    """The WCAG 2 ratio of two colours, 1 to 21."""
    return float(Color(one).contrast(Color(other), method="wcag21"))


def _light(lightness: float, chroma: float, hue: float) -> Tokens:
    light, c = min(lightness, 0.47), min(chroma, 0.14)
    while contrast(WHITE, _hex(light, c, hue)) < LIGHT_CONTRAST:
        light -= _STEP_L
    deep = _hex(light - 0.10, 0.9 * c, hue)
    return Tokens(
        accent=_hex(light, c, hue),
        on_accent=WHITE,
        accent_deep=deep,
        accent_soft=_hex(0.955, min(chroma, 0.025), hue),
        accent_line=_hex(0.80, min(chroma, 0.075), hue),
        accent_mid=_hex(0.62, min(chroma, 0.12), hue),
        field=deep,
        on_field_2=_hex(0.91, min(chroma, 0.04), hue),
    )


def _dark(lightness: float, chroma: float, hue: float) -> Tokens:
    light, c = max(lightness, 0.80), min(chroma, 0.10)
    while contrast(DARK_PAPER, _hex(light, c, hue)) < DARK_CONTRAST:
        light += _STEP_L
    return Tokens(
        accent=_hex(light, c, hue),
        on_accent=_hex(0.19, min(chroma, 0.03), hue),
        accent_deep=_hex(min(light + 0.07, 1), 0.7 * c, hue),
        accent_soft=_hex(0.275, min(chroma, 0.035), hue),
        accent_line=_hex(0.45, min(chroma, 0.06), hue),
        accent_mid=_hex(0.62, min(chroma, 0.10), hue),
        field=_hex(0.26, min(chroma, 0.055), hue),
        on_field_2=_hex(0.91, min(chroma, 0.04), hue),
    )


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The colour in sRGB; chroma goes down until it fits, so that lightness, and with it contrast, stays."""
    lightness = min(max(lightness, 0), 1)
    while True:
        colour = Color("oklch", [lightness, chroma, hue]).convert("srgb")
        if chroma <= 0 or all(-_EDGE <= part <= 1 + _EDGE for part in colour.coords()):
            return str(colour.to_string(hex=True, fit="clip", compress=False))
        chroma = max(0, chroma - _STEP_C)
