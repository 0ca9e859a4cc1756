"""How a no is said: RFC 9457 problem details, with the rule's code and words in the reader's language."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from songhanh.core.accounts.call_limit import TooManyCallsError
from songhanh.core.api.bodies import DuplicateKeyError
from songhanh.core.reasons import RefusedError

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"

# Status → (code, words) where no rule has spoken.
PLAIN: Mapping[int, tuple[str, str | Promise]] = {
    400: ("unreadable", gettext_lazy("Không đọc được yêu cầu: cần JSON mã hóa UTF-8.")),
    401: ("no_token", gettext_lazy("Cần mã truy cập còn hạn ở đầu mục Authorization: Bearer.")),
    403: ("no_permission", gettext_lazy("Mã truy cập hoặc tài khoản này không có quyền đó.")),
    404: ("not_found", gettext_lazy("Không có, hoặc nằm ngoài phạm vi được xem.")),
    405: ("method", gettext_lazy("Địa chỉ này không nhận phương thức đó.")),
    409: ("refused", gettext_lazy("Một quy tắc không cho phép.")),
    413: ("too_big", gettext_lazy("Yêu cầu quá lớn: chia nhỏ rồi gửi lại.")),
    422: ("not_as_described", gettext_lazy("Yêu cầu chưa đúng mô tả. Sửa các chỗ nêu ở «errors».")),
    429: ("too_many_calls", gettext_lazy("Gọi quá nhiều trong một phút. Chờ số giây ở đầu mục Retry-After.")),
    500: ("broken", gettext_lazy("Hệ thống gặp lỗi, chưa ghi gì. Thử lại, còn lỗi thì báo quản trị.")),
    503: ("busy", gettext_lazy("Cơ sở dữ liệu đang bận, chưa ghi gì. Thử lại sau ít phút.")),
}
# 400 of its own where the reader can say more than «unreadable».
TWICE = gettext_lazy("Tên «%(key)s» có hai lần trong một nhóm: giữ một.")
# What may be wrong with one field: pydantic's kind → words with places for its context.
WRONG: Mapping[str, str | Promise] = {
    "missing": gettext_lazy("Thiếu trường này."),
    "extra_forbidden": gettext_lazy("Không có trường này trong mô tả. Bỏ đi."),
    "string_too_long": gettext_lazy("Dài quá %(max_length)s ký tự."),
    "string_too_short": gettext_lazy("Cần ít nhất %(min_length)s ký tự."),
    "too_long": gettext_lazy("Có quá %(max_length)s mục."),
    "string_pattern_mismatch": gettext_lazy("Chưa đúng dạng %(pattern)s."),
    "greater_than_equal": gettext_lazy("Cần từ %(ge)s trở lên."),
    "less_than_equal": gettext_lazy("Cần không quá %(le)s."),
    "literal_error": gettext_lazy("Chỉ nhận %(expected)s."),
    "enum": gettext_lazy("Chỉ nhận %(expected)s."),
}


class Wrong(Schema):
    """One thing that is wrong: where, which rule, in words; of a report's cell also how grave."""

    place: str
    code: str
    detail: str
    level: str | None = None


class Problem(Schema):
    """RFC 9457. `code` is the rule's own and never changes; `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[Wrong] = []


def problem(
    status: int, code: str = "", detail: str = "", errors: Sequence[Mapping[str, Any]] = ()
) -> HttpResponse:
    """The answer for a no."""
    plain_code, words = PLAIN.get(status, PLAIN[400])
    said = {
        "type": f"urn:songhanh:problem:{code or plain_code}",
        "title": str(words),
        "status": status,
        "detail": detail or str(words),
        "code": code or plain_code,
        "errors": [{"level": None, **each} for each in errors],
    }
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """A rule said no: 409 with its code; `places` of a refusal say where."""
    return problem(409, error.code, str(error), getattr(error, "places", ()))


def not_as_described(request: HttpRequest, error: Any) -> HttpResponse:
    """422, every field that is wrong by its place."""
    return problem(422, errors=[_wrong(each) for each in error.errors[:50]])


def _wrong(error: Mapping[str, Any]) -> dict[str, str]:
    words = WRONG.get(error["type"])
    detail = str(words) % error["ctx"] if words and "%(" in str(words) else str(words or "")
    return {
        "place": "/".join(str(part) for part in error["loc"])[:200],
        "code": error["type"],
        "detail": detail or _("Giá trị chưa đúng kiểu."),
    }


def say_no(api: NinjaAPI) -> None:
    """Give `api` its ways of saying no."""
    api.add_exception_handler(RefusedError, refused)
    api.add_exception_handler(ValidationError, not_as_described)
    api.add_exception_handler(Http404, lambda request, error: problem(404))
    api.add_exception_handler(PermissionDenied, lambda request, error: problem(403))
    api.add_exception_handler(RequestDataTooBig, lambda request, error: problem(413))
    api.add_exception_handler(TooManyCallsError, _wait)
    api.add_exception_handler(HttpError, _plain)


def _plain(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(cause := error.__cause__, DuplicateKeyError):
        return problem(400, cause.code, str(TWICE) % {"key": cause.key})
    answer = problem(error.status_code)
    if error.status_code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _wait(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem(429)
    answer.headers["Retry-After"] = str(error.wait)
    return answer


def problem_answers(handle: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: below the API's address every no is a problem, also where no operation was reached."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        bare = response.status_code >= 400 and response.get("Content-Type") != MEDIA_TYPE
        if not (bare and request.path.startswith(PREFIX)):
            return response
        answer = problem(response.status_code)
        if "Allow" in response.headers:
            answer.headers["Allow"] = response.headers["Allow"]
        return answer

    return respond
