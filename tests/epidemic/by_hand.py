"""A run sealed by hand, with one contact of number 1, where no day files are needed."""

import numpy as np

from songhanh.analytics.tracing.hop import Met
from songhanh.analytics.tracing.result import Traced
from songhanh.definitions.contacts import contact_definition
from songhanh.epidemic.models import Case, RunCase, TracedList, TracingRun
from songhanh.epidemic.models.definition import stored
from songhanh.epidemic.models.result import IndexCase, Listed, ListedPlace, Result, packed, sealed
from songhanh.people.models import Employment
from tests.people.cast import NOW, TODAY, acting

MINUTES = 40


def hand_case(employment: Employment, code: str) -> Case:
    """A case of this worker."""
    with acting():
        case = Case(
            code=code,
            enterprise=employment.enterprise,
            person=employment.person,
            stay=employment.stay,
            onset_on=TODAY,
            entered_at=NOW,
        )
        case.save()
    return case


def hand_run(case: Case, employment: Employment, code: str) -> TracingRun:
    """The case met this worker, number 1 of presence, for forty minutes at one place."""
    definition = contact_definition("ours")
    met = Met(*(np.array(column) for column in ([1], [False], [MINUTES * 60], [0], [0, 1], [0])))
    enterprise = employment.enterprise.code
    known = Listed(
        1, employment.person_id, None, enterprise, employment.employee_code, employment.line, "2021-11-01:37",
        "", employment.shift, str(employment.stay),
    )  # fmt: skip
    place = ListedPlace(0, enterprise, str(employment.enterprise), "", near=False)
    index = IndexCase(case.code, None, 0, 1, seen=False)
    result = Result(Traced(definition, met, Met.nobody()), {1: known}, {0: place}, (index,))
    with acting():
        run = TracingRun(
            code=code, definition_code="ours", definition_since=definition.since, definition=stored(definition),
            definition_hash="0" * 64, tiers=2, days_before=2, days=[TODAY.isoformat()], snapshot_serial=1,
            snapshot_hash="0" * 64, engine="kernel", elapsed_ms=1.5, cases=1, unseen=1, f1=1, f1_uncertain=1, f2=0,
            f2_uncertain=0, result_hash="0" * 64, made_at=NOW,
        )  # fmt: skip
        run.save()
        RunCase(run=run, case=case).save()
        TracedList(run=run, first_day=TODAY, content=sealed(packed(result))).save()
    return run
