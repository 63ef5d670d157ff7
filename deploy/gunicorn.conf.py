"""The settings of `stelsel serve`, for who runs gunicorn without it, and for what is measured beside it (make bench).

gunicorn --config deploy/gunicorn.conf.py "stelsel.wsgi:application()"
"""

import os

from stelsel.serve import gunicorn_settings

globals().update(gunicorn_settings())
threads = int(os.environ.get("STELSEL_THREADS", "4"))
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 -- heartbeats in memory
