"""What a process of its own keeps in memory after tracing 100 persons: `python -m bench.tracing_memory FOLDER`."""

import random
import sys
from pathlib import Path

from songhanh.analytics.presence.snapshot import open_snapshot
from songhanh.analytics.tracing import kernel
from songhanh.analytics.tracing.command import everybody
from songhanh.definitions.contacts import contact_definition


def main() -> None:
    snapshot = open_snapshot(Path(sys.argv[1]))
    people = random.Random(100).sample(range(1, snapshot.people + 1), 100)
    traced = kernel.trace(snapshot, everybody(people, snapshot), contact_definition("ours"))
    status = Path("/proc/self/status").read_text().splitlines()
    sizes = dict(line.split(":", 1) for line in status if line.startswith(("RssAnon", "RssFile", "VmHWM")))
    told = {name: f"{int(size.split()[0]) / 1024:.0f} MiB" for name, size in sizes.items()}
    print(
        f"RssAnon {told['RssAnon']}, RssFile {told['RssFile']} (shared page cache), {len(traced):,} contacts"
    )


if __name__ == "__main__":
    main()
