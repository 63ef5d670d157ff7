"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None
<% guards = config.attributes.get("guards") or {} %>
GUARDS: dict[str, list[str]] = {
% for dialect, statements in guards.items():
    "${dialect}": [
% for statement in statements:
        ${repr(statement)},
% endfor
    ],
% endfor
}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
    for statement in GUARDS.get(op.get_bind().dialect.name, []):
        op.execute(statement)


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
