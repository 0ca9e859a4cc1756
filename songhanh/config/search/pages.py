"""Pages of the menu and those behind it, and users for who manages them."""

from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from songhanh.config.navigation import open_entries
from songhanh.config.search.answer import Group, Hit, Sought, Words, group
from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.core.queries import user_ids_named
from songhanh.definitions.units import fold

# Beyond the row of navigation; who may open one is asked of its view.
FURTHER: tuple[tuple[Words, str], ...] = (
    (_("Mọi báo cáo"), "reporting:reports"),
    (_("Chỉ tiêu kế hoạch"), "reporting:targets"),
    (_("Nhập chỉ tiêu kế hoạch"), "reporting:target_set"),
    (_("Lịch nghỉ, hạn nộp"), "reporting:calendar"),
    (_("Tổng hợp và báo cáo"), "reporting:consolidations"),
    (_("Tổng hợp theo khu, ngành, tháng"), "reporting:breakdown"),
    (_("Lao động theo quê quán"), "people:origins"),
    (_("Lưu trữ và xóa dữ liệu"), "people:retention"),
    (_("Thêm người lao động"), "people:add"),
    (_("Nhập danh sách lao động"), "people:upload"),
    (_("Khu công nghiệp"), "parks:list"),
    (_("Thêm khu công nghiệp"), "parks:add"),
    (_("Thêm doanh nghiệp"), "enterprises:add"),
    (_("Mời người dùng"), "core:user-invite"),
    (_("Mã truy cập API"), "core:api-clients"),
    (_("Thông báo"), "core:notices"),
    (_("Cài đặt của tôi"), "core:profile"),
    ("API", "api-page"),
)


def pages(sought: Sought) -> Group:
    """Whose title, in Vietnamese or the reader's language, holds every word."""
    words = fold(sought.text).split()
    titled = [(entry.label, url) for entry, url in open_entries(sought.by)]
    titled += [(label, url) for label, name in FURTHER if may_open(sought.by, url := reverse(name))]
    hits = (
        Hit(str(label), "", url)
        for label, url in titled
        if words and all(word in _words_of(label) for word in words)
    )
    return group("pages", _("Trang"), hits, sought, "")


def users(sought: Sought) -> Group:
    """By name, sign-in name or mail address."""
    found = User.objects.filter(pk__in=user_ids_named(sought.text) if fold(sought.text) else [])
    hits = (
        Hit(
            str(user), f"{user.username} · {user.role_class.name}", reverse("core:user", args=[user.username])
        )
        for user in found.order_by("full_name", "username")[: sought.limit + 1]
    )
    return group("users", _("Người dùng"), hits, sought, reverse("core:users"))


def may_open(by: Actor, url: str) -> bool:
    """Of each gate that the view declares one permission is held."""
    gates = getattr(resolve(url).func, "gates", ())
    return all(any(by.may(permission) for permission in gate) for gate in gates)


def _words_of(label: Words) -> str:
    with override("vi"):
        vietnamese = str(label)
    return fold(f"{vietnamese} {label}")
