"""The interface for programs: `/api/v1` (FEATURES D16, C20).

| part | what |
|---|---|
| `door`, `fields`, `cursors`, `lists` | how words are read, what every answer bears, pages of lists |
| `asking`, `schemas`, `bodies` | shapes: what may be asked, what is told, what is sent |
| `network`, `places`, `offered`, `changes`, `addresses` | read models over what the network shows |
| `views`, `writing`, `offers` | what everybody may read; what a program with a key may write |
| `models`, `once`, `jobs` | a request that is sent twice is done once |
| `spec`, `pages` | the description, and the pages for developers |
"""

from flask import Flask

from stelsel_tenants.api import door, jobs, pages, spec

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    spec.init_app(app)
    door.init_app(app)
    app.register_blueprint(pages.bp)
