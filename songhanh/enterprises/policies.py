"""Who may change the register, and when."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.enterprises.models import Enterprise, Siting
from songhanh.parks.models import IndustrialPark


def check_can_edit_in(by: Actor, park: IndustrialPark) -> None:
    """Adding an enterprise to a park: an officer who sees the park."""
    _check_permission(by)
    if not (by.scope.whole or park.pk in by.scope.park_ids):
        raise RefusedError("out_of_scope", _("Không tìm thấy khu công nghiệp này."))


def check_can_edit(by: Actor, enterprises: Iterable[Enterprise]) -> None:
    """An officer who sees each of the enterprises."""
    _check_permission(by)
    scope = by.scope
    for enterprise in enterprises:
        inside = scope.whole or enterprise.park_id in scope.park_ids or enterprise.pk in scope.enterprise_ids
        if not inside:
            raise RefusedError("out_of_scope", _("Không tìm thấy doanh nghiệp này."))


def check_can_move(enterprise: Enterprise, siting: Siting, park: IndustrialPark, on: date) -> None:
    """To another park, after the day the last siting began, while it operates."""
    if enterprise.closed_on is not None and on >= enterprise.closed_on:
        raise RefusedError(
            "closed", _("Doanh nghiệp đã ngừng hoạt động từ %(day)s."), day=_day(enterprise.closed_on)
        )
    if siting.park_id == park.pk:
        raise RefusedError("same_park", _("Doanh nghiệp đang ở %(park)s."), park=park.name)
    if on <= siting.since:
        raise RefusedError("before_last_move", _("Ngày chuyển phải sau %(day)s."), day=_day(siting.since))


def check_can_close(enterprise: Enterprise, on: date) -> None:
    """Once, after it began."""
    if enterprise.closed_on is not None:
        raise RefusedError(
            "closed", _("Doanh nghiệp đã ngừng hoạt động từ %(day)s."), day=_day(enterprise.closed_on)
        )
    if on <= enterprise.operating_from:
        raise RefusedError(
            "before_opening",
            _("Ngày ngừng phải sau ngày hoạt động %(day)s."),
            day=_day(enterprise.operating_from),
        )


def _check_permission(by: Actor) -> None:
    if not by.may(Permission.REGISTER_EDIT):
        raise RefusedError("not_a_registrar", _("Tài khoản này không được sửa hồ sơ doanh nghiệp."))


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
