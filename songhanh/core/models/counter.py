"""Running numbers: receipts, official documents, consolidations."""

from typing import ClassVar

from django.db import connection, models

from songhanh.core.privacy import Privacy, declare


class Counter(models.Model):
    """The last number given under `key`; the row is locked while an act takes the next ones."""

    privacy: ClassVar[dict[str, Privacy]] = declare(keep="key last")

    key = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Counter"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.key} {self.last}"


def upcoming(key: str) -> int:
    """The number that `take` would give next, as long as nobody else takes it."""
    return (Counter.objects.filter(key=key).values_list("last", flat=True).first() or 0) + 1


def take(key: str, how_many: int = 1) -> range:
    """The next `how_many` numbers under `key`, from 1; must run inside an act's transaction."""
    counter = hold(key)
    first = counter.last + 1
    counter.last += how_many
    counter.save(update_fields=["last"])
    return range(first, first + how_many)


def hold(key: str) -> Counter:
    """Keep other acts that take numbers under `key` waiting: what is looked up now stays so until this act ends."""
    rows = Counter.objects.all()
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.get_or_create(key=key)[0]
