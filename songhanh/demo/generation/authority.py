"""The whole invented authority: parks, enterprises, projects, workforce, officers, every report's figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from songhanh.demo.generation.enterprises import Enterprise, enterprises_of
from songhanh.demo.generation.officers import Charge, charges_of
from songhanh.demo.generation.parks import Park, parks_of
from songhanh.demo.generation.people import Worker, people_of
from songhanh.demo.generation.production import Values, production_reports
from songhanh.demo.generation.projects import Project, projects_of
from songhanh.demo.generation.quarterly import Report, quarterly_reports
from songhanh.demo.generation.safety import safety_reports
from songhanh.demo.generation.totals import PUBLISHED, Totals, totals_for
from songhanh.demo.generation.workforce import CODES, Workforce, workforces_of

SEED = 2021
ENTERPRISES = 86


@dataclass(frozen=True)
class Authority:
    """All lists go by the place of the enterprise (or project); monthly ones also by the place in MONTHS."""

    seed: int
    totals: Totals
    parks: list[Park]
    enterprises: list[Enterprise]
    workforces: list[Workforce]
    production: list[list[Values]]
    safety: list[list[Values]]
    projects: list[Project]
    quarterly: list[dict[str, Report]]
    charges: list[Charge]

    def people(self) -> Iterator[tuple[Enterprise, list[Worker]]]:
        """Enterprise by enterprise, made as they are asked for; the same at every asking."""
        taken: set[str] = set()
        for enterprise, workforce in zip(self.enterprises, self.workforces, strict=True):
            rng = Random(f"{self.seed} people {enterprise.number}")
            yield enterprise, people_of(enterprise, workforce, taken, rng)

    def total(self, cell: str, period: str) -> Decimal:
        """A monthly cell summed over all enterprises and the months whose code begins with `period`."""
        places = [place for place, code in enumerate(CODES) if code.startswith(period)]
        months = [row[place] for row in (*self.production, *self.safety) for place in places]
        return sum((month.get(cell, Decimal(0)) for month in months), Decimal(0))


def generate(
    *, seed: int = SEED, people: int = PUBLISHED.people, enterprises: int = ENTERPRISES
) -> Authority:
    """Another seed gives other rows and the same totals; another size their multiple."""
    if enterprises < 5 or people < enterprises * 20:
        raise ValueError("at least 5 enterprises with 20 people each")
    rng = Random(seed)
    totals = totals_for(people)
    parks = parks_of(people, enterprises)
    listed = enterprises_of(parks, totals, rng)
    workforces = workforces_of(listed, totals, rng)
    production = production_reports(listed, workforces, totals, rng)
    projects = projects_of(listed, rng)
    by_number = {e.number: n for n, e in enumerate(listed)}
    return Authority(
        seed=seed,
        totals=totals,
        parks=parks,
        enterprises=listed,
        workforces=workforces,
        production=production,
        safety=safety_reports(listed, workforces, totals, rng),
        projects=projects,
        quarterly=quarterly_reports(
            projects,
            {number: production[n] for number, n in by_number.items()},
            {number: workforces[n] for number, n in by_number.items()},
            rng,
        ),
        charges=charges_of(listed, rng),
    )
