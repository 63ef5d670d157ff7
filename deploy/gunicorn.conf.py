"""The settings of `stelsel serve`, for who runs gunicorn without it, and for what is measured beside it (make bench).

gunicorn --config deploy/gunicorn.conf.py "stelsel.app:create_app()"
"""

import os
from typing import Any

bind = os.environ.get("STELSEL_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("STELSEL_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("STELSEL_THREADS", "4"))

# A statement ends after five seconds and a wait for a connection after two: a request that takes longer hangs.
timeout = 30
graceful_timeout = 20
keepalive = 5

# A worker is renewed now and then, not all at once.
max_requests = 20_000
max_requests_jitter = 2_000

# What the application bounds as well, refused before it is reached.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# The front server's address; it alone may say who the visitor is.
forwarded_allow_ips = os.environ.get("STELSEL_FRONT", "127.0.0.1,::1")

worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 -- heartbeats in memory
accesslog = None
errorlog = "-"
loglevel = os.environ.get("STELSEL_LOG_LEVEL", "warning")
proc_name = "stelsel"


def child_exit(_server: Any, worker: Any) -> None:
    """A worker's figures stay in the sum after it has gone; its gauges do not."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
