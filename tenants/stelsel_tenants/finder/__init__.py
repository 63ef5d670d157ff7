"""The finder: help near a place, over all libraries at once, and the other pages of the network.

| part | what |
|---|---|
| `wish`, `period` | what an address asks for: place, kind, days, distance |
| `near` | branches around a spot and their sessions: a fixed number of statements however many rows there are |
| `search`, `otherwise` | the page of a search put together, and what it says when nothing fits |
| `feeds` | a search as a calendar or feed |
| `home`, `network`, `sitemap` | what the home page, the lists of libraries and partners, and search engines read |
| `views`, `texts`, `machines` | the addresses |

It reads the published projection only (`site.models`), under a scope that may write nothing. What somebody looks for is
kept nowhere and stands in no log: it can be about debts or illness. Who wants to be told what is new around a place
asks for it on a page of its own (`newsletters`).
"""

from flask import Flask


def init_app(app: Flask) -> None:
    from stelsel_tenants.finder import machines, texts, views

    app.register_blueprint(views.bp)
    app.register_blueprint(texts.bp)
    app.register_blueprint(machines.bp)
