"""The closing lines of ``bin/test``: seconds of each part, then one line that sums up all of them."""

import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

NO_TESTS = "5"  # pytest's exit code where it collected nothing
REPORTS = {"check": "guards"}  # whose name differs from the part's


@dataclass(frozen=True)
class Tally:
    """Numbers of tests."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def counted(report: Path) -> Tally:
    """What a JUnit report says; none was written when the run broke off early."""
    if not report.exists():
        return Tally()
    suites = ET.parse(report).getroot().iter("testsuite")
    total = Tally()
    for suite in suites:
        number, errors, failures, skipped = (
            int(suite.get(n, 0)) for n in ("tests", "errors", "failures", "skipped")
        )
        failed = min(errors + failures, number - skipped)
        total += Tally(number - failed - skipped, failed, skipped)
    return total


def part_tally(code: str, report: Path) -> Tally:
    """A part that failed without a failed test (a checker, a broken start) counts as one failure."""
    if code == "skipped":
        return Tally(skipped=1)
    tally = counted(report)
    if code not in {"0", NO_TESTS} and not tally.failed:
        tally += Tally(failed=1)
    return tally


def main(folder: Path) -> int:
    """Print the table and the closing line; 1 when anything failed or nothing was tested."""
    total = Tally()
    for line in (folder / "parts").read_text().splitlines():
        name, code, seconds = line.split()
        tally = part_tally(code, folder / f"{REPORTS.get(name, name)}.xml")
        print(f"{name:12} {int(seconds):4} s   {tally}")
        total += tally
    print(total)
    return 0 if total.passed and not total.failed else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
