"""«Tỷ giá»: the authority's table of exchange rates, typed in from the State Bank's publication."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import date_vn, number
from songhanh.core.ui.acting import who
from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset, list_answer
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.units import fold
from songhanh.reporting import policies
from songhanh.reporting.actions.exchange import Announced, correct_rate, enter_rate, withdraw_rate
from songhanh.reporting.models import ExchangeRate
from songhanh.reporting.queries.exchange import reports_frozen_with
from songhanh.reporting.views.board import under_reports
from songhanh.reporting.views.exchange_forms import RateForm, WithdrawRateForm
from songhanh.rules.formats import format_number

readers = requires(Permission.SETTINGS_MANAGE, Permission.COLLECTION_RUN, Permission.TODAY_READ)
keepers = requires(Permission.SETTINGS_MANAGE, Permission.COLLECTION_RUN)


@require_safe
@readers
def rates(request: Request) -> HttpResponseBase:
    """The rates that hold, and under another tab the ones that were corrected or withdrawn."""
    rows = ExchangeRate.objects.select_related("entered_by", "ended_by")
    may_edit = policies.may(policies.check_can_edit_rates, request.actor)
    context = {
        "may_edit": may_edit,
        "crumbs": under_reports(request, (_("Tỷ giá"), "")),
        "screen_code": "reporting-exchange-rates",
    }
    return list_answer(request, rows, spec(may_edit=may_edit), "reporting/exchange_rates.html", context)


@require_http_methods(["GET", "POST"])
@keepers
def enter(request: Request) -> HttpResponseBase:
    """«Nhập tỷ giá»."""
    form = RateForm(request.POST if request.method == "POST" else None)

    def act() -> ExchangeRate:
        given = form.cleaned_data
        return enter_rate(valid_from=given["valid_from"], announced=_announced(given), **who(request))

    if request.method == "POST" and (done := _done(form, act)) is not None:
        messages.success(request, _said(gettext("Đã nhập tỷ giá %(rate)s đồng/USD từ %(day)s."), done))
        return redirect("reporting:exchange_rates")
    lead = gettext("Tỷ giá trung tâm do Ngân hàng Nhà nước công bố; phần mềm không tự đặt tỷ giá.")
    return _page(request, form, gettext("Nhập tỷ giá"), lead, gettext("Nhập tỷ giá"))


@require_http_methods(["GET", "POST"])
@keepers
def correct(request: Request, uuid: UUID) -> HttpResponseBase:
    """«Sửa»: a new row in the old one's place."""
    entry = _holding(uuid)
    initial = {"rate": number(entry.rate), "source": entry.source}
    form = RateForm(request.POST if request.method == "POST" else None, initial=initial, correction=True)

    def act() -> ExchangeRate:
        given = form.cleaned_data
        return correct_rate(entry=entry, announced=_announced(given), reason=given["reason"], **who(request))

    if request.method == "POST" and (done := _done(form, act)) is not None:
        messages.success(request, _said(gettext("Đã sửa tỷ giá từ %(day)s thành %(rate)s đồng/USD."), done))
        return redirect("reporting:exchange_rates")
    title = _said(gettext("Sửa tỷ giá từ %(day)s"), entry)
    return _page(request, form, title, _kept(entry), gettext("Sửa tỷ giá"))


@require_http_methods(["GET", "POST"])
@keepers
def withdraw(request: Request, uuid: UUID) -> HttpResponseBase:
    """«Rút»: the rate before it holds on."""
    entry = _holding(uuid)
    form = WithdrawRateForm(request.POST if request.method == "POST" else None)

    def act() -> ExchangeRate:
        return withdraw_rate(entry=entry, reason=form.cleaned_data["reason"], **who(request))

    if request.method == "POST" and (done := _done(form, act)) is not None:
        messages.success(request, _said(gettext("Đã rút tỷ giá %(rate)s đồng/USD từ %(day)s."), done))
        return redirect("reporting:exchange_rates")
    title = _said(gettext("Rút tỷ giá %(rate)s đồng/USD từ %(day)s"), entry)
    return _page(request, form, title, _kept(entry), gettext("Rút tỷ giá"), danger=True)


def spec(*, may_edit: bool) -> ListSpec:
    """The list's columns and filters."""
    acts = Column("acts", _("Việc"), _acts, Kind.HTML)
    return ListSpec(
        title=_("Tỷ giá"),
        sort="-from",
        columns=(
            Column("from", _("Áp dụng từ"), lambda row: row.valid_from, Kind.DATE, sort=("valid_from",),
                   first_down=True),
            Column("rate", _("Đồng cho 1 USD"), lambda row: row.rate, Kind.NUMBER, sort=("rate",),
                   first_down=True),
            Column("source", _("Căn cứ"), lambda row: row.source, sort=("source",), below=_why),
            Column("by", _("Người nhập"), lambda row: str(row.entered_by or ""), shown=False,
                   sort=("entered_by__full_name",)),
            Column("at", _("Nhập lúc"), lambda row: row.entered_at, Kind.MOMENT, sort=("entered_at",),
                   first_down=True),
            Column("state", _("Tình trạng"), _state),
            *((acts,) if may_edit else ()),
        ),
        filters=(
            Filter("state", _("Tình trạng"), lambda: STATES, apply=_in_state),
            Filter("year", _("Năm"), _years, apply=_of_year),
        ),
        find=_with_words,
        search_hint=_("căn cứ, lý do, tỷ giá như 23.100"),
        presets=(
            Preset(_("Tất cả"), ""),
            Preset(_("Đang dùng"), "state=HOLDS"),
            Preset(_("Đã sửa hoặc rút"), "state=ENDED"),
        ),
        empty=Empty(
            _("Bảng tỷ giá còn trống. Tỷ giá ở đây là tỷ giá trung tâm của Ngân hàng Nhà nước Việt Nam, người của "
              "Ban chép từ thông báo đã công bố; phần mềm không tự đặt và không tải về."),
            _("Nhập ngày áp dụng, số đồng cho 1 USD và căn cứ. Khi bảng chưa có, người nộp tự nhập tỷ giá và báo "
              "cáo ghi rõ điều đó."),
        ),
        row_css=lambda row: "mut" if row.ended_at is not None else "",
        export_name="ty-gia",
    )  # fmt: skip


STATES = (("HOLDS", _("Đang dùng")), ("ENDED", _("Đã sửa hoặc rút")))


def _in_state(rows: "QuerySet[ExchangeRate]", asked: tuple[str, ...]) -> "QuerySet[ExchangeRate]":
    return rows.filter(ended_at__isnull="ENDED" not in asked)


def _state(row: ExchangeRate) -> str:
    return gettext("Đang dùng") if row.ended_at is None else gettext("Đã sửa hoặc rút")


def _why(row: ExchangeRate) -> str:
    """Why it stands in another's place, or why it counts no more."""
    return row.ended_reason or row.reason


def _years() -> list[tuple[str, str]]:
    years = ExchangeRate.objects.dates("valid_from", "year", order="DESC")
    return [(str(each.year), str(each.year)) for each in years]


def _of_year(rows: "QuerySet[ExchangeRate]", years: tuple[str, ...]) -> "QuerySet[ExchangeRate]":
    return rows.filter(valid_from__year=int(years[0]))


def _with_words(rows: "QuerySet[ExchangeRate]", text: str) -> "QuerySet[ExchangeRate]":
    """Free text is not stored folded: the table is small enough to be read through."""
    words = fold(text).split()
    kept = rows.order_by().values_list("pk", "rate", "source", "reason", "ended_reason")
    said = {
        pk: fold(" ".join((format_number(rate), format_number(rate, None, "en"), f"{rate:.0f}", *more)))
        for pk, rate, *more in kept
    }
    return rows.filter(pk__in=[pk for pk, each in said.items() if all(word in each for word in words)])


def _acts(row: ExchangeRate) -> str:
    if row.ended_at is not None:
        return ""
    day = date_vn(row.valid_from)
    links = [
        (reverse("reporting:exchange_rate_correct", args=[row.uuid]), gettext("Sửa"), day),
        (reverse("reporting:exchange_rate_withdraw", args=[row.uuid]), gettext("Rút"), day),
    ]
    joined = format_html_join("", '<a href="{}">{}<span class="vh"> {}</span></a>', links)
    return format_html('<span class="does nw noprint">{}</span>', joined)


def _holding(uuid: UUID) -> ExchangeRate:
    """The entry that still counts; another one is an unknown page."""
    entry = ExchangeRate.objects.filter(uuid=uuid, ended_at=None).first()
    if entry is None:
        raise Http404
    return entry


def _announced(given: dict[str, Any]) -> Announced:
    return Announced(given["rate"], given["source"])


def _done(form: forms.Form, act: Callable[[], ExchangeRate]) -> ExchangeRate | None:
    """What the act has written; a refusal stands in the form in words."""
    if not form.is_valid():
        return None
    try:
        return act()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return None


def _said(words: str, entry: ExchangeRate) -> str:
    return words % {"rate": number(entry.rate), "day": date_vn(entry.valid_from)}


def _kept(entry: ExchangeRate) -> str:
    words = gettext("%(count)s lần nộp đã chốt với %(rate)s đồng/USD giữ nguyên tỷ giá đó.")
    return words % {"count": number(reports_frozen_with(entry)), "rate": number(entry.rate)}


def _page(
    request: Request, form: forms.Form, title: str, lead: str, act: str, *, danger: bool = False
) -> HttpResponseBase:
    back = reverse("reporting:exchange_rates")
    context = {
        "title": title,
        "lead": lead,
        "form": form,
        "act": act,
        "danger": danger,
        "back_url": back,
        "crumbs": under_reports(request, (_("Tỷ giá"), back), (title, "")),
        "screen_code": "reporting-exchange-rate",
    }
    return render(request, "core/confirm.html", context, status=422 if form.errors else 200)
