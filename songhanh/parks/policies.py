"""Who may change parks, and when."""

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import ScopeKind
from songhanh.parks.models import IndustrialPark, Plot


def may_add_parks(by: Actor) -> bool:
    """Whether `check_can_add_parks` would let it pass."""
    return by.may(Permission.REGISTER_EDIT) and by.scope.kind is ScopeKind.AUTHORITY


def check_can_add_parks(by: Actor) -> None:
    """Only who sees the whole authority adds a park to it."""
    _check_permission(by)
    if by.scope.kind is not ScopeKind.AUTHORITY:
        raise RefusedError("out_of_scope", _("Chỉ người phụ trách toàn Ban thêm khu công nghiệp."))


def check_can_edit(by: Actor, park: IndustrialPark) -> None:
    """An officer who sees the park."""
    _check_permission(by)
    if not (by.scope.whole or park.pk in by.scope.park_ids):
        raise RefusedError("out_of_scope", _("Không tìm thấy khu công nghiệp này."))


def check_plot(plot: Plot) -> None:
    """An area is no less than nothing."""
    if plot.area_ha is not None and plot.area_ha < 0:
        words = _("«%(amount)s» nhỏ hơn 0. Nhập số từ 0 trở lên.")
        raise RefusedError("negative", words, field="area_ha", amount=plot.area_ha)


def _check_permission(by: Actor) -> None:
    if not by.may(Permission.REGISTER_EDIT):
        raise RefusedError("not_a_registrar", _("Tài khoản này không được sửa hồ sơ khu công nghiệp."))
