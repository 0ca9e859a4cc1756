"""«Thông báo»: what waits under the bell."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from songhanh.core import queries
from songhanh.core.actions.notices import read_all_notices, read_notice
from songhanh.core.models import Notice
from songhanh.core.ui.request import Request, sign_in_first
from songhanh.core.views.paging import page_of


@require_safe
def notice_list(request: Request) -> HttpResponseBase:
    """One's own, newest first."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    unread = request.GET.get("unread") == "1"
    page = page_of(queries.notices(request.actor.user_id, unread=unread), request.GET)
    waiting = queries.unread_notices(request.actor.user_id)
    context = {"page": page, "unread": unread, "waiting": waiting, "screen_code": "core-notices"}
    return render(request, "core/notice_list.html", context)


@require_POST
def read(request: Request, uuid: str) -> HttpResponseBase:
    """Read, and on to where the notice leads. Another's notice and an unknown one are both 404."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    notice = get_object_or_404(Notice, uuid=uuid, user_id=request.actor.user_id)
    read_notice(notice=notice, by=request.actor, now=request.now)
    local = notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if local else "core:notices")


@require_POST
def read_all(request: Request) -> HttpResponseBase:
    """«Đánh dấu đã đọc tất cả»."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    read_all_notices(by=request.actor, now=request.now)
    return redirect("core:notices")
