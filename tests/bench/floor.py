"""The floor that figures are held against: a bare hello, and a bare page with one select of twenty rows."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask, render_template_string
from sqlalchemy import Engine, Index, create_engine, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

ROWS, TENANTS = 30_000, 150
FIRST = datetime(2026, 1, 1, 10, tzinfo=UTC).replace(tzinfo=None)
PAGE = """<!doctype html>
<html lang="nl"><head><title>Agenda</title></head><body>
<nav>{% for number in range(12) %}<a href="/deel/{{ number }}">Deel {{ number }}</a>{% endfor %}</nav>
<main><h1>Agenda</h1>
{% for row in rows %}<article><h2><a href="/sessie/{{ row.id }}">{{ row.title }}</a></h2>
<p><time datetime="{{ row.starts_at.isoformat() }}">{{ row.starts_at.strftime('%d-%m-%Y %H.%M') }}</time>
{{ row.place }}</p><p>{{ row.summary }}</p>
<ul>{% for point in range(4) %}<li>Punt {{ point }}</li>{% endfor %}</ul></article>{% endfor %}
</main></body></html>"""


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "row"
    __table_args__ = (Index("ix_row_tenant_starts", "tenant_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int]
    title: Mapped[str]
    summary: Mapped[str]
    place: Mapped[str]
    starts_at: Mapped[datetime]


def database(path: Path) -> Engine:
    """The rows, made once."""
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA journal_mode=WAL"))
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        if session.scalar(select(Row.id).limit(1)) is None:
            session.execute(
                insert(Row),
                [
                    {
                        "tenant_id": number % TENANTS,
                        "title": f"Spreekuur {number}",
                        "summary": "Hulp bij de belastingaangifte. " * 10,
                        "place": "Bibliotheek",
                        "starts_at": FIRST + timedelta(hours=number % 8000),
                    }
                    for number in range(ROWS)
                ],
            )
    return engine


def create_app() -> Flask:
    """The bare application; its database in the folder FLOOR_DIR."""
    app = Flask("floor")
    engine = database(Path(os.environ["FLOOR_DIR"]) / "floor.sqlite")
    twenty = (
        select(Row)
        .where(Row.tenant_id == 1, Row.starts_at >= FIRST + timedelta(days=60))
        .order_by(Row.starts_at, Row.id)
        .limit(20)
    )

    @app.get("/hello")
    def hello() -> str:
        return "hello world"

    @app.get("/page")
    def page() -> str:
        with Session(engine) as session:
            return render_template_string(PAGE, rows=session.scalars(twenty).all())

    return app
