"""`stelsel worker`."""

import signal

import click
from flask.cli import ScriptInfo

from stelsel import logs
from stelsel.jobs.worker import Worker


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@click.pass_obj
def worker(info: ScriptInfo, once: bool) -> None:
    """Do the jobs that the pages ask for: mail, figures, clearing up."""
    logs.configure()
    working = Worker(info.load_app())
    if once:
        click.echo(f"{working.run_due()} jobs")
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: working.stop())
    working.run()
