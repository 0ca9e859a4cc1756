"""What the fields of rows, and the facts that acts note, are called on the audit page.

Names of columns are ours for good; a field that another model uses in another sense stands as ``model.field``.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.audit.labels_of_epidemic import EPIDEMIC, EPIDEMIC_ALONE
from songhanh.core.audit.labels_of_gate import GATE, GATE_ALONE
from songhanh.core.audit.labels_of_people import LISTS, PEOPLE
from songhanh.core.audit.labels_of_presence import PRESENCE, PRESENCE_ALONE
from songhanh.core.audit.labels_of_roll_calls import ROLL_CALLS, ROLL_CALLS_ALONE

REPORTS: dict[str, str | Promise] = {
    "accepted": _("Bản được chấp nhận"),
    "accepted_at": _("Chấp nhận lúc"),
    "as_of": _("Số liệu tại thời điểm"),
    "asked_at": _("Hỏi lúc"),
    "asked_by": _("Người hỏi"),
    "answer": _("Trả lời"),
    "answered_at": _("Trả lời lúc"),
    "answered_by": _("Người trả lời"),
    "back_to": _("Trả về cho"),
    "cell": _("Chỉ tiêu"),
    "cells": _("Các ô"),
    "channel": _("Cách nhắc"),
    "correction_reason": _("Lý do đính chính"),
    "decision": _("Quyết định"),
    "decision_number": _("Số quyết định"),
    "decided_at": _("Quyết định lúc"),
    "decided_by": _("Người quyết định"),
    "decided_by_name": _("Người quyết định"),
    "decided_on": _("Ngày quyết định"),
    "digest": _("Dấu nội dung"),
    "due_at": _("Hạn nộp"),
    "due_before": _("Hạn cũ"),
    "ended_at": _("Kết thúc lúc"),
    "ended_by": _("Người kết thúc"),
    "ended_reason": _("Lý do kết thúc"),
    "entered_at": _("Nhập lúc"),
    "entered_by": _("Người nhập"),
    "estimate": _("Là số ước"),
    "exchange_entry": _("Dòng của bảng tỷ giá"),
    "exchange_rate": _("Tỷ giá"),
    "figures": _("Số liệu"),
    "filed_at": _("Nộp lúc"),
    "filed_by": _("Người nộp"),
    "filed_by_name": _("Người nộp"),
    "form_code": _("Biểu mẫu"),
    "form_version": _("Bản của biểu mẫu"),
    "granted_at": _("Gia hạn lúc"),
    "granted_by": _("Người gia hạn"),
    "how": _("Lấy số bằng cách"),
    "indicator": _("Chỉ tiêu"),
    "key": _("Khóa gửi"),
    "known_from": _("Biết từ lúc"),
    "known_until": _("Biết đến lúc"),
    "late": _("Nộp muộn"),
    "latest": _("Bản nộp mới nhất"),
    "made_at": _("Lập lúc"),
    "made_by": _("Người lập"),
    "made_by_name": _("Người lập"),
    "missing": _("Doanh nghiệp chưa báo cáo"),
    "obligation": _("Báo cáo"),
    "officer_note": _("Ghi chú của chuyên viên"),
    "on_behalf": _("Nhập hộ qua"),
    "opened_at": _("Mở lúc"),
    "original_due_at": _("Hạn ban đầu"),
    "period_code": _("Kỳ"),
    "period_from": _("Kỳ từ ngày"),
    "period_until": _("Kỳ đến trước ngày"),
    "places": _("Vị trí trong tệp"),
    "quarter": _("Quý"),
    "rate": _("Tỷ giá"),
    "receipt": _("Số biên nhận"),
    "remarks": _("Nhận xét trong tệp"),
    "reminders": _("Số lần nhắc"),
    "reports": _("Số báo cáo"),
    "revision": _("Lần lưu"),
    "saved_at": _("Lưu lúc"),
    "saved_by": _("Người lưu"),
    "sent_back_reason": _("Lý do trả lại"),
    "set_at": _("Giao lúc"),
    "set_by": _("Người nhập"),
    "snapshot_hash": _("Dấu bản chụp số liệu"),
    "sources": _("Căn cứ vào các bản"),
    "substitute": _("Giá trị lấy thay"),
    "undo": _("Dữ liệu hoàn tác"),
    "unlock_due_at": _("Hạn sửa ô mở khóa"),
    "unlocked": _("Ô mở khóa"),
    "value": _("Giá trị"),
    "values": _("Các giá trị"),
    "version": _("Bản nộp"),
    "waiting_since": _("Chờ duyệt từ"),
    "year": _("Năm"),
}
REGISTER: dict[str, str | Promise] = {
    "address": _("Địa chỉ"),
    "amendment": _("Lần điều chỉnh"),
    "amends": _("Điều chỉnh giấy"),
    "area_confidence": _("Độ chắc của diện tích"),
    "area_ha": _("Diện tích"),
    "authority": _("Cơ quan cấp"),
    "closed_on": _("Ngừng từ ngày"),
    "code": _("Mã"),
    "country": _("Nước đầu tư"),
    "currency": _("Loại tiền"),
    "ended_on": _("Kết thúc ngày"),
    "enterprise": _("Doanh nghiệp"),
    "focal": _("Là đầu mối báo cáo"),
    "group": _("Tổ công tác"),
    "investor_kind": _("Loại chủ đầu tư"),
    "issued_on": _("Ngày cấp"),
    "leads": _("Là tổ trưởng"),
    "name_en": _("Tên tiếng Anh"),
    "officer": _("Chuyên viên"),
    "operating_from": _("Hoạt động từ ngày"),
    "ownership": _("Hình thức sở hữu"),
    "park": _("Khu công nghiệp"),
    "place": _("Địa điểm"),
    "planned_area_ha": _("Diện tích quy hoạch"),
    "plot": _("Lô đất"),
    "position": _("Chức vụ, vị trí"),
    "project": _("Dự án"),
    "purpose": _("Mục đích"),
    "registered_capital": _("Vốn đăng ký"),
    "sector": _("Ngành"),
    "short_name": _("Tên ngắn"),
    "started_on": _("Bắt đầu ngày"),
    "state_source": _("Căn cứ của tình trạng"),
    "tax_code": _("Mã số thuế"),
    "trade": _("Nghề"),
    "website": _("Trang tin"),
}
DOCUMENTS: dict[str, str | Promise] = {
    "abstract": _("Trích yếu"),
    "approved_at": _("Duyệt lúc"),
    "body": _("Nội dung"),
    "content": _("Nội dung"),
    "created_at": _("Tạo lúc"),
    "created_by": _("Người tạo"),
    "document": _("Văn bản"),
    "format": _("Định dạng"),
    "number": _("Số"),
    "number_year": _("Năm của số"),
    "replaces": _("Thay cho"),
    "return_reason": _("Lý do trả lại"),
    "sha256": _("Dấu SHA-256"),
    "signed_on": _("Ngày ký"),
    "signer": _("Người ký"),
    "signer_authority": _("Ký thay mặt"),
    "signer_title": _("Chức danh người ký"),
    "subject": _("Nói về"),
    "submitted_at": _("Trình lúc"),
    "submitted_by": _("Người trình"),
    "symbol": _("Ký hiệu"),
    "type_code": _("Loại văn bản"),
}
ACCOUNTS: dict[str, str | Promise] = {
    "cancel_asked_at": _("Yêu cầu hủy lúc"),
    "cleared_at": _("Xóa tệp lúc"),
    "client": _("Hệ thống kết nối"),
    "density": _("Độ dày của bảng"),
    "email": _("Thư điện tử"),
    "expires_at": _("Hết hạn lúc"),
    "finished_at": _("Xong lúc"),
    "full_name": _("Họ và tên"),
    "hint": _("Chữ đầu của mã"),
    "invited_at": _("Mời lúc"),
    "is_active": _("Được đăng nhập"),
    "issued_at": _("Cấp lúc"),
    "issued_by": _("Người cấp"),
    "label": _("Phạm vi"),
    "language": _("Ngôn ngữ"),
    "last_login": _("Đăng nhập gần nhất"),
    "last_seen_on": _("Dùng gần nhất"),
    "last_used_on": _("Dùng gần nhất"),
    "locked": _("Bị khóa"),
    "message": _("Lời báo"),
    "page": _("Trang"),
    "parameters": _("Tham số"),
    "password": _("Mật khẩu"),
    "permissions": _("Được làm gì"),
    "phone": _("Điện thoại"),
    "query": _("Điều kiện lọc"),
    "read_at": _("Đọc lúc"),
    "revoked_at": _("Thu hồi lúc"),
    "role": _("Vai trò"),
    "second_factors": _("Mã một lần"),
    "sent_at": _("Gửi lúc"),
    "sent_by": _("Người gửi"),
    "scope": _("Phạm vi"),
    "started_at": _("Bắt đầu lúc"),
    "target_id": _("Mã số của phạm vi"),
    "target_ids": _("Mã số của các phạm vi"),
    "theme": _("Màu nền"),
    "title": _("Tên"),
    "token_hash": _("Dấu của mã truy cập"),
    "url": _("Đường dẫn"),
    "user": _("Người dùng"),
    "username": _("Tên đăng nhập"),
    "valid_from": _("Từ ngày"),
    "valid_until": _("Hết hạn ngày"),
}
COMMON: dict[str, str | Promise] = {
    "amended": _("Số dòng đã sửa"),
    "fields": _("Các trường đã sửa"),
    "filters": _("Điều kiện lọc"),
    "found": _("Số dòng tìm thấy"),
    "inserted": _("Số dòng thêm mới"),
    "kind": _("Loại"),
    "name": _("Tên"),
    "note": _("Ghi chú"),
    "on": _("Ngày"),
    "reason": _("Lý do"),
    "removed": _("Số dòng đã xóa"),
    "since": _("Từ ngày"),
    "source": _("Nguồn, căn cứ"),
    "state": _("Trạng thái"),
    "text": _("Nội dung"),
    "unit": _("Đơn vị"),
    "until": _("Đến trước ngày"),
}
LABELS = (
    PRESENCE
    | EPIDEMIC
    | ROLL_CALLS
    | GATE
    | PEOPLE
    | LISTS
    | REPORTS
    | REGISTER
    | DOCUMENTS
    | ACCOUNTS
    | COMMON
)
# Where the same name means something else.
OF_MODEL: dict[str, str | Promise] = (
    EPIDEMIC_ALONE
    | GATE_ALONE
    | ROLL_CALLS_ALONE
    | PRESENCE_ALONE
    | {
        "core.user.unlocked": _("Đã mở khóa"),
        "enterprises.assignment.substitute": _("Là người thay"),
        "people.person.number": _("Dấu của số đã tra"),
        "reporting.reportvalue.number": _("Số đã nhập"),
        "reporting.reportversion.number": _("Lần nộp"),
        "reporting.target.version": _("Bản của chỉ tiêu"),
    }
)


def label(model: str, field: str) -> str:
    """«Hạn nộp» for ``due_at`` of a row of `model`; the name itself where there is no word for it yet."""
    return str(OF_MODEL.get(f"{model}.{field}") or LABELS.get(field, field))
