"""A page that no browser test opened fails the suite."""

from tests.support import census


def test_an_unseen_page_is_named() -> None:
    assert census.compare({"site.agenda", "static"}, {"site.agenda"}, {"static"}) == []
    assert census.compare({"site.agenda", "static"}, set(), {"static"}) == [
        "no browser test opened the page 'site.agenda'"
    ]


def test_the_list_of_what_is_no_page_stays_true() -> None:
    gone, opened = census.compare({"feed"}, {"feed"}, {"feed", "old"})
    assert "'old'" in gone
    assert "'feed'" in opened
