"""Contact points: added, changed, ended, resumed; by officers, and by the enterprise itself."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songhanh.core.ui.acting import who
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.enterprises.actions import contacts
from songhanh.enterprises.forms.contact import ChangeContactForm, ContactForm, EndContactForm, NewContactForm
from songhanh.enterprises.models import ContactPoint
from songhanh.enterprises.views.sending import (
    back,
    contact_editors,
    done,
    enterprise_of,
    form_page,
    pressed,
    url_of,
)


@GET_POST
@contact_editors
def add(request: Request, code: str) -> HttpResponseBase:
    """Somebody more to call."""
    enterprise = enterprise_of(request, code)
    first = not enterprise.contacts.filter(until=None, focal=True).exists()
    initial = {"since": timezone.localdate(request.now), "focal": first}
    form = NewContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = ContactPoint(enterprise=enterprise, **form.cleaned_data)
        if done(request, form, lambda: contacts.add_contacts(contacts=[row], **who(request))):
            return back(enterprise)
    title = _("Thêm đầu mối của %(name)s") % {"name": enterprise}
    return form_page(request, form, title, _("Thêm đầu mối"), url_of(enterprise))


@GET_POST
@contact_editors
def change(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """Another phone number, another person."""
    contact = _contact(request, code, uuid)
    initial = {name: getattr(contact, name) for name in ContactForm.base_fields}
    initial["on"] = timezone.localdate(request.now)
    form = ChangeContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(request, form, lambda: contacts.change_contact(contact=contact, **given, **who(request))):
            return back(contact.enterprise)
    title = _("Sửa đầu mối %(name)s") % {"name": contact.full_name}
    return form_page(request, form, title, _("Lưu đầu mối"), url_of(contact.enterprise))


@GET_POST
@contact_editors
def end(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """From a day on somebody else is called."""
    contact = _contact(request, code, uuid)
    form = EndContactForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(request, form, lambda: contacts.end_contact(contact=contact, **given, **who(request))):
            return back(contact.enterprise)
    title = _("Kết thúc đầu mối %(name)s") % {"name": contact.full_name}
    return form_page(request, form, title, _("Kết thúc đầu mối"), url_of(contact.enterprise))


@require_http_methods(["POST"])
@contact_editors
def resume(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """The end is taken back."""
    contact = _contact(request, code, uuid)
    pressed(request, lambda: contacts.resume_contact(contact=contact, **who(request)))
    return back(contact.enterprise)


def _contact(request: Request, code: str, uuid: UUID) -> ContactPoint:
    rows = ContactPoint.objects.select_related("enterprise")
    return visible(rows, request.actor, enterprise__code=code, uuid=uuid)
