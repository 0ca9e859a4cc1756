"""The table of exchange rates: entering, correcting with a reason, withdrawing. Sealed reports keep what they have."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.models import ExchangeRate
from songhanh.rules.exchange import USD, is_plausible

BAD_RATE = _("Tỷ giá: số đồng cho 1 USD từ 10.000 đến 100.000, nhiều nhất hai chữ số lẻ, ví dụ 23.145.")


@dataclass(frozen=True, slots=True)
class Announced:
    """What was read in the State Bank's publication: dong for one unit, and where it stands."""

    rate: Decimal
    source: str


@acts.act("reporting:exchange_rate:entered", _("Nhập tỷ giá"))
def enter_rate(
    *, valid_from: date, announced: Announced, by: Actor, now: datetime, currency: str = USD
) -> ExchangeRate:
    """The rate that holds from that day on; one a day."""
    policies.check_can_edit_rates(by)
    _check(announced)
    return _written(
        ExchangeRate(
            currency=currency,
            valid_from=valid_from,
            rate=announced.rate,
            source=announced.source.strip(),
            entered_at=now,
            entered_by_id=by.user_id,
        )
    )


@acts.act("reporting:exchange_rate:corrected", _("Sửa tỷ giá đã nhập"))
def correct_rate(
    *, entry: ExchangeRate, announced: Announced, reason: str, by: Actor, now: datetime
) -> ExchangeRate:
    """A new row in the place of the old one, which is kept; reports sealed with the old one keep it."""
    policies.check_can_edit_rates(by)
    _check(announced)
    if announced == Announced(entry.rate, entry.source):
        raise RefusedError("nothing_changed", _("Tỷ giá và căn cứ vẫn như cũ: không cần sửa."))
    old = _ended(entry, reason, by, now)
    return _written(
        ExchangeRate(
            currency=old.currency,
            valid_from=old.valid_from,
            rate=announced.rate,
            source=announced.source.strip(),
            replaces=old,
            reason=reason.strip(),
            entered_at=now,
            entered_by_id=by.user_id,
        )
    )


@acts.act("reporting:exchange_rate:withdrawn", _("Rút tỷ giá đã nhập"))
def withdraw_rate(*, entry: ExchangeRate, reason: str, by: Actor, now: datetime) -> ExchangeRate:
    """Take a rate out of the table: the one before it holds on; the row is kept."""
    policies.check_can_edit_rates(by)
    return _ended(entry, reason, by, now)


def _check(announced: Announced) -> None:
    if not is_plausible(announced.rate):
        raise RefusedError("bad_rate", BAD_RATE)
    if not announced.source.strip():
        raise RefusedError("no_source", _("Ghi căn cứ: thông báo nào của Ngân hàng Nhà nước, ngày nào."))


def _ended(entry: ExchangeRate, reason: str, by: Actor, now: datetime) -> ExchangeRate:
    """The row as it stands now, ended; whoever comes second finds it ended already."""
    if not reason.strip():
        raise RefusedError("no_reason", _("Ghi lý do sửa hoặc rút tỷ giá đã nhập."))
    rows = ExchangeRate.objects.filter(pk=entry.pk)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    row = rows.get()
    if row.ended_at is not None:
        raise RefusedError("rate_ended", _("Tỷ giá này vừa được sửa hoặc rút ở nơi khác."))
    row.ended_at, row.ended_by_id, row.ended_reason = now, by.user_id, reason.strip()
    row.save()
    return row


def _written(row: ExchangeRate) -> ExchangeRate:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RefusedError(
            "rate_exists",
            _("Ngày %(day)s đã có tỷ giá trong bảng. Sửa tỷ giá đó kèm lý do, không nhập thêm."),
            day=f"{row.valid_from:%d/%m/%Y}",
        ) from error
    return row
