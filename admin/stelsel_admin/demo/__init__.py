"""The demo network: real names, a made-up year, everything marked as an example."""

from flask import Flask

from stelsel_admin.demo import cli, reference


def init_app(app: Flask) -> None:
    cli.init_app(app)
    reference.init_app(app)
