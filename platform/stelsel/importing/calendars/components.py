"""From bytes to the components of a calendar: unfolded first, as a fold may cut through a letter, then decoded."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from stelsel.i18n import _
from stelsel.importing.table import Unreadable

MOST_BYTES = 5 * 1024 * 1024
MOST_EVENTS = 5_000
DEEPEST = 8
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """One line: its value as it stands there, and its parameters by name in capitals."""

    name: str
    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value of a property that holds text, its commas and line breaks as they are meant."""
        return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END. `line` is where it begins; `bad` the first line of it that makes no sense."""

    kind: str
    line: int
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)
    bad: int | None = None

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def get(self, name: str) -> Property | None:
        """The first of this name that says something."""
        return next((one for one in self.properties if one.name == name and one.value.strip()), None)

    def text(self, name: str) -> str:
        found = self.get(name)
        return found.text.strip() if found else ""


def parse(content: bytes) -> list[Component]:
    """What the calendars in a file hold: events, time zones and more. Raises Unreadable when it is no such file."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Deze agenda is te groot. We lezen hoogstens 5 MB."))
    found = [part for calendar in _tree(_lines(content)) if calendar.kind == "VCALENDAR" for part in calendar.parts]
    if sum(part.kind == "VEVENT" for part in found) > MOST_EVENTS:
        raise Unreadable(_("Deze agenda heeft meer dan 5.000 momenten. Deel hem op in delen."))
    return found


def _lines(content: bytes) -> list[tuple[int, str]]:
    """Every line with its number. A line that begins with a blank belongs to the one before it."""
    found: list[tuple[int, list[bytes]]] = []
    plain = content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for number, line in enumerate(plain.split(b"\n"), 1):
        if line[:1] in (b" ", b"\t") and found:
            found[-1][1].append(line[1:])
        elif line:
            found.append((number, [line]))
    whole = [(number, b"".join(pieces)) for number, pieces in found]
    try:
        return [(number, line.decode("utf-8")) for number, line in whole]
    except UnicodeDecodeError:
        return [(number, line.decode("cp1252", "replace")) for number, line in whole]


def _tree(lines: list[tuple[int, str]]) -> list[Component]:
    """The components of the outermost level. Raises Unreadable for a file that begins otherwise, or is cut off."""
    if not lines or lines[0][1].strip().upper() != "BEGIN:VCALENDAR":
        raise Unreadable(_("Dit is geen agenda. Kies een bestand of adres dat op .ics eindigt."))
    root = Component("", 0)
    opened = [root]
    for number, line in lines:
        name, _colon, rest = line.partition(":")
        match name.strip().upper():
            case "BEGIN" if len(opened) <= DEEPEST:
                opened.append(Component(rest.strip().upper(), number))
                opened[-2].parts.append(opened[-1])
            case "END" if rest.strip().upper() == opened[-1].kind:
                opened.pop()
            case "BEGIN" | "END":
                raise Unreadable(
                    _("In deze agenda klopt regel %(line)s niet: begin en einde passen niet.", line=number)
                )
            case _:
                _add(opened[-1], number, line)
    if len(opened) > 1:
        raise Unreadable(_("Deze agenda is afgebroken: het einde ontbreekt. Haal hem opnieuw op."))
    return root.parts


def _add(component: Component, number: int, line: str) -> None:
    try:
        name, parameters, value = Contentline(line).parts()
    except ValueError:
        component.bad = component.bad or number
        return
    said = {key.upper(): given for key, given in parameters.items() if isinstance(given, str)}
    component.properties.append(Property(name.upper(), said, value))
