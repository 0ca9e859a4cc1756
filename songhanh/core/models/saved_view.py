"""«Lưu cách xem này»: a list's query string kept under a name."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare


class SavedView(Record):
    """A user's own way of looking at one list page."""

    privacy = declare(keep="user page name", scrub="query")  # what was searched for may be a name

    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="saved_views")
    page = models.CharField(max_length=200)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name
