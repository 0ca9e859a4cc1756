"""Plots for the Board: the list with who stands there, a new one, changes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import Scope, ScopeKind
from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, list_answer
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.core.ui.section import form_answer
from songhanh.parks.actions import plots
from songhanh.parks.forms import NewPlotForm, PlotForm
from songhanh.parks.models import IndustrialPark, Plot
from songhanh.parks.views.authority import done, editors, readers


@require_safe
@readers
def plot_list(request: Request) -> HttpResponseBase:
    """The plots in sight, with who of those in sight stands there today."""
    scope, may_edit = request.actor.scope, request.actor.may(Permission.REGISTER_EDIT)
    rows = Plot.objects.visible_to(scope).select_related("park").prefetch_related("sitings__enterprise")
    context = {"may_edit": may_edit, "crumbs": _crumbs(), "screen_code": "parks-plots"}
    return list_answer(request, rows, _spec(scope, may_edit=may_edit), "parks/plot_list.html", context)


@GET_POST
@editors
def add(request: Request) -> HttpResponseBase:
    """A new plot."""
    form = NewPlotForm(request.POST or None, scope=request.actor.scope)
    if request.method == "POST" and form.is_valid():
        new = Plot(**form.cleaned_data)
        if done(request, form, lambda: plots.add_plots(plots=[new], by=request.actor, now=request.now)):
            return redirect("parks:plots")
    context = {"title": _("Thêm lô đất"), "act": _("Thêm lô"), **_frame()}
    return form_answer(request, form, context)


@GET_POST
@editors
def change(request: Request, uuid: UUID) -> HttpResponseBase:
    """Put right code, area, purpose."""
    plot = _plot(request, uuid)
    initial = {name: getattr(plot, name) for name in PlotForm.base_fields}
    form = PlotForm(request.POST or None, park=plot.park, but=plot, initial=initial)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        if done(
            request, form, lambda: plots.change_plot(plot=plot, **given, by=request.actor, now=request.now)
        ):
            return redirect("parks:plots")
    title = _("Sửa lô %(code)s, %(park)s") % {"code": plot.code, "park": plot.park}
    context = {
        "form": form,
        "title": title,
        "act": _("Lưu lô"),
        "withdraw_url": reverse("parks:plot-withdraw", args=[plot.uuid]),
        **_frame(),
    }
    return render(request, "parks/plot_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
@editors
def withdraw(request: Request, uuid: UUID) -> HttpResponseBase:
    """Entered by mistake: taken out."""
    plot = _plot(request, uuid)
    try:
        plots.withdraw_plot(plot=plot, by=request.actor, now=request.now)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("parks:plot-change", uuid=uuid)
    messages.success(request, _("Đã gỡ lô %(code)s.") % {"code": plot.code})
    return redirect("parks:plots")


def _plot(request: Request, uuid: UUID) -> Plot:
    return visible(Plot.objects.select_related("park"), request.actor, uuid=uuid)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Khu công nghiệp"), reverse("parks:list")), (_("Lô đất"), "")]


def _frame() -> dict[str, Any]:
    return {"back_url": reverse("parks:plots"), "screen_code": "parks-plot-form"}


def _spec(scope: Scope, *, may_edit: bool) -> ListSpec:
    def link(row: Plot) -> str:
        return reverse("parks:plot-change", args=[row.uuid]) if may_edit else ""

    def stands(row: Any) -> str:
        here = [each for each in row.sitings.all() if each.until is None and _seen(scope, each.enterprise_id)]
        return ", ".join(str(each.enterprise) for each in here)

    why = gettext_lazy("Chưa có lô đất nào trong phạm vi.")
    add_first = Empty(why, gettext_lazy("Thêm lô đất"), reverse("parks:plot-add"))
    return ListSpec(
        title=gettext_lazy("Lô đất"),
        sort="park",
        columns=(
            Column("code", gettext_lazy("Mã lô"), lambda row: row.code, sort=("code", "pk"), link=link),
            Column("park", gettext_lazy("Khu công nghiệp"), lambda row: row.park.name, sort=("park__position", "code")),
            Column("area", gettext_lazy("Diện tích (ha)"), lambda row: row.area_ha, Kind.NUMBER, sort=("area_ha",)),
            Column("purpose", gettext_lazy("Mục đích"), lambda row: row.purpose),
            Column("stands", gettext_lazy("Doanh nghiệp đang đứng"), stands),
        ),
        filters=(Filter("park", gettext_lazy("Khu"), lambda: _parks(scope), field="park__code"),),
        find=lambda rows, text: rows.filter(code__icontains=text.strip()),
        search_hint=gettext_lazy("mã lô"),
        empty=add_first if may_edit else Empty(why),
        export_name="lo-dat",
    )  # fmt: skip


def _seen(scope: Scope, enterprise_id: int) -> bool:
    """Neighbours on a plot are strangers to who sees some enterprises only."""
    return scope.kind is not ScopeKind.ENTERPRISES or enterprise_id in scope.enterprise_ids


def _parks(scope: Scope) -> list[tuple[str, str]]:
    rows = IndustrialPark.objects.visible_to(scope).distinct()
    return list(rows.values_list("code", "name"))
