"""When an enterprise may move, close."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from songhanh.core.reasons import RefusedError
from songhanh.core.ui.days import written_day
from songhanh.enterprises.models import Enterprise, Siting
from songhanh.parks.models import IndustrialPark, Plot


def check_can_move(
    enterprise: Enterprise, siting: Siting, park: IndustrialPark, on: date, plot: Plot | None = None
) -> None:
    """To another park or plot, after the day the last siting began, while it operates."""
    if enterprise.closed_on is not None and on >= enterprise.closed_on:
        raise RefusedError(
            "closed", _("Doanh nghiệp đã ngừng hoạt động từ %(day)s."), day=written_day(enterprise.closed_on)
        )
    if plot is not None and plot.park_id != park.pk:
        raise RefusedError(
            "other_parks_plot",
            _("Lô %(plot)s không thuộc %(park)s. Chọn lô của khu này."),
            field="plot",
            plot=plot.code,
            park=park.name,
        )
    if siting.park_id == park.pk and siting.plot_id == (plot.pk if plot else None):
        raise RefusedError("same_park", _("Doanh nghiệp đang ở %(park)s."), field="park", park=park.name)
    first_plot = siting.park_id == park.pk and siting.plot_id is None
    if on < siting.since or (on == siting.since and not first_plot):
        raise RefusedError(
            "before_last_move", _("Ngày chuyển phải sau %(day)s."), field="on", day=written_day(siting.since)
        )


def check_can_take_back_move(sitings: list[Siting]) -> None:
    """There is a place before (`sitings` oldest first)."""
    if len(sitings) < 2:
        raise RefusedError("first_place", _("Doanh nghiệp chỉ có một nơi đứng chân, chưa chuyển lần nào."))


def check_can_close(enterprise: Enterprise, on: date) -> None:
    """Once, after it began."""
    if enterprise.closed_on is not None:
        raise RefusedError(
            "closed", _("Doanh nghiệp đã ngừng hoạt động từ %(day)s."), day=written_day(enterprise.closed_on)
        )
    if on <= enterprise.operating_from:
        raise RefusedError(
            "before_opening",
            _("Ngày ngừng phải sau ngày hoạt động %(day)s."),
            day=written_day(enterprise.operating_from),
        )
