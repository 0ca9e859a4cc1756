"""Identity papers by day, from `identity_papers.toml`."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from songhanh.definitions.toml import read_toml

# No province has this code (`definitions.units`): the demo's invented numbers begin with it, so that everybody sees
# it and none can be a living person's. Real lists with it are refused.
INVENTED_PROVINCE = "000"


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper, valid in `[since, until)`, and who says so."""

    kind: str
    since: date
    until: date | None
    source: str


@lru_cache(maxsize=1)
def papers() -> dict[str, Paper]:
    """All kinds that have dates; a passport's are its own."""
    rows = read_toml("identity_papers.toml")["papers"]
    return {row["kind"]: Paper(row["kind"], row["from"], row.get("until"), row["source"]) for row in rows}


def ended_on(kind: str, day: date) -> date | None:
    """The day from which papers of this kind are no longer valid, if that is `day` or earlier."""
    paper = papers().get(kind)
    return paper.until if paper and paper.until and paper.until <= day else None
