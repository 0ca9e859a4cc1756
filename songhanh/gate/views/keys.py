"""«Khóa ký thẻ»: for the administrator."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.reasons import RefusedError
from songhanh.core.ui.acting import done, who
from songhanh.core.ui.request import Request, visible
from songhanh.gate.actions import keys as actions
from songhanh.gate.models import PassKey
from songhanh.gate.queries import keys as queries
from songhanh.gate.views.frame import key_keepers


@require_safe
@key_keepers
def key_list(request: Request) -> HttpResponseBase:
    """All keys there ever were."""
    context = {"keys": queries.pass_keys(), "as_of": request.now, "screen_code": "gate-keys"}
    return render(request, "gate/keys.html", context)


@require_POST
@key_keepers
def rotate(request: Request) -> HttpResponseBase:
    """A new key signs."""
    said = _("Đã đổi khóa. Thẻ đã in vẫn dùng được đến ngày hết hạn.")
    return done(request, lambda: actions.rotate_keys(**who(request)), said, "gate:keys")


@require_POST
@key_keepers
def revoke(request: Request, uuid: UUID) -> HttpResponseBase:
    """What it has signed is refused."""
    key = visible(PassKey.objects.all(), request.actor, uuid=uuid)
    try:
        count = actions.revoke_key(key=key, **who(request))
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã thu hồi khóa. Cần in lại %(count)s thẻ.") % {"count": count})
    return redirect("gate:keys")
