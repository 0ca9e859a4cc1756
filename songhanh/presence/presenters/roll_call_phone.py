"""What a phone takes along of a roll call, what it is told of others' marks, and its words."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.templatetags.vietnamese import datetime as moment_vn
from songhanh.core.templatetags.vietnamese import number
from songhanh.presence.models import Mark, RollCall
from songhanh.presence.presenters.roll_calls import Row, title_of


def listed(call: RollCall, rows: Iterable[Row]) -> dict[str, Any]:
    """What a phone takes along (`frontend/roll-call/vault.ts`)."""
    return {
        "uuid": str(call.uuid),
        "title": title_of(call),
        "enterprise": str(call.enterprise),
        "points": call.points,
        "closed": closed_words(call),
        "people": [
            {
                "nth": row.nth,
                "name": row.who,
                "code": row.code,
                "line": row.line,
                "detail": _came_in(call, row),
                "uncertain": row.uncertain,
            }
            for row in sorted(rows, key=lambda row: row.order[1:])
        ],
    }


def _came_in(call: RollCall, row: Row) -> str:
    """«vào Cổng chính 06:40»; with the day where it was another one."""
    same_day = timezone.localdate(row.since) == timezone.localdate(call.started_at)
    at = f"{timezone.localtime(row.since):%H:%M}" if same_day else moment_vn(row.since)
    return _("vào %(gate)s %(at)s") % {"gate": row.gate, "at": at}


def closed_words(call: RollCall, late: int = 0) -> str:
    """«» while it is open. `late`: marks of this phone that came after the end."""
    if call.closed_at is None:
        return ""
    closed = _("Đã kết thúc lúc %(at)s. Danh sách sẽ xóa khỏi máy này.") % {"at": moment_vn(call.closed_at)}
    if not late:
        return closed
    kept = _("%(count)s lượt của máy này đến sau đó: được giữ lại, không tính vào kết quả.")
    return f"{closed} {kept % {'count': number(late)}}"


def mark_json(mark: Mark) -> dict[str, Any]:
    """A mark as phones tell each other of it."""
    return {
        "id": str(mark.uuid),
        "nth": mark.expected.nth if mark.expected else None,
        "undoes": str(mark.undoes) if mark.undoes else None,
        "point": mark.point,
        "name": mark.name,
        "note": mark.note,
        "at": int(mark.at.timestamp() * 1000),
        "by": str(mark.by) if mark.by else "",
    }


TEXTS: dict[str, str | Promise] = {
    "online": gettext_lazy("Có mạng"),
    "offline": gettext_lazy("Mất mạng, vẫn điểm danh được"),
    "waiting": gettext_lazy("{n} lượt chờ gửi"),
    "refused": gettext_lazy("{n} lượt máy chủ không nhận"),
    "noLine": gettext_lazy("Chưa rõ tổ, chuyền"),
    "uncertain": gettext_lazy("có thể đã ra"),
    "addedCount": gettext_lazy("thêm {n} người"),
    "ticked": gettext_lazy("Đã điểm danh {name}."),
    "added": gettext_lazy("Đã thêm {name}."),
    "takenBack": gettext_lazy("Đã rút lại."),
    "here": gettext_lazy("máy này"),
    "sign-in": gettext_lazy("Đăng nhập rồi mở lại danh sách này."),
    "away": gettext_lazy("Chưa có mạng, và máy này chưa có danh sách. Đến nơi có mạng rồi mở lại."),
    "none": gettext_lazy("Không có lần điểm danh này, hoặc tài khoản không được điểm danh."),
    "broken": gettext_lazy("Trang gặp lỗi: {error}. Tải lại trang; lượt đã điểm danh vẫn còn."),
}


def words() -> dict[str, str]:
    """The phone's sentences in the reader's language."""
    return {name: str(text) for name, text in TEXTS.items()}
