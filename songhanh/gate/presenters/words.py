"""What the gate page says, in both languages at once: the guard's own, and the other for the person before him.

The page works without a network, so its words travel with it; they stand in the one catalogue all the same.
"""

from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# An answer and the direction it was given for.
ANSWERS: dict[str, Text] = {
    "ALLOWED_IN": _("Mời vào"),
    "ALLOWED_OUT": _("Mời ra"),
    "REFUSED_IN": _("Không cho vào"),
    "REFUSED_OUT": _("Chưa cho ra"),
    "REVIEW_IN": _("Cho vào, cần xem lại"),
    "REVIEW_OUT": _("Cho ra, cần xem lại"),
}

# Why, and what the guard does now; never what somebody is ill with.
REASONS: dict[str, tuple[Text, list[Text]]] = {
    "NOT_A_PASS": (_("Mã này không phải thẻ ra vào"), [_("Hỏi thẻ công nhân, hoặc nhập số thẻ")]),
    "DAMAGED": (_("Mã thẻ không đọc được trọn vẹn"), [_("Lau thẻ rồi quét lại, hoặc nhập số thẻ")]),
    "UNKNOWN_KEY": (
        _("Thẻ ký bằng khóa máy này chưa biết"),
        [_("Chờ máy nhận danh sách mới rồi quét lại"), _("Không được thì nhập số thẻ")],
    ),
    "FORGED": (_("Thẻ giả: chữ ký không đúng"), [_("Giữ thẻ lại, báo người phụ trách an ninh")]),
    "REVOKED_KEY": (_("Thẻ thuộc loạt đã thu hồi"), [_("Mời đến phòng nhân sự đổi thẻ")]),
    "EXPIRED": (_("Thẻ đã hết hạn"), [_("Mời đến phòng nhân sự gia hạn thẻ")]),
    "NOT_YET_VALID": (_("Thẻ chưa đến ngày dùng"), [_("Xem lại ngày hẹn với phòng nhân sự")]),
    "OTHER_ENTERPRISE": (
        _("Thẻ của doanh nghiệp khác"),
        [_("Mời đến đúng chốt của doanh nghiệp ghi trên thẻ")],
    ),
    "UNKNOWN": (
        _("Thẻ thật nhưng không có trong danh sách của chốt"),
        [_("Chờ máy nhận danh sách mới rồi quét lại"), _("Không được thì gọi phòng nhân sự")],
    ),
    "NOT_ANNOUNCED": (_("Khách chưa được báo trước"), [_("Gọi người được thăm để báo khách")]),
    "REVOKED": (_("Thẻ đã thu hồi"), [_("Giữ thẻ lại, mời đến phòng nhân sự")]),
    "RULE": (
        _("Có quyết định chưa cho vào"),
        [_("Mời ra ghế chờ, cách người khác 2 m"), _("Gọi người phụ trách, không tự giải thích lý do")],
    ),
    "NOT_ON_SHIFT": (
        _("Không phải giờ vào ca của thẻ này"),
        [_("Hỏi tổ trưởng; có điều ca thì nhập số thẻ")],
    ),
    "TWICE_IN": (_("Đã vào mà chưa thấy ra"), [_("Nhìn người và thẻ có đúng là một")]),
    "NOT_SEEN_IN": (_("Ra mà chưa thấy vào"), []),
    "NOT_CHECKED": (_("Giấy tờ chưa kiểm tra được"), [_("Nhìn người và giấy tờ có đúng là một")]),
    "NOT_OURS": (
        _("Giấy tờ này không của ai có thẻ ở đây"),
        [_("Hỏi số thẻ rồi nhập, hoặc gọi phòng nhân sự"), _("Khách thì gọi người được thăm để báo khách")],
    ),
    "UNLISTED": (_("Không có số thẻ này trong danh sách"), [_("Ghi tên khách vào sổ của chốt")]),
    "NO_CARD": (_("Quên thẻ"), []),
    "BROKEN_CARD": (_("Thẻ hỏng"), []),
    "GUEST": (_("Khách có người đón"), []),
    "OTHER": (_("Lý do khác"), []),
    "WITHDRAWN": (_("Lượt đã rút lại"), []),
}

# What the guard may choose from when he types a code in.
MANUAL_REASONS = ("NO_CARD", "BROKEN_CARD", "GUEST", "OTHER")

TEXTS: dict[str, Text] = {
    "online": _("Có mạng"),
    "offline": _("Mất mạng"),
    "lostSince": _("{gate} · mất mạng từ {at}"),
    "waits": _("· chờ gửi {n}"),
    "listAge": _("Quy tắc {at}"),
    "listUntil": _("dùng được đến {at}"),
    "listOld": _("Danh sách đã hết hạn dùng lúc {at}. Đưa máy đến nơi có mạng; đến lúc đó nhìn kỹ từng thẻ."),
    "blindSince": _("quyết định ban hành sau {at}"),
    "lookAgain": _("cần xem lại"),
    "toReview": _("{n} lượt cần xem lại"),
    "card": _("Thẻ {label}"),
    "asking": _("Đang hỏi máy chủ giấy tờ này của ai…"),
    "backSoon": _("Tự quét tiếp sau {n} giây"),
    "takenBack": _("Đã rút lại lượt vừa quét."),
    "cameraDenied": _(
        "Trình duyệt chưa cho dùng máy ảnh. Mở cài đặt của trang, cho phép Máy ảnh, rồi tải lại."
    ),
    "cameraMissing": _("Máy này không mở được máy ảnh. Dùng «Nhập số thẻ», hoặc mở trang bằng https."),
    "noList": _("Chưa nhận được danh sách của chốt. Đưa máy đến nơi có mạng; máy tự thử lại."),
    "notGenuine": _("Danh sách nhận về không đúng chữ ký của Ban, máy không dùng. Báo người quản trị."),
    "shut": _("Máy này đã bị ngừng dùng. Lượt quét vẫn giữ trong máy. Báo người phụ trách chốt."),
    "notKept": _("Chưa ghi được lượt quét ({error}). Giải phóng bộ nhớ của máy rồi quét lại."),
    "broken": _("Trang gặp lỗi: {error}. Tải lại trang; lượt quét đã ghi vẫn còn."),
    "wrongPin": _("Mã bảo vệ hoặc PIN chưa đúng. Nhập lại, hoặc nhờ người phụ trách chốt đặt PIN mới."),
    "offlineEnrol": _("Chưa có mạng nên chưa ghép được máy. Có mạng rồi bấm lại."),
}


def words() -> dict[str, Any]:
    """`{"vi": …, "en": …}`, each with answers, reasons (title, what to do) and single sentences."""
    return {language: _in(language) for language in ("vi", "en")}


def manual_reasons() -> list[tuple[str, Text]]:
    """Code and words of what can be chosen beside a code typed in."""
    return [(code, REASONS[code][0]) for code in MANUAL_REASONS]


def _in(language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "answers": {code: str(text) for code, text in ANSWERS.items()},
            "reasons": {
                code: {"title": str(title), "todo": [str(step) for step in todo]}
                for code, (title, todo) in REASONS.items()
            },
            "texts": {code: str(text) for code, text in TEXTS.items()},
        }
