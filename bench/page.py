"""Results as text, and docs/benchmarks.md: one section a bench, replaced when it runs again."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench import machine
from bench.machine import Result, p95, shown

MISSED = "**missed**"


def plain(result: Result) -> str:
    """For the console."""
    lines = [f"\n{result.title}\n  {result.what}"]
    lines += [f"  {shown(side.median):>9}  {side.name}: {side.does}" for side in result.sides]
    lines += [f"  {'met' if aim.met else 'MISSED'}: {aim.text} (here {aim.came_out})" for aim in result.aims]
    return "\n".join([*lines, *(f"  {note}" for note in result.notes)])


def section(result: Result) -> str:
    """For the page; the comments are where the next run finds it."""
    rows = [
        f"| {side.name} | {side.does} | {shown(side.median)} | {shown(p95(side.seconds))} | {len(side.seconds)} |"
        for side in result.sides
    ]
    aims = [f"- {aim.text}: {aim.came_out}, {'met' if aim.met else MISSED}" for aim in result.aims]
    notes = [f"\n{note}" for note in result.notes]
    body = "\n".join(
        [
            f"## {result.title}",
            "",
            result.what,
            "",
            "| side | what it does | median | p95 | rounds |",
            "| --- | --- | ---: | ---: | ---: |",
            *rows,
            "",
            *aims,
            *notes,
            "",
            f"<small>{machine.machine()}; load {machine.load():.1f}</small>",
        ]
    )
    return f"<!-- {result.name} -->\n{body}\n<!-- /{result.name} -->"


def write(path: Path, results: Sequence[Result]) -> None:
    """Put each section in the place of its predecessor, or at the end."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    for result in results:
        fresh, name = section(result), re.escape(result.name)
        place = re.compile(f"<!-- {name} -->.*?<!-- /{name} -->", re.S)
        if place.search(text):
            text = place.sub(lambda _found, fresh=fresh: fresh, text)
        else:
            text = f"{text.rstrip()}\n\n{fresh}\n"
    path.write_text(text, encoding="utf-8")
