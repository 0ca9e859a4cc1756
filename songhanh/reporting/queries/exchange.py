"""Which exchange rate a report has: frozen with its first version, of the table, or typed by its sender."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from songhanh.definitions.forms import ReportForm
from songhanh.reporting.models import Draft, ExchangeRate, Obligation, ReportVersion
from songhanh.rules.exchange import USD, is_foreign


@dataclass(frozen=True, slots=True)
class Exchange:
    """A report's rate, in dong for 1 USD (None: there is none yet).

    `day` is that of first creation; `entry` the row of the table, None where the sender typed the rate; `frozen`
    says that a version was sealed with it, `locked` that the Board has opened other cells only.
    """

    day: date
    rate: Decimal | None = None
    entry: ExchangeRate | None = None
    frozen: bool = False
    locked: bool = False

    @property
    def typed(self) -> bool:
        """Whether the rate is the sender's own word."""
        return self.rate is not None and self.entry is None

    @property
    def may_type(self) -> bool:
        """Whether the sender may type one, or mend the one typed before; the table's own nobody types over."""
        return self.entry is None and not self.locked


def rate_on(day: date, currency: str = USD) -> ExchangeRate | None:
    """The rate in force that day: the newest one that has begun."""
    rows = ExchangeRate.objects.filter(currency=currency, valid_from__lte=day, ended_at=None)
    return rows.order_by("-valid_from").first()


def states_foreign(definition: ReportForm, currency: str) -> bool:
    """Whether a report of this form, kept in `currency`, states amounts in dollars."""
    return any(is_foreign(cell.unit_in(currency)) for cell in definition.cells.values())


def exchange_of(
    obligation: Obligation,
    definition: ReportForm,
    currency: str,
    *,
    draft: Draft | None = None,
    now: datetime | None = None,
    table: Callable[[date], ExchangeRate | None] = rate_on,
) -> Exchange | None:
    """The rate of a report that is being filled in; None where it has no use for one.

    The day is that on which the report was first opened; of one that was not opened yet it is that of `now`.
    A correction keeps what its first version was sealed with; only a typed rate may be mended.
    """
    created_at = obligation.opened_at or now
    if created_at is None or not states_foreign(definition, currency):
        return None
    day, latest = timezone.localdate(created_at), obligation.latest
    typed = draft.exchange_rate if draft is not None else None
    if latest is not None and latest.exchange_rate is not None:
        kept = replace(exchange_of_version(latest, day), locked=bool(obligation.unlocked))
        return Exchange(day, typed) if typed is not None and kept.typed and not kept.locked else kept
    entry = table(day)
    return Exchange(day, entry.rate, entry) if entry is not None else Exchange(day, typed)


def exchange_of_version(version: ReportVersion, day: date) -> Exchange:
    """What was sealed with a version; `day` is that of the report's first creation."""
    return Exchange(day, version.exchange_rate, version.exchange_entry, frozen=True)


def reports_frozen_with(entry: ExchangeRate) -> int:
    """How many versions keep this rate whatever becomes of it."""
    return ReportVersion.objects.filter(exchange_entry=entry).count()
