"""From a token to the actor that actions take; what a client of the API can be permitted at all."""

import hashlib
import secrets
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.roles import ROLES
from songhanh.core.actor import Actor
from songhanh.core.models import ApiClient
from songhanh.core.scope import EVERYTHING, NOTHING, Scope, ScopeKind

PREFIX = "sh_"  # tells a lost token from other random letters
HINT = 4

# What the API has operations for, in words; nothing else is offered to a client.
API_PERMISSIONS: dict[Permission, str | Promise] = {
    Permission.REGISTER_READ: _("Xem khu và doanh nghiệp"),
    Permission.REGISTER_EDIT: _("Sửa hồ sơ khu và doanh nghiệp"),
    Permission.CONTACTS_EDIT: _("Sửa đầu mối liên hệ"),
    Permission.PEOPLE_READ: _("Xem lao động, đã che"),
    Permission.REPORTS_READ: _("Xem báo cáo và số liệu"),
    Permission.TODAY_READ: _("Xem tình hình nộp của cả Ban"),
    Permission.REPORTS_FILE: _("Nhập và nộp báo cáo"),
    Permission.REPORTS_APPROVE_INSIDE: _("Nộp thẳng, thay người duyệt của doanh nghiệp"),
    Permission.REPORTS_FILE_ON_BEHALF: _("Nhập hộ doanh nghiệp"),
    Permission.REPORTS_REVIEW: _("Duyệt, trả lại, mở khóa"),
    Permission.COLLECTION_RUN: _("Nhập bảng tỷ giá"),
    Permission.CONSOLIDATE: _("Chốt số tổng hợp"),
    Permission.TARGETS_EDIT: _("Nhập chỉ tiêu kế hoạch"),
    Permission.DOCUMENTS_READ: _("Xem văn bản"),
    Permission.DOCUMENTS_DRAFT: _("Soạn báo cáo từ số đã chốt"),
    Permission.GATE_READ: _("Xem thẻ, chốt, thiết bị, nơi"),
    Permission.GATE_MANAGE: _("Cấp và thu hồi thẻ, đăng ký khách, ghép thiết bị"),
    Permission.GATE_RULES: _("Đặt quy định tại chốt"),
    Permission.PRESENCE_READ: _("Xem ai đang ở trong, số đếm và mâu thuẫn của ngày"),
    Permission.PRESENCE_MANAGE: _("Phân nơi, ghi định biên"),
    Permission.PRESENCE_ROLL_CALL: _("Bắt đầu và kết thúc điểm danh sơ tán"),
    Permission.EPIDEMIC_READ: _("Xem ca bệnh và danh sách truy vết, theo mã"),
    Permission.EPIDEMIC_TRACE: _("Nhập ca bệnh, truy vết, giao danh sách"),
    Permission.AUDIT_READ: _("Xem nhật ký"),
}


def new_token() -> str:
    """256 random bits, in letters that a header can carry."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """SHA-256: a token is random, so that a plain hash cannot be tried out."""
    return hashlib.sha256(token.encode()).hexdigest()


def client_of(token: str, on: date) -> ApiClient | None:
    """The client whose token this is, while it holds."""
    client = ApiClient.objects.filter(token_hash=hash_of(token)).first()
    return client if client is not None and holds(client, on) else None


def holds(client: ApiClient, on: date) -> bool:
    """Whether the token opens anything on that day."""
    return client.revoked_at is None and (client.valid_until is None or on < client.valid_until)


def actor_of_client(client: ApiClient, address: str = "") -> Actor:
    """The client acting; what its role has lost since issuing, it has lost too."""
    held = frozenset(Permission(each) for each in client.permissions if each in set(Permission))
    return Actor(
        None,
        client.name,
        client.role,
        scope_of_client(client),
        f"api {client.name} {address}".strip(),
        held & ROLES[client.role].permissions,
    )


def scope_of_client(client: ApiClient) -> Scope:
    """What it sees."""
    ids = frozenset(client.target_ids)
    match client.kind:
        case ScopeKind.AUTHORITY:
            return EVERYTHING
        case ScopeKind.PARKS:
            return Scope(ScopeKind.PARKS, park_ids=ids)
        case ScopeKind.ENTERPRISES:
            return Scope(ScopeKind.ENTERPRISES, enterprise_ids=ids)
    return NOTHING
