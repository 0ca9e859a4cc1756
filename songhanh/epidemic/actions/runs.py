"""Tracing: one act that searches and seals what it has found."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh import __version__
from songhanh.analytics.presence.columns import SnapshotError
from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models.counter import take
from songhanh.definitions.contacts import contact_definition
from songhanh.epidemic import policies
from songhanh.epidemic.models import Case, ContactAnswer, Outcome, RunCase, TracedList, TracingRun
from songhanh.epidemic.models.definition import stored
from songhanh.epidemic.models.result import packed, sealed
from songhanh.epidemic.policies import EpidemicRefusedError
from songhanh.epidemic.queries import runs
from songhanh.epidemic.queries.answered import Settled
from songhanh.epidemic.queries.search import Choice, NoWindowError, Search, search

ENGINE = f"kernel {__version__}"
NO_WINDOW = _("Ca %(code)s: ngày cách ly đứng trước khoảng có thể lây. Sửa ngày của ca rồi truy vết lại.")
NO_PRESENCE = _("Chưa có dữ liệu có mặt của những ngày cần tìm. Dựng các ngày đó rồi truy vết lại.")


@act("epidemic:run:made", _("Truy vết"))
def run_trace(*, cases: Sequence[Case], choice: Choice, by: Actor, now: datetime) -> TracingRun:
    """Trace these cases and seal the lists. A case that presence never saw is counted and told, nobody is left out."""
    return _made(cases, choice, None, by, now)


@act("epidemic:run:repeated", _("Truy vết lại"))
def repeat_run(*, run: TracingRun, by: Actor, now: datetime) -> TracingRun:
    """The same cases that are still open, by the same definition, over presence as it now is, with all answers."""
    kept = runs.answers(run)
    cases = [case for case in runs.cases_of(run) if case.is_open]
    choice = Choice(contact_definition(run.definition_code), run.tiers, run.days_before)
    made = _made(cases, choice, settled_by(kept.values()), by, now, repeats=run)
    acts.insert([_carried(each, made) for each in kept.values()])
    return made


def settled_by(answers: Collection[ContactAnswer]) -> Settled:
    """What answers have settled; what is still open settles nothing."""

    def numbers(tier: str, outcome: str) -> frozenset[int]:
        return frozenset(each.number for each in answers if each.tier == tier and each.outcome == outcome)

    return Settled(
        f1=numbers("F1", Outcome.F1),
        f2=numbers("F2", Outcome.F2),
        not_f1=numbers("F1", Outcome.NONE),
        not_f2=numbers("F2", Outcome.NONE),
    )


def _made(
    cases: Sequence[Case],
    choice: Choice,
    settled: Settled | None,
    by: Actor,
    now: datetime,
    repeats: TracingRun | None = None,
) -> TracingRun:
    policies.check_can_trace(by, [each.enterprise for each in cases], timezone.localdate(now))
    policies.check_choice(cases, choice)
    try:
        found = search(cases, choice, now, settled)
    except NoWindowError as error:
        raise EpidemicRefusedError("no_window", NO_WINDOW, code=str(error)) from error
    except SnapshotError as error:
        raise EpidemicRefusedError("no_presence", NO_PRESENCE) from error
    content = packed(found.result)
    run = _run(found, choice, content, by, now)
    run.repeats = repeats
    run.save()
    acts.insert([RunCase(run=run, case=each) for each in cases])
    TracedList(run=run, first_day=found.first_day, content=sealed(content)).save()
    return run


def _run(found: Search, choice: Choice, content: bytes, by: Actor, now: datetime) -> TracingRun:
    definition = stored(choice.definition)
    traced, index = found.result.traced, found.result.cases
    return TracingRun(
        code=f"TV-{take('epidemic.run')[0]:04d}",
        definition_code=choice.definition.code,
        definition_since=choice.definition.since,
        definition=definition,
        definition_hash=hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest(),
        tiers=choice.tiers,
        days_before=choice.days_before,
        days=[day.isoformat() for day in found.days],
        files=found.files,
        snapshot_serial=found.serial,
        snapshot_hash=found.snapshot_hash,
        engine=ENGINE,
        elapsed_ms=round(found.seconds * 1000, 3),
        cases=len(index),
        unseen=sum(not each.seen for each in index),
        f1=len(traced.f1.person),
        f1_uncertain=int((~traced.f1.certain).sum()),
        f2=len(traced.f2.person),
        f2_uncertain=int((~traced.f2.certain).sum()),
        result_hash=hashlib.sha256(content).hexdigest(),
        made_at=now,
        made_by_id=by.user_id,
    )


def _carried(answer: ContactAnswer, run: TracingRun) -> ContactAnswer:
    values = {f.attname: getattr(answer, f.attname) for f in ContactAnswer._meta.concrete_fields}
    del values["id"], values["uuid"]
    return ContactAnswer(**{**values, "run_id": run.pk})


__all__ = ["Choice", "repeat_run", "run_trace", "settled_by"]
