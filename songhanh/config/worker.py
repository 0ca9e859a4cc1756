"""What a process of `songhanh serve` runs: the pages, and beside them the schedule."""

from songhanh.config.jobs import start_jobs
from songhanh.config.wsgi import application

__all__ = ["application"]

start_jobs()
