"""An application in every state that a form acts on, made by the people of the network through the services."""

from collections.abc import Iterator

from flask import Flask

from stelsel_admin.subsidies.assessment import service as assessment
from tests.subsidies.stage import Stage

CODES = {"eerste": "EE", "tweede": "TW"}
"""Two schemes, for one of its kind per library is the rule."""
APPLY = "/subsidies/{scheme}/aanvragen/{slug}/{page}"
CASE = "/subsidies/behandelen/{case}{page}"


def pages(app: Flask) -> list[tuple[str, str]]:
    """Who opens what, so that every form of the subsidies is seen with all that it needs behind it."""
    return list(_pages(Stage(app)))


def _pages(stage: Stage) -> Iterator[tuple[str, str]]:
    first, second = (
        stage.scheme(slug, code=code, amount={"kind": "fixed_sum", "cents": 660_150}) for slug, code in CODES.items()
    )

    yield "coordinator", "/subsidies/eerste/aanvragen/"
    yield "redactie_den-haag", APPLY.format(scheme="eerste", slug="den-haag", page="")
    stage.filled(first, "katwijk")
    yield "redactie_katwijk", APPLY.format(scheme="eerste", slug="katwijk", page="invullen")
    yield "directie_katwijk", APPLY.format(scheme="eerste", slug="katwijk", page="ondertekenen")

    received = stage.submitted(first, "venlo")
    yield "directie_venlo", APPLY.format(scheme="eerste", slug="venlo", page="intrekken")
    yield "coordinator", CASE.format(case=received, page="/verklaring")
    stage.declare("beoordelaar1", received)
    yield "beoordelaar1", CASE.format(case=received, page="")

    checked = stage.declared(stage.submitted(first, "gooi-en-meer"))
    with stage.between("beoordelaar1", "gooi-en-meer") as scope:
        assessment.take_up(scope, checked)
    yield "beoordelaar1", CASE.format(case=checked, page="")
    yield "beoordelaar1", CASE.format(case=checked, page="/aanvulling")

    lacking = stage.declared(stage.submitted(first, "oost-achterhoek"))
    with stage.between("beoordelaar1", "oost-achterhoek") as scope:
        assessment.take_up(scope, lacking)
    with stage.between("beoordelaar1", "oost-achterhoek") as scope:
        assessment.ask_supplement(scope, lacking, names=["vraag_plan"], text="Waar is het?")
    yield "redactie_oost-achterhoek", APPLY.format(scheme="eerste", slug="oost-achterhoek", page="invullen")
    yield "directie_oost-achterhoek", APPLY.format(scheme="eerste", slug="oost-achterhoek", page="ondertekenen")

    complete = stage.declared(stage.submitted(second, "katwijk"))
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, complete)
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.find_complete(scope, complete)
    yield "beoordelaar1", CASE.format(case=complete, page="/beoordeling")

    assessed = stage.assessed(stage.declared(stage.submitted(second, "venlo")), "venlo")
    yield "controleur", CASE.format(case=assessed, page="")

    controlled = stage.controlled(stage.declared(stage.submitted(second, "gooi-en-meer")), "gooi-en-meer")
    yield "controleur", CASE.format(case=controlled, page="/controle")

    agreed = stage.controlled(stage.declared(stage.submitted(second, "oost-achterhoek")), "oost-achterhoek")
    stage.agreed(agreed, "oost-achterhoek")
    yield "coordinator", CASE.format(case=agreed, page="")

    adopted = stage.controlled(stage.declared(stage.submitted(second, "den-haag")), "den-haag")
    stage.agreed(adopted, "den-haag")
    yield "beslisser", CASE.format(case=stage.adopted(adopted, "den-haag"), page="/besluit")
