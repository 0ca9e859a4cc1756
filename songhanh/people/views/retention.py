"""«Lưu trữ và xóa dữ liệu»: how long what is kept, whose time is over, erasing in two steps."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import date_vn, number
from songhanh.core.ui.request import Request, requires
from songhanh.people.actions.erasing import erase_people
from songhanh.people.presenters.retention import kept_rows
from songhanh.people.queries import retention as queries
from songhanh.people.views.erasure_form import ErasureForm

ERASURES = 50


@require_safe
@requires(Permission.PEOPLE_ERASE, Permission.AUDIT_READ)
def retention(request: Request) -> HttpResponseBase:
    """What is due by enterprise, without any name; what was erased; how long what is kept."""
    today = timezone.localdate(request.now)
    due = queries.due(on=today)
    context = {
        "due": due,
        "total": sum(len(each.people) for each in due),
        "left_before": queries.left_before(today),
        "months": queries.months_kept(),
        "erasures": queries.erasures()[:ERASURES],
        "kept": kept_rows(queries.months_kept()),
        "may_erase": request.actor.may(Permission.PEOPLE_ERASE),
        "as_of": request.now,
        "screen_code": "people-retention",
    }
    return render(request, "people/retention.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_ERASE)
def erase(request: Request, code: str) -> HttpResponseBase:
    """The second step: what will be gone, the reason, and the number typed once more."""
    groups = [
        each for each in queries.due(on=timezone.localdate(request.now)) if each.enterprise.code == code
    ]
    if not groups:
        raise Http404
    (due,) = groups
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = erase_people(
                enterprise=due.enterprise, **form.cleaned_data, by=request.actor, now=request.now
            )
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            said = _("Đã xóa %(people)s người, hủy %(lists)s tệp danh sách có tên họ.")
            messages.success(request, said % {"people": number(done.people), "lists": number(done.lists)})
            return redirect("people:retention")
    count = number(len(due.people))
    context = {
        "form": form,
        "due": due,
        "title": _("Xóa %(count)s người của %(enterprise)s") % {"count": count, "enterprise": due.enterprise},
        "lead": _("Nghỉ sớm nhất %(first)s, muộn nhất %(last)s. Xóa rồi không lấy lại được.")
        % {"first": date_vn(due.first), "last": date_vn(due.last)},
        "act": _("Xóa hẳn %(count)s người") % {"count": count},
        "danger": True,
        "back_url": reverse("people:retention"),
        "crumbs": [(_("Lưu trữ và xóa dữ liệu"), reverse("people:retention")), (str(due.enterprise), "")],
        "screen_code": "people-erase",
    }
    return render(request, "people/erase.html", context, status=422 if form.errors else 200)
