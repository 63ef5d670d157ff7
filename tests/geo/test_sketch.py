import re

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st

from stelsel.geo import sketch
from stelsel.geo.neighbourhood import HEIGHT, MARGIN, PIN, WIDTH, Found, Named, clipped, neighbourhood, view_box
from stelsel.geo.sketch import country, on_country
from tests.support.pages import parse

PATH = re.compile(r"(M-?[\d.]+[ -][\d.]+(l-?[\d.]+[ -]?[\d.]+( ?-?[\d.]+[ -]?[\d.]+)*)?z)*")
LAT, LON = st.floats(50.75, 53.5), st.floats(3.4, 7.2)
NEAR = st.builds(Found, st.integers(1, 99), LAT, LON)


def test_the_country_has_every_municipality_and_province_within_the_page() -> None:
    drawn = country()
    assert len(drawn.municipalities) == 342
    assert len(drawn.provinces) == 12
    for shape in (*drawn.municipalities, *drawn.provinces):
        assert PATH.fullmatch(shape.path), shape.code
        for x, y in re.findall(r"M(-?[\d.]+)[ ]?(-?[\d.]+)", shape.path):
            assert 0 <= float(x) <= drawn.width
            assert 0 <= float(y) <= drawn.height
    assert sum(len(shape.path) for shape in drawn.municipalities) < 120_000


def test_the_country_is_drawn_once() -> None:
    assert country() is country()


def test_north_is_up_and_east_is_right() -> None:
    groningen, maastricht, den_haag = on_country(53.22, 6.57), on_country(50.85, 5.69), on_country(52.08, 4.3)
    assert groningen[1] < den_haag[1] < maastricht[1]
    assert den_haag[0] < maastricht[0] < groningen[0]


def test_the_sketch_near_katwijk_shows_what_the_list_says() -> None:
    found = [Found(1, 52.201, 4.412), Found(2, 52.19, 4.44), Found(3, 52.172, 4.438), Found(4, 52.243, 4.444)]
    places = [
        Named("Katwijk", 52.2, 4.4153),
        Named("Leiden", 52.158, 4.493, 119_713),
        Named("Utrecht", 52.09, 5.12, 376_435),
    ]
    drawn = neighbourhood(52.2, 4.4, label="2225", found=found, places=places, own="GM0537")
    assert [pin.number for pin in drawn.pins] == [1, 2, 3, 4]
    assert [ring.km for ring in drawn.rings] == [2, 5]
    assert drawn.rings[1].radius == pytest.approx(2.5 * drawn.rings[0].radius, abs=0.2)
    assert drawn.origin_label is not None
    assert drawn.origin_label.text == "2225"
    assert drawn.own
    assert drawn.land
    assert drawn.own not in drawn.land
    assert "Utrecht" not in {label.text for label in drawn.places}


def test_pins_on_one_spot_are_moved_apart() -> None:
    drawn = neighbourhood(52.2, 4.4, found=[Found(number, 52.21, 4.42) for number in range(1, 5)])
    for one in drawn.pins:
        for other in drawn.pins:
            if one.number < other.number:
                assert abs(one.x - other.x) >= PIN * 1.4 or abs(one.y - other.y) >= PIN * 1.4


@given(LAT, LON, st.lists(NEAR, max_size=6))
def test_every_sketch_can_be_drawn(lat: float, lon: float, found: list[Found]) -> None:
    drawn = neighbourhood(lat, lon, label="hier", found=found, places=[Named("Ergens", lat, lon, 1)])
    for path in (drawn.land, drawn.own, drawn.abroad):
        assert PATH.fullmatch(path)
    for pin in drawn.pins:
        assert 0 <= pin.x <= WIDTH
        assert 0 <= pin.y <= HEIGHT
    assert drawn.box == view_box(lat, lon, found)


@given(st.lists(st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)), min_size=3, max_size=20))
def test_what_is_cut_lies_on_the_page(ring: list[tuple[float, float]]) -> None:
    for x, y in clipped(ring):
        assert -MARGIN - 1e-6 <= x <= WIDTH + MARGIN + 1e-6
        assert -MARGIN - 1e-6 <= y <= HEIGHT + MARGIN + 1e-6


def test_a_shape_that_holds_the_page_covers_it() -> None:
    around = clipped([(-999, -999), (999, -999), (999, 999), (-999, 999)])
    left, right, top, bottom = -MARGIN, WIDTH + MARGIN, -MARGIN, HEIGHT + MARGIN
    assert {(round(x), round(y)) for x, y in around} == {(left, top), (right, top), (right, bottom), (left, bottom)}
    assert sketch.path_of([[(0, 0), (10, 0), (10, 10), (10.2, 10.1)]]) == "M0 0l10 0 0 10z"


def test_the_sketch_is_drawn_by_its_component(app: Flask) -> None:
    drawing = neighbourhood(52.2, 4.4, label="<2225>", found=[Found(7, 52.21, 4.42)], own="GM0537")
    template = (
        "{% from 'components/map_neighbourhood.html' import map_neighbourhood with context %}"
        "{{ map_neighbourhood('k', 'Kaart', 'Zie de lijst', drawing) }}"
    )
    with app.test_request_context():
        page = render_template_string(template, drawing=drawing)
    texts = [text.get_text() for text in parse(page).find_all("text")]
    assert texts[-2:] == ["<2225>", "7"]
    assert "style=" not in page
    assert "CC BY 4.0" in page
