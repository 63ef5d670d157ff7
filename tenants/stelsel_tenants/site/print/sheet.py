"""What every sheet has: who invites, in which colours, where to read on, and the day it was made."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno

from stelsel import clock, pdf
from stelsel.i18n import _, language
from stelsel.tenancy import Scope
from stelsel.web.format import long_date
from stelsel.web.theme import palette
from stelsel_tenants.libraries import queries as libraries
from stelsel_tenants.site.print.asked import Size

SHEETS = Path(__file__).parent / "sheets"
INK = "#14211c"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document before it is set. `name` is that of its file, without an end."""

    template: str
    title: str
    name: str
    size: Size
    data: dict[str, Any]

    def pdf(self) -> bytes:
        return pdf.write(SHEETS / self.template, self.data, language=language(), title=self.title)

    def picture(self, width: int) -> bytes:
        """The first page as PNG."""
        wide = self.size.width_mm
        return pdf.picture(
            SHEETS / self.template, self.data, language=language(), title=self.title, width=width, paper_mm=wide
        )


def common(scope: Scope, size: Size, address: str) -> dict[str, Any]:
    """What the sheets of this library have in common. `address` is where the code leads. One statement."""
    colours = palette(scope.library.accent).light
    readable = address.partition("://")[2].partition("?")[0]
    return {
        "paper": size.value,
        "library": scope.library.name,
        "logo": libraries.logo(scope) if scope.library.logo_hash else None,
        "colours": {"field": colours.field, "accent": colours.accent, "mid": colours.accent_mid},
        "address": readable,
        "code": qr(address),
        "code_alt": str(_("QR-code naar %(address)s", address=readable)),
    }


def made_on() -> str:
    """The day stands on paper: what hangs on a wall grows old."""
    return str(_("Gemaakt op %(day)s.", day=long_date(clock.today())))


def call_us(phone: str) -> list[str]:
    """The way for who has no internet; none where no number is known."""
    return [str(_("Of bel %(phone)s.", phone=phone))] if phone else []


def qr(address: str) -> str:
    """The square that a telephone reads, as SVG."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=0, dark=INK, xmldecl=False, nl=False)
    return drawn.getvalue().decode()
