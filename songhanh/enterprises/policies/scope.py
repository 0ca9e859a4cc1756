"""Who may change which part of the register."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark


def check_can_edit_in(by: Actor, park: IndustrialPark) -> None:
    """Adding an enterprise to a park: an officer who sees the park."""
    _check_permission(by)
    if not (by.scope.whole or park.pk in by.scope.park_ids):
        raise RefusedError("out_of_scope", _("Không tìm thấy khu công nghiệp này."))


def check_can_edit(by: Actor, enterprises: Iterable[Enterprise]) -> None:
    """An officer who sees each of the enterprises."""
    _check_permission(by)
    _check_inside(by, enterprises)


def check_can_edit_contacts(by: Actor, enterprises: Iterable[Enterprise]) -> None:
    """An officer who sees each of the enterprises, or the enterprise itself."""
    if not by.may(Permission.CONTACTS_EDIT):
        raise RefusedError("not_a_registrar", _("Tài khoản này không được sửa đầu mối liên hệ."))
    _check_inside(by, enterprises)


def check_can_form_groups(by: Actor) -> None:
    """Working groups are the whole authority's: an officer who sees all of it."""
    _check_permission(by)
    if by.scope.kind is not ScopeKind.AUTHORITY:
        raise RefusedError("out_of_scope", _("Chỉ người phụ trách toàn Ban lập và sửa tổ công tác."))


def may_form_groups(by: Actor) -> bool:
    """Whether `check_can_form_groups` would let it pass."""
    return by.may(Permission.REGISTER_EDIT) and by.scope.kind is ScopeKind.AUTHORITY


def _check_inside(by: Actor, enterprises: Iterable[Enterprise]) -> None:
    scope = by.scope
    for enterprise in enterprises:
        inside = scope.whole or enterprise.park_id in scope.park_ids or enterprise.pk in scope.enterprise_ids
        if not inside:
            raise RefusedError("out_of_scope", _("Không tìm thấy doanh nghiệp này."))


def _check_permission(by: Actor) -> None:
    if not by.may(Permission.REGISTER_EDIT):
        raise RefusedError("not_a_registrar", _("Tài khoản này không được sửa hồ sơ doanh nghiệp."))
