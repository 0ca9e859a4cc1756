"""What a process of `songhanh serve` runs: the pages, and beside them the schedule."""

import gc
import sys

from songhanh.config.wsgi import application as pages

# isort: split
# Only now: what follows reads models, which are there once the line above has set Django up.
from songhanh.config.jobs import start_jobs
from songhanh.config.serving.entry import Entry
from songhanh.config.serving.house import house
from songhanh.config.serving.pages import Pages

__all__ = ["application"]

# Pages are made in threads, scans on the event loop, one of them at a time has the interpreter. With Python's usual
# turn of 5 ms, four busy pages keep a scan waiting for a second; with this one for 20 ms, and pages are no slower.
sys.setswitchinterval(0.0001)
THREADS = 4
application = Entry(Pages(pages, THREADS), house)

# What is loaded by now stays for good: the collector need not walk it again in the middle of a page.
gc.collect()
gc.freeze()
start_jobs()
