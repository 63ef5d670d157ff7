"""What is counted of jobs. Names of jobs and outcomes only."""

from prometheus_client import Counter

ATTEMPTS = Counter("stelsel_job_attempts", "Attempts at jobs, by name and how they went", ["job", "outcome"])
