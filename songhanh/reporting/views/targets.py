"""«Chỉ tiêu kế hoạch»: what decisions ask of a year, their versions and splits; one of them opened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.acting import who
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.indicators import indicators
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.models import Consolidation, Target
from songhanh.reporting.presenters.targets import name_of, opened_target, shown_group, target_name
from songhanh.reporting.queries.names import spoken_unit
from songhanh.reporting.queries.planned import target_named
from songhanh.reporting.queries.targets import target_groups, target_of, target_years, targets_found
from songhanh.reporting.views.board import board_only, under_reports
from songhanh.reporting.views.board_forms import TargetForm

MOST = 200
# The Board's readers, and agencies that read the report in which a target is named.
readers = requires(Permission.REPORTS_READ, Permission.DOCUMENTS_READ)
at_the_board = requires(Permission.TODAY_READ)


@require_safe
@board_only
def targets(request: Request) -> HttpResponseBase:
    """The targets of a year; ``?year=`` another."""
    years = target_years(request.actor.scope)
    year = _year(request, years)
    text = request.GET.get("q", "").strip()[:200]
    groups = target_groups(year, request.actor.scope)
    if text:
        fitting = {row.indicator for row in targets_found(request.actor.scope, f"{text} {year}", MOST)}
        groups = [group for group in groups if group.indicator in fitting]
    context = {
        "year": year,
        "q": text,
        "years": sorted({*years, year}, reverse=True),
        "groups": [shown_group(group) for group in groups],
        "may_edit": request.actor.may(Permission.TARGETS_EDIT),
        "crumbs": under_reports(request, (_("Chỉ tiêu kế hoạch"), "")),
        "screen_code": "reporting-targets",
    }
    return render(request, "reporting/targets.html", context)


@require_safe
@at_the_board
@readers
def target(request: Request, uuid: UUID) -> HttpResponseBase:
    """One version of a target: decision, history, splits, the consolidations that stand on it."""
    return _target_page(request, target_of(uuid, request.actor.scope), None)


@require_safe
@at_the_board
@requires(Permission.CONSOLIDATE, Permission.DOCUMENTS_READ)
def consolidation_target(request: Request, uuid: UUID, year: int, code: str) -> HttpResponseBase:
    """The same under the address that a sealed report prints."""
    whole = request.actor.scope.whole
    consolidation = Consolidation.objects.filter(uuid=uuid).first() if whole else None
    named = target_named(consolidation, code, year) if consolidation else None
    found = target_of(named, request.actor.scope) if named else None
    return _target_page(request, found, consolidation)


@require_http_methods(["GET", "POST"])
@requires(Permission.TARGETS_EDIT)
def set_(request: Request) -> HttpResponseBase:
    """«Nhập chỉ tiêu»: a new version where one stands already."""
    form = TargetForm(
        request.POST if request.method == "POST" else None,
        initial={"year": _year(request, []), "indicator": request.GET.get("indicator", "")},
        indicators=[
            (code, f"{name_of(code)} ({spoken_unit(each.unit)})") for code, each in indicators().items()
        ],
        parks=list(_parks(request).values_list("code", "name")),
    )
    if request.method == "POST" and form.is_valid() and (done := _set(request, form)) is not None:
        messages.success(
            request,
            _("Đã nhập chỉ tiêu, bản %(version)s. Các bản cũ vẫn giữ.") % {"version": done.version},
        )
        return redirect(f"{reverse('reporting:targets')}?year={done.year}")
    title = _("Nhập chỉ tiêu kế hoạch")
    context = {
        "title": title,
        "lead": _("Chỉ tiêu đã có thì thành bản mới, bản cũ vẫn giữ để xem lại."),
        "form": form,
        "act": _("Nhập chỉ tiêu"),
        "back_url": reverse("reporting:targets"),
        "crumbs": [
            (_("Báo cáo"), reverse("reporting:list")),
            (_("Chỉ tiêu kế hoạch"), reverse("reporting:targets")),
            (title, ""),
        ],
        "screen_code": "reporting-target-set",
    }
    return render(request, "core/confirm.html", context, status=422 if form.errors else 200)


def _target_page(
    request: Request, found: Target | None, consolidation: Consolidation | None
) -> HttpResponseBase:
    parts = request.actor.may(Permission.REPORTS_READ)
    if found is None or (found.enterprise_id and not parts):
        raise Http404
    listed = (_("Chỉ tiêu kế hoạch"), f"{reverse('reporting:targets')}?year={found.year}")
    of_report = (_("Tổng hợp và báo cáo"), reverse("reporting:consolidations"))
    above = [of_report] if consolidation else [listed] if parts else []
    if consolidation:
        above.append((consolidation.number, reverse("reporting:consolidation", args=[consolidation.uuid])))
    context = {
        "opened": opened_target(found, request.actor.scope, parts=parts),
        "title": target_name(found),
        "may_edit": request.actor.may(Permission.TARGETS_EDIT),
        "opens_figure": parts,
        "crumbs": [*above, (target_name(found), "")],
        "screen_code": "reporting-target",
    }
    return render(request, "reporting/target.html", context)


def _set(request: Request, form: TargetForm) -> Target | None:
    values = dict(form.cleaned_data)
    code = values.pop("enterprise").strip()
    visible = Enterprise.objects.visible_to(request.actor.scope)
    enterprise = visible.filter(code=code).first() if code else None
    if code and enterprise is None:
        form.add_error("enterprise", _("Không có doanh nghiệp mã «%(code)s».") % {"code": code})
        return None
    park = _parks(request).filter(code=values.pop("park")).first()
    if park is not None and enterprise is not None:
        form.add_error("enterprise", _("Chọn khu hoặc doanh nghiệp, không chọn cả hai."))
        return None
    try:
        return set_target(
            indicator_code=values.pop("indicator"), park=park, enterprise=enterprise, **values, **who(request)
        )
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return None


def _parks(request: Request) -> Any:
    return IndustrialPark.objects.visible_to(request.actor.scope)


def _year(request: Request, years: list[int]) -> int:
    text = request.GET.get("year", "")
    if text and not (text.isdecimal() and 2000 <= int(text) <= 2100):
        raise Http404
    today = timezone.localdate(request.now).year
    return int(text) if text else (today if today in years or not years else years[0])
