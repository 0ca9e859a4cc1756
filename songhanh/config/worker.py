"""What a process of `songhanh serve` runs: the pages, and beside them the schedule."""

import gc

from songhanh.config.wsgi import application

# isort: split
# Only now: the schedule's work reads models, which are there once the line above has set Django up.
from songhanh.config.jobs import start_jobs

__all__ = ["application"]

# What is loaded by now stays for good: the collector need not walk it again in the middle of a page.
gc.collect()
gc.freeze()
start_jobs()
