"""What the list of enterprises shows and by what it is filtered."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from songhanh.core.scope import Scope
from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.enterprises.models import Enterprise, Ownership
from songhanh.parks.models import IndustrialPark


def page_url(row: Enterprise) -> str:
    """The enterprise's page."""
    return reverse("enterprises:enterprise", args=[row.code])


def in_charge(row: Enterprise) -> str:
    """Who is in charge today, a substitute after the officer."""
    return ", ".join(str(assignment.officer) for assignment in row.in_charge)  # type: ignore[attr-defined]


def register_spec(scope: Scope) -> ListSpec:
    """The list for who sees `scope`: no park is offered in which nothing is seen."""
    return ListSpec(
        title=_("Doanh nghiệp"),
        sort="name",
        columns=(
            Column("name", _("Doanh nghiệp"), lambda row: row.short_name, sort=("short_name", "code"), link=page_url,
                   below=lambda row: row.trade),
            Column("park", _("Khu công nghiệp"), lambda row: row.park.name, sort=("park__position", "code")),
            Column("tax", _("Mã số thuế"), lambda row: row.tax_code, sort=("tax_code",)),
            Column("ownership", _("Vốn"), lambda row: row.get_ownership_display(), sort=("ownership", "code")),
            Column("officer", _("Chuyên viên phụ trách"), in_charge),
            Column("since", _("Hoạt động từ"), lambda row: row.operating_from, Kind.DATE, sort=("operating_from",)),
            Column("closed", _("Ngừng từ"), lambda row: row.closed_on, Kind.DATE, sort=("closed_on",), shown=False),
            Column("code", _("Mã"), lambda row: row.code, sort=("code",), shown=False),
            Column("address", _("Địa chỉ"), lambda row: row.address, shown=False),
            Column("phone", _("Điện thoại"), lambda row: row.phone, shown=False),
        ),
        filters=(
            Filter("park", _("Khu"), lambda: parks_of(scope), field="park__code"),
            Filter("ownership", _("Vốn"), lambda: Ownership.choices, field="ownership"),
            Filter(
                "open", _("Hoạt động"), lambda: [("yes", _("Đang hoạt động")), ("no", _("Đã ngừng"))],
                apply=lambda rows, values: rows.filter(closed_on__isnull="yes" in values),
            ),
        ),
        search=("name_key", "code", "tax_code"),
        search_hint=_("tên, mã số thuế"),
        presets=(Preset(_("Tất cả"), ""), Preset(_("FDI"), "ownership=FDI"), Preset(_("Đã ngừng"), "open=no")),
        empty=Empty(
                _("Chưa có doanh nghiệp nào trong phạm vi."),
                _("Chuyên viên thêm khu công nghiệp trước, rồi thêm doanh nghiệp."),
            ),
        export_name="doanh-nghiep",
    )  # fmt: skip


def parks_of(scope: Scope) -> list[tuple[str, str]]:
    """Parks as a filter offers them."""
    return list(IndustrialPark.objects.visible_to(scope).values_list("code", "name"))
