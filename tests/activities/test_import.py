"""Activities come in from a file, are known again, and are refused row by row."""

from datetime import date, time
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from stelsel_tenants.activities.models import Activity, Frequency, RuleException
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


SENTENCE = (
    f"a4;Spreekuur;belastinghulp;{BRANCH};"
    '"Oneven weken op woensdag, 9.30 tot 11.00 uur, van 1 maart tot en met 1 mei 2027, niet in de schoolvakantie,'
    ' behalve op 24 maart 2027; de 1e maandag van de maand, 14.00 tot 16.00 uur, vanaf 1 maart 2027";;;;;;;;0'
)


def test_a_whole_sentence_may_stand_in_the_schedule_column(
    app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path
) -> None:
    code, output = run(app, tmp_path, SENTENCE)

    assert code == 0, output
    with scopes.reading() as scope:
        activity = scope.session.scalars(select(Activity)).one()
        odd, first = activity.rules
        assert (odd.frequency, odd.begins, odd.until) == (Frequency.ODD_WEEKS, time(9, 30), date(2027, 5, 2))
        assert (odd.not_in_school_holidays, odd.not_on_public_holidays) == (True, True)
        assert (first.frequency, first.nths, first.since) == (Frequency.MONTHLY, [1], date(2027, 3, 1))
        assert [one.day for one in activity.exceptions] == [date(2027, 3, 24)]


def test_a_date_that_is_twice_an_exception_is_refused_at_its_row(
    app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path
) -> None:
    code, output = run(app, tmp_path, SENTENCE.replace('";;;;;;;', '";;;;;2027-03-24;;'))

    assert code == 1
    assert "Voor deze datum staat er al een uitzondering" in output
