"""The measuring itself: bounded, and honest about pages that do not answer."""

from collections import Counter

import pytest

from tests.bench import load, pages, table
from tests.bench.served import served


def result(rate: float, status: int) -> load.Result:
    return load.Result(rate=rate, median=1.0, slowest=2.0, statuses=Counter({status: 10}), length=100)


@pytest.mark.parametrize(("status", "rate", "met"), [(200, 500.0, True), (200, 499.0, False), (404, 9000.0, False)])
def test_a_goal_is_met_by_the_right_answer_at_the_right_speed(status: int, rate: float, met: bool) -> None:
    case = pages.Case("agenda", "/agenda", "page", 0.5)
    assert pages.judge(case, [result(rate, status)] * 3, 1000.0).met is met


def test_the_table_says_what_was_not_met() -> None:
    drawn = table.draw([table.Line("agenda", "12/s", "≥ 0.5 × bare page", met=False), table.Line("hello", "30/s")])
    assert "NOT MET" in drawn
    assert [line.split()[0] for line in drawn.splitlines()[2:]] == ["agenda", "hello"]


def test_the_floor_answers_and_a_load_is_bounded(tmp_path_factory: pytest.TempPathFactory) -> None:
    with served("tests.bench.floor:create_app()", {"FLOOR_DIR": str(tmp_path_factory.mktemp("floor"))}) as floor:
        status, headers, body = load.get(floor.port, "/page")
        assert status == 200
        assert body.count(b"<article>") == 20
        assert headers["content-type"].startswith("text/html")

        found = load.run(floor.port, "/hello", requests=40, connections=2)
        assert found.statuses == {200: 40}
        assert found.length == len("hello world")

        assert sum(load.run(floor.port, "/hello", requests=100_000, seconds=0.2).statuses.values()) < 100_000
        assert floor.memory() > 10
