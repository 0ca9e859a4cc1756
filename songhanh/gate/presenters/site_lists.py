"""The lists of gates, devices, places."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec
from songhanh.gate.models import PlaceKind
from songhanh.gate.presenters.columns import by_enterprise, of_enterprise
from songhanh.gate.presenters.rows import Viewer, device_state
from songhanh.gate.queries.devices import quiet_since


def device_spec(viewer: Viewer) -> ListSpec:
    """All devices with what they last said of themselves."""

    def quiet(rows: Any, values: tuple[str, ...]) -> Any:
        return quiet_since(rows, viewer.now - timedelta(hours=24))

    return ListSpec(
        title=_("Thiết bị"),
        columns=(
            Column("name", _("Thiết bị"), lambda row: row.name, sort=("name", "code"), below=lambda row: row.code,
                   link=lambda row: reverse("gate:device", args=[row.uuid])),
            *of_enterprise(viewer, "gate__enterprise", lambda row: str(row.gate.enterprise)),
            Column("gate", _("Chốt"), lambda row: str(row.gate), sort=("gate__name", "code")),
            Column("kind", _("Loại"), lambda row: row.get_kind_display()),
            Column("state", _("Trạng thái"), device_state, Kind.STATE),
            Column("seen", _("Liên lạc lần cuối"), lambda row: viewer.of_device(row, "seen_at"), Kind.MOMENT,
                   sort=("state__seen_at", "code")),
            Column("battery", _("Pin, %"), lambda row: viewer.of_device(row, "battery"), Kind.NUMBER,
                   sort=("state__battery", "code")),
            Column("drift", _("Lệch giờ, giây"), viewer.drift, Kind.NUMBER, places=1,
                   sort=("state__drift_ms", "code")),
        ),
        sort="name",
        filters=(
            *by_enterprise(viewer, "gate__enterprise__code"),
            Filter("quiet", _("Liên lạc"), lambda: [("1", _("Im lặng hơn 24 giờ"))], apply=quiet),
        ),
        search=("code",),
        search_hint=_("mã thiết bị"),
        empty=Empty(_("Chưa có thiết bị nào."), _("Thêm thiết bị ở trang của chốt.")),
        export_name="thiet-bi",
    )  # fmt: skip


def gate_spec(viewer: Viewer) -> ListSpec:
    """All gates with their lanes."""
    return ListSpec(
        title=_("Chốt"),
        columns=(
            Column("name", _("Chốt"), lambda row: row.name, sort=("name", "code"), below=lambda row: row.code,
                   link=lambda row: reverse("gate:gate", args=[row.uuid])),
            *of_enterprise(viewer),
            Column("lanes", _("Làn"), lambda row: ", ".join(str(lane) for lane in row.lanes.all())),
            Column("closed", _("Đóng từ"), lambda row: row.closed_at, Kind.MOMENT),
        ),
        sort="name",
        filters=by_enterprise(viewer),
        search=("code",),
        search_hint=_("mã chốt"),
        empty=Empty(_("Chưa có chốt nào."), _("Thêm chốt rồi ghép thiết bị cho chốt đó.")),
        export_name="chot",
    )  # fmt: skip


def place_spec(viewer: Viewer) -> ListSpec:
    """All places."""
    return ListSpec(
        title=_("Nơi trong doanh nghiệp"),
        columns=(
            Column("name", _("Nơi"), lambda row: row.name, sort=("name", "pk"),
                   link=lambda row: reverse("gate:place", args=[row.uuid]) if viewer.may_manage else ""),
            *of_enterprise(viewer),
            Column("kind", _("Loại"), lambda row: row.get_kind_display(), sort=("kind", "name")),
            Column("parent", _("Thuộc"), lambda row: row.parent),
            Column("distance", _("Khoảng cách"), lambda row: row.get_distance_display(), sort=("distance", "name")),
            Column("crew", _("Tối thiểu, người"), lambda row: row.minimum_crew, Kind.NUMBER,
                   sort=("minimum_crew", "name")),
        ),
        sort="name",
        filters=(*by_enterprise(viewer), Filter("kind", _("Loại"), lambda: PlaceKind.choices, field="kind")),
        empty=Empty(_("Chưa có nơi nào."), _("Lấy phân xưởng và chuyền từ danh sách lao động.")),
        export_name="noi",
    )  # fmt: skip
