"""Reading files of others row by row, and telling of each row what became of it.

A room writes one function from row to outcome; reading, refusing, trying out and reporting are the same for all.

    table = importing.read_table(content, needs=("naam", "gemeente_code"))
    report = importing.run(scope, table, apply, dry_run=True)
"""

from stelsel.importing.cells import choice, day, number, optional, required, whole
from stelsel.importing.report import Outcome, Report, Result
from stelsel.importing.run import Apply, Progress, run
from stelsel.importing.table import Row, Table, Unreadable, read_table
from stelsel.importing.workbook import read_workbook

__all__ = [
    "Apply",
    "Outcome",
    "Progress",
    "Report",
    "Result",
    "Row",
    "Table",
    "Unreadable",
    "choice",
    "day",
    "number",
    "optional",
    "read_table",
    "read_workbook",
    "required",
    "run",
    "whole",
]
