"""What a run has found, as it was sealed; what has been said and read of it since."""

from collections.abc import Collection

from songhanh.analytics.tracing.result import Traced
from songhanh.core.records import RecordQuerySet
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.models import Case, ContactAnswer, HandOver, TracedList, TracingRun
from songhanh.epidemic.models.definition import restored
from songhanh.epidemic.models.result import Result, opened, unpacked


class ErasedError(LookupError):
    """The list of this run was erased when its time was over; the counts stay."""


def result(run: TracingRun) -> Result:
    """Lists, people, places and index cases. Raises ErasedError."""
    kept = TracedList.objects.filter(run=run).values_list("content", "erased_at").first()
    if kept is None or kept[1] is not None:
        raise ErasedError(run.code)
    return unpacked(opened(kept[0]), restored(run.definition))


def traced(run: TracingRun) -> Traced:
    """F1 and F2 as columns, people and places by their numbers in presence. Raises ErasedError."""
    return result(run).traced


def answers(run: TracingRun) -> dict[int, ContactAnswer]:
    """The last answer about each person, by the person's number."""
    return {each.number: each for each in run.answers.select_related("answered_by").order_by("pk")}


def cases_of(run: TracingRun) -> RecordQuerySet[Case]:
    """The cases that it began with, by code."""
    return Case.objects.filter(runs__run=run).select_related("enterprise").order_by("code")


def handovers(run: TracingRun) -> RecordQuerySet[HandOver]:
    """To which enterprises it was handed over, those taken back too."""
    return HandOver.objects.filter(run=run).select_related("enterprise", "handed_by").order_by("pk")


def runs_of(cases: Collection[int]) -> RecordQuerySet[TracingRun]:
    """Runs that began with one of these cases, the newest first."""
    rows = TracingRun.objects.filter(index_cases__case_id__in=cases).select_related("made_by")
    return rows.distinct().order_by("-made_at", "-pk")


def enterprises_of(result: Result) -> dict[str, str]:
    """Codes of the enterprises on a list → what they are called."""
    codes = {each.enterprise for each in result.people.values()}
    rows = Enterprise.objects.filter(code__in=codes).order_by()
    return {code: short or name for code, short, name in rows.values_list("code", "short_name", "name")}
