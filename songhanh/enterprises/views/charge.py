"""Officers in charge: put in charge, substituted, released; and the list of all of it."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from songhanh.core.ui.acting import who
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.enterprises.actions import assignments
from songhanh.enterprises.forms.charge import AssignForm, ReleaseForm, SubstituteForm
from songhanh.enterprises.models import Assignment
from songhanh.enterprises.views.sending import back, done, editors, enterprise_of, form_page, url_of


@GET_POST
@editors
def assign(request: Request, code: str) -> HttpResponseBase:
    """Put an officer in charge, from a day on."""
    enterprise = enterprise_of(request, code)
    today = timezone.localdate(request.now)
    form = AssignForm(request.POST or None, on=today, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        row = Assignment(enterprise=enterprise, **form.cleaned_data)
        if done(request, form, lambda: assignments.assign_officers(assignments=[row], **who(request))):
            return back(enterprise)
    title = _("Giao chuyên viên phụ trách %(name)s") % {"name": enterprise}
    return form_page(request, form, title, _("Giao phụ trách"), url_of(enterprise))


@GET_POST
@editors
def release(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """An officer, or a substitute, is in charge no more from a day on."""
    rows = Assignment.objects.select_related("enterprise", "officer")
    assignment = visible(rows, request.actor, enterprise__code=code, uuid=uuid)
    form = ReleaseForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(
            request, form, lambda: assignments.release_officer(assignment=assignment, **given, **who(request))
        ):
            return back(assignment.enterprise)
    names = {"officer": assignment.officer, "name": assignment.enterprise}
    title = _("%(officer)s thôi phụ trách %(name)s") % names
    return form_page(request, form, title, _("Kết thúc phụ trách"), url_of(assignment.enterprise))


@GET_POST
@editors
def substitute(request: Request) -> HttpResponseBase:
    """Somebody stands in for an officer for some days, wherever that one is in charge."""
    form = SubstituteForm(request.POST or None, initial={"since": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(request, form, lambda: assignments.substitute_officer(**given, **who(request))):
            return redirect("enterprises:in-charge")
    lead = _(
        "Người thay thấy việc của người vắng ở mọi doanh nghiệp người đó phụ trách trong những ngày này."
    )
    back_url = reverse("enterprises:in-charge")
    return form_page(request, form, _("Cử người làm thay"), _("Cử làm thay"), back_url, lead)
