"""An enterprise with presence of some days, a case in it, and a sealed run."""

from datetime import date
from pathlib import Path

import numpy as np

from songhanh.analytics.presence.generation import generate
from songhanh.analytics.presence.snapshot import Snapshot, open_snapshot
from songhanh.analytics.tracing import kernel
from songhanh.analytics.tracing.sources import midnight
from songhanh.definitions.contacts import contact_definition
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.models import Case, RunCase, TracedList, TracingRun
from songhanh.epidemic.models.definition import stored
from songhanh.epidemic.models.result import IndexCase, Listed, ListedPlace, Result, packed, sealed
from songhanh.people.models import Employment
from songhanh.rules.tracing.window import DAY, Window
from tests.people.cast import BY, NOW, TODAY, Cast, acting, employ, make_cast

WORKERS, DAYS = 120, 7
ONSET = date(2022, 1, 8)  # the generator's sixth day


def new_case(employment: Employment, onset_on: date = ONSET, code: str = "CA-0001") -> Case:
    """A case of this worker."""
    with acting():
        case = Case(
            code=code,
            enterprise=employment.enterprise,
            person=employment.person,
            stay=employment.stay,
            onset_on=onset_on,
            entered_at=NOW,
        )
        case.save()
    return case


def presence(folder: Path) -> Snapshot:
    """A week of 120 invented workers."""
    generate(folder, workers=WORKERS, days=DAYS, seed=5)
    return open_snapshot(folder)


def sealed_run(case: Case, snapshot: Snapshot, number: int = 1, code: str = "TV-0001") -> TracingRun:
    """The case as that person of the snapshot, traced by our own definition, sealed."""
    definition = contact_definition("ours")
    last = midnight(snapshot.days[-1]) + DAY
    since = midnight(snapshot.days[3])
    traced = kernel.trace(snapshot, {number: Window(since, last)}, definition)
    people = np.concatenate([traced.f1.person, traced.f2.person]).tolist()
    places = set(np.concatenate([traced.f1.place, traced.f2.place]).tolist())
    result = Result(
        traced,
        {
            n: Listed(n, None, None, case.enterprise.code, f"NL-{n:04d}", f"Tổ {n % 3}", "2021-11-01:37")
            for n in people
        },
        {
            n: ListedPlace(
                n, snapshot.places.code(n), snapshot.places.code(n), "", bool(snapshot.places.near[n])
            )
            for n in places
        },
        (IndexCase(case.code, number, since, last, True),),
    )
    content = packed(result)
    with acting():
        run = TracingRun(
            code=code, definition_code="ours", definition_since=definition.since, definition=stored(definition),
            definition_hash="0" * 64, tiers=2, days_before=2, days=[day.day.isoformat() for day in snapshot.days],
            snapshot_serial=snapshot.serial, snapshot_hash="0" * 64, engine="kernel", elapsed_ms=1.5, cases=1,
            unseen=0, f1=len(traced.f1.person), f1_uncertain=int((~traced.f1.certain).sum()),
            f2=len(traced.f2.person), f2_uncertain=int((~traced.f2.certain).sum()), result_hash="0" * 64, made_at=NOW,
        )  # fmt: skip
        run.save()
        RunCase(run=run, case=case).save()
        TracedList(run=run, first_day=snapshot.days[3].day, content=sealed(content)).save()
    return run


__all__ = [
    "BY", "NOW", "ONSET", "TODAY", "Cast", "Enterprise", "acting", "employ", "make_cast", "new_case", "presence",
    "sealed_run",
]  # fmt: skip
