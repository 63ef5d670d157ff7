"""What the figures of questions are made of: two statements, however many questions there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func

from stelsel.geo.models import Municipality
from stelsel.tenancy import Scope
from stelsel_admin.dashboards.choice import Choice
from stelsel_admin.dashboards.models import QuestionFigures
from stelsel_admin.dashboards.queries import placed


@dataclass(frozen=True, slots=True)
class Row:
    """The questions of one kind about one body, in one province, of libraries of one size."""

    province: str
    size: str
    kind: str
    body: str
    questions: int


@dataclass(frozen=True, slots=True)
class Known:
    """`libraries`: (library, province) of those that wrote a question down, of the chosen size."""

    choice: Choice
    rows: Sequence[Row]
    libraries: Sequence[tuple[int, str]]


def known(scope: Scope, choice: Choice) -> Known:
    number = func.sum(QuestionFigures.questions)
    keys = (Municipality.province_code, QuestionFigures.kind, QuestionFigures.body)
    cells, size = placed(QuestionFigures, *keys)
    writers, size_of = placed(QuestionFigures, QuestionFigures.tenant_id, Municipality.province_code)
    within = (QuestionFigures.month >= choice.period.first, QuestionFigures.month <= choice.period.last)
    cells = cells.add_columns(size, number).where(*within).group_by(*keys, size).having(number > 0)
    writers = writers.where(*within, QuestionFigures.questions > 0).distinct()
    if choice.size:
        writers = writers.where(size_of == choice.size)
    return Known(
        choice=choice,
        rows=[
            Row(province, size_there, kind, body, int(questions))
            for province, kind, body, size_there, questions in scope.session.execute(cells)
        ],
        libraries=[(tenant_id, province) for tenant_id, province in scope.session.execute(writers)],
    )
