"""A message that waits for a user inside the product."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare


class Notice(Record):
    """Shown under the bell until read; `url` is where the next act is."""

    privacy = declare(keep="user sent_at read_at kind url", scrub="text")

    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    text = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "read_at", "sent_at"])]

    def __str__(self) -> str:
        return self.text[:60]
