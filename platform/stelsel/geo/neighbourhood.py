"""The sketch beside a search: the surroundings of a point, with what was found as numbered pins. Pure.

Shapes, circles, labels and pins as plain data; `components/map_neighbourhood.html` draws them. The numbers are those
of the list beside it: the sketch shows nothing that the list does not say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians, sin

from stelsel.geo.boundaries import Boundaries, shipped_boundaries
from stelsel.geo.distance import KM_PER_DEGREE, Box
from stelsel.geo.outline import UNITS, Ring
from stelsel.geo.sketch import Spot, path_of

WIDTH, HEIGHT = 400, 462
LEAST_KM = 6.0
"""The least half width of a sketch: closer by, boundaries say nothing."""
MOST_KM = 60.0
ROOM = 0.82
"""The part of the sketch in which the farthest pin may lie."""
RINGS_KM = ((1, 2), (2, 5), (5, 10), (5, 15), (10, 20), (15, 30), (20, 50))
PIN, ORIGIN = 15, 8
"""Radius of a pin, half the side of the mark of the point itself."""
MOST_LABELS = 12
CHARACTER, LINE = 6.4, 15
"""About how wide a character of a label is, and how high a line."""
MARGIN = 8
"""How far outside the sketch shapes are cut, so that no border runs along its edge."""

# Belgium and Germany, by hand: its inland side runs through the Netherlands, which are drawn over it.
ABROAD: tuple[tuple[float, float], ...] = (
    (51.095, 2.55), (51.235, 2.92), (51.358, 3.30), (51.373, 3.368), (51.335, 3.45), (51.325, 3.60), (51.30, 3.75),
    (51.28, 3.90), (51.29, 4.05), (51.31, 4.15), (51.345, 4.22), (51.40, 4.32), (51.46, 4.45), (51.50, 4.90),
    (51.40, 5.20), (51.35, 5.60),
    (51.45, 5.95), (51.75, 6.00), (51.90, 6.20), (52.10, 6.60), (52.28, 6.85), (52.45, 6.75), (52.55, 6.60),
    (52.67, 6.80), (52.85, 7.00), (53.05, 7.05), (53.22, 7.15), (53.240, 7.208), (53.31, 7.24), (53.335, 7.17),
    (53.32, 7.03), (53.40, 7.01), (53.50, 7.06), (53.60, 7.14), (53.68, 7.30), (53.70, 9.00), (49.50, 9.00),
    (49.50, 2.55),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Something to pin. `number` is its number in the list beside the sketch."""

    number: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Named:
    """A place that may get a label. The largest get one first."""

    name: str
    lat: float
    lon: float
    inhabitants: int = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """A ring around the point; `label` says how far it is and `at` where that may stand."""

    x: float
    y: float
    radius: float
    km: int
    at: Spot | None


@dataclass(frozen=True, slots=True)
class Label:
    """`anchor` is a value of text-anchor."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered pin; `x, y` is its middle. Pins that would cover each other are moved apart a little."""

    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A sketch of `width` by `height` user units. Draw in this order, on a ground that stands for water."""

    width: int
    height: int
    abroad: str
    land: str
    own: str
    rings: tuple[Circle, ...]
    places: tuple[Label, ...]
    origin: Spot
    origin_label: Label | None
    pins: tuple[Pin, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class View:
    """What part of the world is on the page. `scale`: user units per kilometre."""

    lat: float
    lon: float
    scale: float

    @classmethod
    def around(cls, lat: float, lon: float, found: Sequence[Found]) -> "View":
        """The view that holds the point and what was found, with the point near the middle if there is room."""
        east = cos(radians(lat)) * KM_PER_DEGREE
        xs = [0.0, *((one.lon - lon) * east for one in found)]
        ys = [0.0, *((one.lat - lat) * KM_PER_DEGREE for one in found)]
        half = max(LEAST_KM, (max(xs) - min(xs)) / 2 / ROOM, (max(ys) - min(ys)) / 2 / ROOM * WIDTH / HEIGHT)
        scale = WIDTH / 2 / min(half, MOST_KM)
        x = _nearest_nought(max(xs), min(xs), ROOM * WIDTH / 2 / scale)
        y = _nearest_nought(max(ys), min(ys), ROOM * HEIGHT / 2 / scale)
        return cls(lat + y / KM_PER_DEGREE, lon + x / east, scale)

    @property
    def box(self) -> Box:
        high = HEIGHT / 2 / self.scale / KM_PER_DEGREE
        wide = WIDTH / 2 / self.scale / (cos(radians(self.lat)) * KM_PER_DEGREE)
        return Box(self.lat - high, self.lon - wide, self.lat + high, self.lon + wide)

    def spot(self, lat: float, lon: float) -> Spot:
        east = cos(radians(self.lat)) * KM_PER_DEGREE
        return (
            WIDTH / 2 + (lon - self.lon) * east * self.scale,
            HEIGHT / 2 - (lat - self.lat) * KM_PER_DEGREE * self.scale,
        )


def view_box(lat: float, lon: float, found: Sequence[Found] = ()) -> Box:
    """The part of the world that `neighbourhood` will show: where places to name may be looked up."""
    return View.around(lat, lon, found).box


def neighbourhood(
    lat: float,
    lon: float,
    *,
    label: str = "",
    found: Sequence[Found] = (),
    places: Iterable[Named] = (),
    own: str | None = None,
    boundaries: Boundaries | None = None,
) -> Neighbourhood:
    """The sketch around a point. `own` is the municipality to stand out; `label` the words beside the point."""
    view = View.around(lat, lon, found)
    origin = view.spot(lat, lon)
    taken = Taken()
    taken.add_round(origin, ORIGIN + 2)
    origin_label = _origin_label(origin, label, taken)
    pins = tuple(_pins(view, found, taken))
    rings = tuple(_rings(origin, view.scale, taken))
    return Neighbourhood(
        width=WIDTH,
        height=HEIGHT,
        abroad=path_of([clipped([view.spot(*point) for point in ABROAD])]),
        land=path_of(_shapes(view, boundaries or shipped_boundaries(), own, mine=False)),
        own=path_of(_shapes(view, boundaries or shipped_boundaries(), own, mine=True)),
        rings=rings,
        places=tuple(_labels(view, (place for place in places if place.name != label), taken)),
        origin=(round(origin[0], 1), round(origin[1], 1)),
        origin_label=origin_label,
        pins=pins,
        box=view.box,
    )


class Taken:
    """The rectangles on the page that already hold something."""

    def __init__(self) -> None:
        self.rectangles: list[tuple[float, float, float, float]] = []

    def add_round(self, spot: Spot, radius: float) -> None:
        self.rectangles.append((spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius))

    def claim(self, label: Label) -> bool:
        """Take the room of a label; False when part of it is taken or off the page."""
        wide = len(label.text) * CHARACTER
        left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
        mine = (left, label.y - LINE + 3, left + wide, label.y + 4)
        inside = mine[0] >= 4 and mine[1] >= 2 and mine[2] <= WIDTH - 4 and mine[3] <= HEIGHT - 4
        if not inside or any(_overlap(mine, other) for other in self.rectangles):
            return False
        self.rectangles.append(mine)
        return True

    def is_free(self, spot: Spot, radius: float) -> bool:
        mine = (spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius)
        return not any(_overlap(mine, other) for other in self.rectangles)


def clipped(ring: Sequence[Spot]) -> list[Spot]:
    """The part of a ring on the page, a margin included (Sutherland and Hodgman: one edge of the page at a time)."""
    points = list(ring)
    for axis, limit, sign in ((0, -MARGIN, 1), (0, WIDTH + MARGIN, -1), (1, -MARGIN, 1), (1, HEIGHT + MARGIN, -1)):
        points = list(_cut(points, axis, limit, sign))
    return points


def _cut(points: list[Spot], axis: int, limit: float, sign: int) -> Iterator[Spot]:
    for before, here in pairwise([*points[-1:], *points]):
        was_in, is_in = (before[axis] - limit) * sign >= 0, (here[axis] - limit) * sign >= 0
        if was_in != is_in:
            part = (limit - before[axis]) / (here[axis] - before[axis])
            yield before[0] + (here[0] - before[0]) * part, before[1] + (here[1] - before[1]) * part
        if is_in:
            yield here


def _shapes(view: View, boundaries: Boundaries, own: str | None, *, mine: bool) -> Iterator[list[Spot]]:
    seen = view.box
    for area in boundaries.municipalities:
        if (area.code == own) is mine and area.box.meets(seen):
            yield from (clipped(_spots(view, ring)) for ring in area.outline)


def _spots(view: View, ring: Ring) -> list[Spot]:
    return [view.spot(lat / UNITS, lon / UNITS) for lat, lon in ring]


def _nearest_nought(most: float, least: float, room: float) -> float:
    """The middle nearest to nought from which `least` and `most` lie within `room`."""
    low, high = most - room, least + room
    return (most + least) / 2 if low > high else min(max(0.0, low), high)


def _pins(view: View, found: Sequence[Found], taken: Taken) -> Iterator[Pin]:
    for one in found:
        spot = view.spot(one.lat, one.lon)
        if not view.box.holds(one.lat, one.lon):
            continue
        x, y = next((near for near in _around(spot) if _fits(near) and taken.is_free(near, PIN)), spot)
        taken.add_round((x, y), PIN)
        yield Pin(round(x, 1), round(y, 1), one.number)


def _around(spot: Spot) -> Iterator[Spot]:
    """The spot itself, then further and further away, clockwise from the north east."""
    yield spot
    for distance in (PIN, 1.6 * PIN, 2.2 * PIN):
        for eighth in range(8):
            angle = pi / 4 * eighth - pi / 4
            yield spot[0] + distance * cos(angle), spot[1] + distance * sin(angle)


def _fits(spot: Spot) -> bool:
    return PIN + 2 <= spot[0] <= WIDTH - PIN - 2 and PIN + 2 <= spot[1] <= HEIGHT - PIN - 2


def _origin_label(origin: Spot, text: str, taken: Taken) -> Label | None:
    x, y = origin
    beside = ORIGIN + 6
    choices = (
        Label(x - beside, y + 5, text, "end"),
        Label(x + beside, y + 5, text, "start"),
        Label(x, y - beside, text),
        Label(x, y + beside + 11, text),
    )
    return next((label for label in map(_whole, choices) if text and taken.claim(label)), None)


def _rings(origin: Spot, scale: float, taken: Taken) -> Iterator[Circle]:
    fitting = [pair for pair in RINGS_KM if pair[1] * scale <= 0.47 * WIDTH]
    x, y = origin
    for km in fitting[-1] if fitting else RINGS_KM[0]:
        radius = km * scale
        marks = (_ring_label(origin, radius, degrees, km) for degrees in (55, 125, 305, 235, 90, 270, 0, 180))
        at = next(((mark.x, mark.y) for mark in marks if taken.claim(mark)), None)
        yield Circle(round(x, 1), round(y, 1), round(radius, 1), km, at)


def _ring_label(origin: Spot, radius: float, degrees: float, km: int) -> Label:
    angle = radians(degrees)
    return _whole(Label(origin[0] + radius * cos(angle), origin[1] + radius * sin(angle) + 4, f"{km} km"))


def _labels(view: View, places: Iterable[Named], taken: Taken) -> Iterator[Label]:
    left = MOST_LABELS
    for place in sorted(places, key=lambda place: (-place.inhabitants, place.name)):
        x, y = view.spot(place.lat, place.lon)
        choices = (_whole(Label(x, y + shift, place.name)) for shift in (4, -16, 24))
        label = next((label for label in choices if taken.claim(label)), None)
        if label is not None:
            yield label
            left -= 1
        if left == 0:
            return


def _whole(label: Label) -> Label:
    return Label(round(label.x, 1), round(label.y, 1), label.text, label.anchor)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
