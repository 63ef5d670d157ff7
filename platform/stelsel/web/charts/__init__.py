"""Geometry of the charts that the server draws.

A function takes figures and gives a small frozen drawing in the pixels of its SVG; the macros in
`templates/components/chart_*.html` write it out. Every chart is drawn twice, at the width of a desk (580) and of a
phone (360), so that its words stay 13 pixels high. Figures that are absent are None, never 0.
"""

from flask import Flask

from stelsel.web.charts.bars import Bar, BarChart, bars
from stelsel.web.charts.choropleth import Legend, class_of, legend
from stelsel.web.charts.dots import DotChart, Ratio, dots
from stelsel.web.charts.line import LineChart, Month, months, moving_average
from stelsel.web.charts.season import Band, Occasion, Season, season
from stelsel.web.charts.term import Pause, Term, term
from stelsel.web.charts.waterfall import Step, Waterfall, waterfall

__all__ = [
    "Band",
    "Bar",
    "BarChart",
    "DotChart",
    "Legend",
    "LineChart",
    "Month",
    "Occasion",
    "Pause",
    "Ratio",
    "Season",
    "Step",
    "Term",
    "Waterfall",
    "bars",
    "class_of",
    "dots",
    "init_app",
    "legend",
    "months",
    "moving_average",
    "season",
    "term",
    "waterfall",
]

WIDE, NARROW = 580, 360


def init_app(app: Flask) -> None:
    """Give the macros their geometry."""
    app.jinja_env.globals["chart"] = {
        "months": months,
        "dots": dots,
        "bars": bars,
        "waterfall": waterfall,
        "season": season,
        "term": term,
        "legend": legend,
        "class_of": class_of,
        "widths": ((WIDE, "l"), (NARROW, "s")),
    }
