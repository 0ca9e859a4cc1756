"""Officers and working groups in charge (chuyên viên, tổ công tác phụ trách)."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models.enterprise import Enterprise


class WorkingGroup(Record):
    """A group (tổ công tác) that looks after some enterprises."""

    privacy = declare(keep="code name since until")

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=160)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class GroupMembership(Record):
    """An officer in a group, half-open."""

    privacy = declare(keep="group officer leads since until")

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="memberships")
    officer = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="memberships")
    leads = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.group_id} {self.officer_id}"


class Assignment(Record):
    """Who is in charge of an enterprise, half-open; a substitute stands in for the officer for some days."""

    privacy = declare(keep="enterprise officer group substitute since until reason")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="assignments")
    officer = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="assignments")
    group = models.ForeignKey(
        WorkingGroup, on_delete=models.PROTECT, related_name="assignments", null=True, blank=True
    )
    substitute = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["officer", "since"])]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.officer_id}"
