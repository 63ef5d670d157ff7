"""Activities come in from a file, are known again, and are refused row by row."""

from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel_tenants.activities import rooster
from stelsel_tenants.activities.models import Activity, Frequency, RuleException
from stelsel_tenants.activities.rooster import Rooster
from stelsel_tenants.activities.schedule import LAST
from stelsel_tenants.activities.sentence import NL, NTHS, WEEKDAYS
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

HEAD = "extern_id;titel;soort;vestiging;rooster;begintijd;eindtijd;van;tot;behalve;plaatsen;aanmelden;prijs_cent"
BRANCH = "Bibliotheek Katwijk Katwijk"
GOOD = f"a1;Taalcafé;Taalcafé;{BRANCH};oneven weken op dinsdag en donderdag;10:00;12.00;2026-12-01;;schoolvakantie;;;"
LIMITED = (
    f"a2;Hulp bij aangifte;belastinghulp;{BRANCH};1e en 3e maandag;14:00;16:00;2027-03-01;2027-05-01;"
    "2027-04-05,feestdagen;8;ja;0"
)
BAD = f"a3;Fout;belastinghulp;{BRANCH};af en toe;14:00;16:00;2027-03-01;;;;;"


def run(app: Flask, tmp_path: Path, *rows: str, more: tuple[str, ...] = ()) -> tuple[int, str]:
    file = tmp_path / "agenda.csv"
    file.write_text("\n".join([HEAD, *rows]), "utf-8")
    result = app.test_cli_runner().invoke(args=["import", "activities", str(file), "--library", "katwijk", *more])
    return result.exit_code, result.output


def titles(scopes: Scopes) -> list[str]:
    with scopes.reading() as scope:
        return list(scope.session.scalars(select(Activity.title).order_by(Activity.title)))


def test_rows_come_in_and_a_second_time_nothing_changes(
    app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path
) -> None:
    code, output = run(app, tmp_path, GOOD, LIMITED)
    assert code == 0, output
    assert titles(scopes) == ["Hulp bij aangifte", "Taalcafé"]
    with scopes.reading() as scope:
        assert [f"{one:%d-%m}" for one in scope.session.scalars(select(RuleException.day))] == ["05-04"]
        before = sorted(map(tuple, scope.session.execute(select(Activity.extern_id, Activity.version)).all()))

    assert run(app, tmp_path, GOOD, LIMITED)[0] == 0
    with scopes.reading() as scope:
        assert sorted(map(tuple, scope.session.execute(select(Activity.extern_id, Activity.version)).all())) == before

    assert run(app, tmp_path, GOOD.replace("Taalcafé;Taal", "Praten;Taal"))[0] == 0
    assert titles(scopes) == ["Hulp bij aangifte", "Praten"]


def test_one_bad_row_keeps_all_out_unless_asked(app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path) -> None:
    code, output = run(app, tmp_path, GOOD, BAD)
    assert code == 1
    assert "3" in output
    assert "Dit rooster kennen we niet" in output
    assert titles(scopes) == []

    assert run(app, tmp_path, GOOD, BAD, more=("--skip-bad",))[0] == 0
    assert titles(scopes) == ["Taalcafé"]


def test_a_trial_keeps_nothing(app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path) -> None:
    assert run(app, tmp_path, GOOD, more=("--dry-run",))[0] == 0
    assert titles(scopes) == []


def test_rows_of_another_library_stay_away(app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "agenda.csv"
    other = GOOD.replace(BRANCH, "Bibliotheek Venlo Venlo")
    file.write_text(f"bibliotheek;{HEAD}\nkatwijk;{GOOD}\nbibliotheek-venlo;{other}\n", "utf-8")

    result = app.test_cli_runner().invoke(args=["import", "activities", str(file)])

    assert result.exit_code == 0, result.output
    for slug in ("katwijk", "venlo"):
        with scopes.reading(slug) as scope:
            assert scope.session.scalars(select(Activity.title)).all() == ["Taalcafé"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("eenmalig", Rooster(Frequency.ONCE)),
        ("elke week op woensdag", Rooster(Frequency.WEEKLY, (3,))),
        ("Oneven weken op dinsdag en donderdag", Rooster(Frequency.ODD_WEEKS, (2, 4))),
        ("1e en 3e maandag", Rooster(Frequency.MONTHLY, (1,), (1, 3))),
        ("laatste vrijdag", Rooster(Frequency.MONTHLY, (5,), (LAST,))),
        ("even weken op maandag, dinsdag en vrijdag", Rooster(Frequency.EVEN_WEEKS, (1, 2, 5))),
    ],
)
def test_the_words_of_libraries_are_understood(text: str, meant: Rooster) -> None:
    assert rooster.read(text) == meant


@pytest.mark.parametrize("text", ["", "soms", "elke week op woensdagmiddag", "6e maandag", "op maandag", "1e", "en"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(rooster.NotUnderstood):
        rooster.read(text)


WEEKS = st.builds(
    Rooster,
    st.sampled_from([Frequency.WEEKLY, Frequency.ODD_WEEKS, Frequency.EVEN_WEEKS]),
    st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
)
MONTHS = st.builds(
    Rooster,
    st.just(Frequency.MONTHLY),
    st.integers(1, 7).map(lambda day: (day,)),
    st.sets(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1).map(lambda nths: tuple(sorted(nths))),
)


def written(one: Rooster) -> str:
    """The words that a library writes."""
    days = " en ".join(WEEKDAYS[NL][day - 1] for day in one.weekdays)
    if one.frequency is Frequency.MONTHLY:
        return f"{' en '.join(NTHS[NL][nth] for nth in one.nths)} {days}"
    return f"{next(words for words, frequency in rooster.WEEKS.items() if frequency is one.frequency)} op {days}"


@given(WEEKS | MONTHS)
def test_what_is_written_is_read_back_the_same(one: Rooster) -> None:
    assert rooster.read(written(one)) == one
