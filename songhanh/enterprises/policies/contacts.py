"""When a contact point may be added, changed, ended."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from songhanh.core.reasons import RefusedError
from songhanh.core.ui.days import written_day
from songhanh.enterprises.models import ContactPoint


def check_can_be_reached(contact: ContactPoint) -> None:
    """By one way at least."""
    if not contact.phone and not contact.email:
        raise RefusedError(
            "unreachable",
            _("Điện thoại và thư điện tử đều trống. Nhập ít nhất một cách liên hệ."),
            field="phone",
        )


def check_contact_holds(contact: ContactPoint) -> None:
    """One that has ended is history."""
    if contact.until is not None:
        raise RefusedError(
            "contact_ended",
            _("Đầu mối này đã kết thúc từ %(day)s. Bỏ kết thúc trước, rồi mới sửa."),
            day=written_day(contact.until),
        )


def check_can_end_contact(contact: ContactPoint, on: date) -> None:
    """Once, not before it began."""
    check_contact_holds(contact)
    if on < contact.since:
        raise RefusedError(
            "before_since",
            _("Ngày %(on)s trước ngày bắt đầu của đầu mối. Nhập từ %(day)s trở đi."),
            field="on",
            on=written_day(on),
            day=written_day(contact.since),
        )
