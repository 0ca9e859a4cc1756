"""A tracing run (lần truy vết): what was asked, by whom, over which presence; sealed with what was found."""

from typing import ClassVar, Self

from django.db import models

from songhanh.core.records import Record, RecordQuerySet, Sealed, declare
from songhanh.core.scope import Scope, ScopeKind
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.models.case import Case


class RunQuerySet(RecordQuerySet["TracingRun"]):
    """A run may name cases of several enterprises: who may not see one of them does not see the run."""

    def visible_to(self, scope: Scope) -> Self:
        """Only runs all of whose cases lie in the scope."""
        if scope.kind is ScopeKind.AUTHORITY:
            return self
        if scope.kind is ScopeKind.PARKS:
            return self.within(Enterprise.objects.filter(park_id__in=scope.park_ids).values("pk"))
        if scope.kind is ScopeKind.ENTERPRISES:
            return self.within(scope.enterprise_ids)
        return self.none()

    def within(self, enterprise_ids: object) -> Self:
        """Only runs all of whose cases belong to these enterprises."""
        outside = RunCase.objects.exclude(case__enterprise_id__in=enterprise_ids).order_by()
        return self.exclude(pk__in=outside.values("run_id"))


class TracingRun(Sealed):
    """Counts and provenance; who was found stands in `TracedList`, which is erased when its time is over.

    `definition` is the contact definition as it was that day; `days` are the presence days that were searched;
    `days_before` how long before onset or sampling a case counted as infectious; `snapshot_hash` covers the list of
    the snapshot's files, whose names never come twice; `result_hash` the list itself.
    """

    privacy = declare(
        keep="code definition_code definition_since definition definition_hash tiers days_before days files "
        "snapshot_serial snapshot_hash engine elapsed_ms cases unseen f1 f1_uncertain f2 f2_uncertain result_hash "
        "repeats made_at made_by",
    )

    code = models.CharField(max_length=20, unique=True)  # TV-0001
    definition_code = models.CharField(max_length=20)
    definition_since = models.DateField()
    definition = models.JSONField()
    definition_hash = models.CharField(max_length=64)
    tiers = models.PositiveSmallIntegerField()
    days_before = models.PositiveSmallIntegerField()
    days = models.JSONField()  # ISO days
    files = models.JSONField(
        default=list
    )  # by day: the name of its file, which never comes twice, and its rows
    snapshot_serial = models.PositiveIntegerField()
    snapshot_hash = models.CharField(max_length=64)
    engine = models.CharField(max_length=40)
    elapsed_ms = models.FloatField()
    cases = models.PositiveIntegerField()
    unseen = models.PositiveIntegerField()  # cases that presence never saw
    f1 = models.PositiveIntegerField()
    f1_uncertain = models.PositiveIntegerField()
    f2 = models.PositiveIntegerField()
    f2_uncertain = models.PositiveIntegerField()
    result_hash = models.CharField(max_length=64)
    repeats = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="repeated_by", null=True, blank=True
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[RunQuerySet] = RunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["made_at"], name="run_by_time")]

    def __str__(self) -> str:
        return self.code


class RunCase(Sealed):
    """That a run began with a case; its infectious window is in the list, which can be erased."""

    privacy = declare(keep="run case")
    scope_park = "case__enterprise__park_id"
    scope_enterprise = "case__enterprise_id"

    run = models.ForeignKey(TracingRun, on_delete=models.PROTECT, related_name="index_cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="runs")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "case"], name="case_once_a_run")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.case_id}"


class TracedList(Record):
    """What a run has found (`models.result`), encrypted; empty once erased."""

    privacy = declare(keep="run first_day erased_at", personal="content")

    run = models.OneToOneField(TracingRun, on_delete=models.PROTECT, related_name="traced_list")
    first_day = models.DateField()  # the first day searched: from here its time is counted
    content = models.BinaryField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["erased_at", "first_day"], name="list_by_age")]

    def __str__(self) -> str:
        return str(self.uuid)
