"""The other lists of the register: contact points, projects, certificates, sitings, officers in charge."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.ui.lists import ListSpec, list_answer
from songhanh.core.ui.lists.rows import Rows
from songhanh.core.ui.request import Request
from songhanh.enterprises import queries
from songhanh.enterprises.models import ContactPoint, InvestmentCertificate, Project, Siting
from songhanh.enterprises.views.columns_of_charge import charge_spec
from songhanh.enterprises.views.columns_of_files import (
    certificates_spec,
    contacts_spec,
    projects_spec,
    sitings_spec,
)
from songhanh.enterprises.views.sending import readers

LISTS: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("Dự án đầu tư"), "enterprises:projects"),
    (gettext_lazy("Giấy chứng nhận"), "enterprises:certificates"),
    (gettext_lazy("Đầu mối liên hệ"), "enterprises:contacts"),
    (gettext_lazy("Nơi đứng chân"), "enterprises:sitings"),
    (gettext_lazy("Chuyên viên phụ trách"), "enterprises:in-charge"),
    (gettext_lazy("Lô đất"), "parks:plots"),
)
OF_THE_BOARD = ((gettext_lazy("Tổ công tác"), "enterprises:groups"),)


def other_lists(by: Actor) -> list[tuple[str | Promise, str]]:
    """Name and address of the lists beside that of enterprises."""
    board = by.may(Permission.TODAY_READ) and by.scope.whole
    return [(name, reverse(page)) for name, page in (*LISTS, *(OF_THE_BOARD if board else ()))]


@require_safe
@readers
def projects(request: Request) -> HttpResponseBase:
    """All projects in sight."""
    rows = Project.objects.visible_to(request.actor.scope).select_related("enterprise__park", "plot")
    return _answer(
        request, rows, projects_spec(request.actor.scope, timezone.localdate(request.now)), "projects"
    )


@require_safe
@readers
def certificates(request: Request) -> HttpResponseBase:
    """All certificates and amendments in sight."""
    rows = InvestmentCertificate.objects.visible_to(request.actor.scope)
    rows = rows.select_related("project__enterprise__park")
    return _answer(request, rows, certificates_spec(request.actor.scope), "certificates")


@require_safe
@readers
def contacts(request: Request) -> HttpResponseBase:
    """Whom to call at every enterprise in sight."""
    rows = ContactPoint.objects.visible_to(request.actor.scope).select_related("enterprise__park")
    return _answer(
        request, rows, contacts_spec(request.actor.scope, timezone.localdate(request.now)), "contacts"
    )


@require_safe
@readers
def sitings(request: Request) -> HttpResponseBase:
    """Where every enterprise in sight has stood."""
    rows = Siting.objects.visible_to(request.actor.scope).select_related("enterprise", "park", "plot")
    return _answer(
        request, rows, sitings_spec(request.actor.scope, timezone.localdate(request.now)), "sitings"
    )


@require_safe
@readers
def in_charge(request: Request) -> HttpResponseBase:
    """Officers and substitutes by enterprise."""
    spec = charge_spec(request.actor.scope, timezone.localdate(request.now))
    return _answer(request, queries.in_charge(request.actor.scope), spec, "in-charge")


def _answer(request: Request, rows: Rows, spec: ListSpec, name: str) -> HttpResponseBase:
    context = {
        "lists": other_lists(request.actor),
        "may_substitute": name == "in-charge" and request.actor.may(Permission.REGISTER_EDIT),
        "crumbs": [(_("Doanh nghiệp"), reverse("enterprises:list")), (str(spec.title), "")],
        "screen_code": f"enterprises-{name}",
    }
    return list_answer(request, rows, spec, "enterprises/file_list.html", context)
