"""What a process of `songhanh serve` runs: the pages, and beside them the schedule."""

from songhanh.config.wsgi import application

# isort: split
# Only now: the schedule's work reads models, which are there once the line above has set Django up.
from songhanh.config.jobs import start_jobs

__all__ = ["application"]

start_jobs()
