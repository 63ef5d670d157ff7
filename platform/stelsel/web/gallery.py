"""Every component in its states, on one page: to look at, to photograph, to check for access."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from flask import render_template

from stelsel.geo.neighbourhood import Found, Named, Neighbourhood, neighbourhood
from stelsel.web import charts, shelf

_COUNTED = (310, 420, 388, None, 402, 377, 355, 512, 530, 498, 610, 640, 580, 615, 602, 590, 660, 671, 640, 702)


def render_gallery() -> str:
    """The page. Needs an application with assets, format, page and charts."""
    return render_template(
        "gallery.html",
        first=date(2026, 12, 1),
        second=date(2026, 12, 2),
        instant=datetime(2026, 12, 1, 13, 12, tzinfo=UTC),
        shelf=shelf.shelf("katwijk"),
        months=_months(),
        ratios=_ratios(),
        stacked=_stacked(),
        steps=_steps(),
        areas=_areas(),
        drawing=_sketch(),
        steps_done=_checklist(),
        occasions=_occasions(),
        bands=[charts.Band(date(2026, 12, 21), date(2027, 1, 3), "kerst")],
        term=_term(),
    )


def _months() -> list[charts.Month]:
    averages = charts.moving_average(_COUNTED, window=6, breaks=[12])
    labels = [(f"{index % 12 + 1}-{2025 + index // 12}", str(2025 + index // 12)) for index in range(len(_COUNTED))]
    return [
        charts.Month(label, year, value, average)
        for (label, year), value, average in zip(labels, _COUNTED, averages, strict=True)
    ]


def _ratios() -> list[charts.Ratio]:
    return [
        charts.Ratio("Limburg", 1.49, "n 147"),
        charts.Ratio("Zuid-Holland", 1.31, "n 308"),
        charts.Ratio("Gelderland", 0.99, "n 287"),
        charts.Ratio("Drenthe", 0.88, "n 77"),
        charts.Ratio("Zeeland", None, "n 2", "te weinig om te tonen"),
    ]


def _stacked() -> list[charts.Bar]:
    return [
        charts.Bar("Met aanmelden", (61, 9)),
        charts.Bar("Zonder aanmelden", (43, None)),
        charts.Bar("Doorverwezen", (None, None), "minder dan 5"),
    ]


def _steps() -> list[charts.Step]:
    return [
        charts.Step("Plafond", 1_360_000, "full"),
        charts.Step("Verleend", 612_000, "a"),
        charts.Step("Gereser\N{SOFT HYPHEN}veerd", 246_000, "b"),
        charts.Step("Nog niet volledig", 84_000, "c"),
        charts.Step("Vrij", 418_000, "d"),
    ]


def _areas() -> list[tuple[str, float | None, str]]:
    values: list[float | None] = [2, 7, 14, 26, 41, None, 12, 8]
    return [
        (f"M{20 + 130 * (i % 4)} {20 + 90 * (i // 4)}h120v80h-120z", value, f"Gebied {i + 1}")
        for i, value in enumerate(values)
    ]


def _sketch() -> Neighbourhood:
    found = [Found(1, 52.2, 4.41), Found(2, 52.19, 4.44), Found(3, 52.235, 4.443)]
    places = [Named("Leiden", 52.16, 4.49, 130_000), Named("Noordwijk", 52.235, 4.443, 45_000)]
    return neighbourhood(52.203, 4.402, label="2225", found=found, places=places, own="GM0537")


def _occasions() -> list[charts.Occasion]:
    """Wednesdays: odd weeks, of which the one between Christmas and New Year falls away."""
    days = [date(2026, 12, 2) + timedelta(weeks=week) for week in range(12)]
    off = date(2026, 12, 30)
    return [
        charts.Occasion(day, "dot" if day.isocalendar().week % 2 == 0 else "off" if day == off else "on")
        for day in days
    ]


def _term() -> SimpleNamespace:
    pauses = [charts.Pause(date(2026, 10, 26), date(2026, 11, 9), "14 dagen stil")]
    return SimpleNamespace(begin=date(2026, 10, 12), end=date(2027, 1, 25), pauses=pauses)


def _checklist() -> list[SimpleNamespace]:
    rows = (
        ("Adres en openingstijden", "Gecontroleerd op 12 november", "done", ""),
        ("Geheimhouding door vrijwilligers", "3 van 5 getekend", "next", "#"),
        ("Poster opgehangen", "Staat klaar om te printen", "open", "#"),
    )
    names = ("title", "note", "state", "url")
    return [SimpleNamespace(**dict(zip(names, row, strict=True)), action="") for row in rows]
