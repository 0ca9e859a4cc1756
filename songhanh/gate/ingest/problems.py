"""How a no is said: RFC 9457, a code that never changes, words for who stands at the device."""

from dataclasses import dataclass

from songhanh.gate.ingest.messages import Problem, encoder

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of no; `retry` in seconds where sending again is all it takes."""

    status: int
    code: str
    title: str
    retry: int = 0


UNREADABLE = Kind(400, "unreadable", "Không đọc được gói gửi: cần JSON mã hóa UTF-8.")
DEVICE_UNKNOWN = Kind(
    401, "device-unknown", "Thiết bị chưa ghép hoặc mã bí mật không đúng. Ghép lại thiết bị."
)
DEVICE_REVOKED = Kind(401, "device-revoked", "Thiết bị này đã bị thu hồi. Báo người quản lý chốt.")
DEVICE_KIND = Kind(403, "device-kind", "Loại thiết bị này không gửi vào địa chỉ này.")
NOT_FOUND = Kind(404, "not-found", "Không có địa chỉ này.")
METHOD = Kind(405, "method", "Địa chỉ này chỉ nhận POST.")
TOO_BIG = Kind(413, "too-big", "Gói gửi lớn hơn 1 MB: chia nhỏ rồi gửi lại.")
NOT_AS_DESCRIBED = Kind(422, "not-as-described", "Gói gửi chưa đúng mô tả.")
BROKEN = Kind(500, "broken", "Hệ thống gặp lỗi, chưa nhận gói này. Giữ lại và báo quản trị.")
BUSY = Kind(503, "busy", "Máy chủ đang bận. Giữ lại các lượt quét và gửi lại sau ít giây.", RETRY_SECONDS)
NOT_READY = Kind(503, "not-ready", "Máy chủ vừa khởi động. Gửi lại sau ít giây.", RETRY_SECONDS)
STORE_AWAY = Kind(
    503, "store-away", "Cơ sở dữ liệu không trả lời, chưa nhận gói này. Giữ lại và gửi lại sau.", 10
)
DISK_FULL = Kind(
    507, "disk-full", "Máy chủ hết chỗ ghi, chưa nhận lượt nào của gói này. Giữ lại, gửi lại sau.", 30
)


class ProblemError(Exception):
    """The whole message is refused; nothing of it was kept, unless a later sending says «doubled»."""

    def __init__(self, kind: Kind, detail: str = "") -> None:
        super().__init__(kind.code)
        self.kind, self.detail = kind, detail


def problem(error: ProblemError) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers, body."""
    kind = error.kind
    headers = [("content-type", MEDIA_TYPE), ("cache-control", "no-store")]
    if kind.retry:
        headers.append(("retry-after", str(kind.retry)))
    if kind.status == 401:
        headers.append(("www-authenticate", "Device"))
    if kind.status == 405:
        headers.append(("allow", "POST"))
    said = Problem(
        type=f"urn:songhanh:problem:{kind.code}",
        title=kind.title,
        status=kind.status,
        detail=error.detail or kind.title,
        code=kind.code,
    )
    return kind.status, headers, encoder.encode(said)
