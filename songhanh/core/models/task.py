"""Work that takes longer than anybody waits for a page (việc chạy nền)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare


class TaskState(models.TextChoices):
    """From asking to the end."""

    QUEUED = "QUEUED", _("Đang chờ")
    RUNNING = "RUNNING", _("Đang chạy")
    DONE = "DONE", _("Xong")
    FAILED = "FAILED", _("Không xong")
    CANCELLED = "CANCELLED", _("Đã hủy")


OPEN = (TaskState.QUEUED, TaskState.RUNNING)


class Task(Record):
    """Asked for by a user or a client of the API, run by the server one at a time, in its own words.

    `kind` is a code of ``core.tasks.kinds``; `parameters` and `title` may hold what was searched for and are blanked
    together with the file (`cleared_at`). `scope` is what the asker saw: at asking, then at running. How far
    it is (`step` to `beat_at`) is rewritten every second while it runs and is no part of the trail. `result_url` is
    where its outcome stands; `result_name` the file of ``core.tasks.results``, if there is one.
    """

    privacy = declare(
        keep="user client kind language scope state tries step done total seconds_left beat_at asked_at started_at "
        "finished_at cancel_asked_at message result_name result_size result_url expires_at cleared_at",
        scrub="title parameters",
    )

    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="tasks", null=True)
    client = models.ForeignKey("core.ApiClient", on_delete=models.PROTECT, related_name="tasks", null=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    parameters = models.JSONField(default=dict)
    language = models.CharField(max_length=2)
    scope = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=TaskState, default=TaskState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)  # how often it was begun
    step = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: not known yet
    seconds_left = models.PositiveIntegerField(null=True)
    beat_at = models.DateTimeField(null=True)  # by the machine's clock
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    message = models.CharField(max_length=500, blank=True)  # why it failed, or what to know of its outcome
    result_name = models.CharField(max_length=200, blank=True)
    result_size = models.PositiveBigIntegerField(null=True)
    result_url = models.CharField(max_length=300, blank=True)
    expires_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "asked_at"]),
            models.Index(fields=["user", "asked_at"]),
            models.Index(fields=["client", "asked_at"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN

    @property
    def leads_on(self) -> bool:
        """Whether its outcome stands on another page."""
        return bool(self.state == TaskState.DONE and self.result_url and not self.result_name)

    @property
    def has_file(self) -> bool:
        """Whether there is a file to fetch."""
        return bool(self.state == TaskState.DONE and self.result_name and self.cleared_at is None)
