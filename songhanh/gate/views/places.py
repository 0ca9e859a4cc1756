"""«Nơi»: where people are together inside an enterprise, and how near one another."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from songhanh.core.forms import OfEnterprise
from songhanh.core.ui.acting import filled, saved, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.gate import forms
from songhanh.gate.actions import places as actions
from songhanh.gate.models import DistanceClass, Place, PlaceKind
from songhanh.gate.presenters.site_lists import place_spec
from songhanh.gate.queries import places as queries
from songhanh.gate.views.frame import enterprise_of, form_page, frame, managers, readers, viewer_of

HERE = "gate:places"


@require_safe
@readers
def place_list(request: Request) -> HttpResponseBase:
    """All places in sight."""
    viewer = viewer_of(request)
    context = frame(request, HERE, enterprises=viewer.enterprises)
    rows = queries.places(scope=request.actor.scope)
    return list_answer(request, rows, place_spec(viewer), "gate/place_list.html", context)


@GET_POST
@managers
def read(request: Request) -> HttpResponseBase:
    """Workshops and lines out of the employment register."""
    form = OfEnterprise(request.POST or None, enterprises=viewer_of(request).enterprises)
    made: list[int] = []

    def act(given: dict[str, Any]) -> None:
        enterprise = enterprise_of(request, given["enterprise"])
        made.append(len(actions.read_places(enterprise=enterprise, **who(request))))

    if filled(request, form, act):
        said = ngettext("Đã thêm %(count)s nơi.", "Đã thêm %(count)s nơi.", made[0]) % {"count": made[0]}
        messages.success(request, said)
        return redirect(HERE)
    lead = _("Phân xưởng và chuyền có người đang làm mà chưa có ở đây sẽ được thêm vào; không xóa gì.")
    title, act_words = _("Lấy từ danh sách lao động"), _("Lấy phân xưởng và chuyền")
    return form_page(request, form, title=title, act=act_words, lead=lead, here=HERE)


@GET_POST
@managers
def add(request: Request) -> HttpResponseBase:
    """A place that no register knows."""
    initial = {"kind": PlaceKind.ROOM, "distance": DistanceClass.NEAR}
    form = forms.PlaceForm(request.POST or None, initial=initial, enterprises=viewer_of(request).enterprises)

    def act(given: dict[str, Any]) -> None:
        actions.add_place(
            enterprise=enterprise_of(request, given["enterprise"]),
            kind=PlaceKind(given["kind"]),
            name=given["name"],
            parent=None,
            distance=DistanceClass(given["distance"]),
            minimum_crew=given["minimum_crew"],
            **who(request),
        )

    if filled(request, form, act):
        return saved(request, HERE)
    return form_page(request, form, title=_("Thêm nơi"), act=_("Thêm nơi"), here=HERE)


@GET_POST
@managers
def place(request: Request, uuid: UUID) -> HttpResponseBase:
    """How near people are there, with how few it runs."""
    row = visible(queries.places(scope=request.actor.scope), request.actor, uuid=uuid)
    initial = {"distance": row.distance, "minimum_crew": row.minimum_crew}
    form = forms.DescribeForm(request.POST or None, initial=initial)
    if filled(
        request,
        form,
        lambda given: actions.describe_place(
            place=row,
            distance=DistanceClass(given["distance"]),
            minimum_crew=given["minimum_crew"],
            **who(request),
        ),
    ):
        return saved(request, HERE)
    return form_page(request, form, title=_title(row), act=_("Lưu"), here=HERE)


def _title(row: Place) -> str:
    return f"{row.get_kind_display()} {row.name} · {row.enterprise}"
