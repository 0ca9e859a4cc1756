"""Lists written to files from the command line: the very pages, as the named user would get them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from songhanh.config.list_files import list_file
from songhanh.core.accounts.actors import actor_of
from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.files.export import ListColumn, ListSheet, about_list
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import datetime as written
from songhanh.core.ui.lists import ListSpec
from songhanh.people.presenters.lists import Viewer, people_spec
from songhanh.people.queries import employed, enterprises_of
from songhanh.reporting.presenters.figures import number
from songhanh.reporting.presenters.report import ReportData, report_data
from songhanh.reporting.queries.moments import moment_of
from songhanh.reporting.queries.names import period_name
from songhanh.reporting.views.report_list import spec as report_spec
from songhanh.rules.periods import Basis, parse_period


@dataclass(frozen=True, slots=True)
class Listed:
    """A list page that gives files; `keys` are the filters it knows."""

    url_name: str
    keys: tuple[str, ...]


LISTS = {
    "people": Listed(
        "people:list",
        ("q", "on", "sort", "cols", "sex", "nationality", "province", "park", "enterprise", "line", "shift"),
    ),
    "reports": Listed("reporting:reports", ("q", "sort", "cols", "form", "state", "year")),
    "audit": Listed("core:audit", ("who", "name", "subject", "text", "since", "until")),
}
ALWAYS = ("q", "sort", "cols", "line", "shift")  # the last two where one enterprise is chosen
FIGURES = ("period", "as_of")
WHAT = (*LISTS, "figures")


def _people(by: Actor, now: datetime) -> ListSpec:
    today = timezone.localdate(now)
    desk = by.may(Permission.DESK_READ)
    viewer = Viewer(by=by, on=today, today=today, desk=desk, enterprises=enterprises_of(by.scope))
    return people_spec(viewer, employed(scope=by.scope, on=today), None)


def _reports(by: Actor, now: datetime) -> ListSpec:
    return report_spec(now, several=True)


SPECS: dict[str, Callable[[Actor, datetime], ListSpec]] = {"people": _people, "reports": _reports}


def list_content(what: str, filters: QueryDict, form: str, user: User, now: datetime) -> Iterable[bytes]:
    """The file's bytes in pieces; raises `RefusedError` where the user may not, or nothing can be made."""
    unknown(filters, LISTS[what].keys)
    actor = actor_of(user, on=timezone.localdate(now), origin="cli")
    if what in SPECS:
        wrong_values(filters, SPECS[what](actor, now))
    return list_file(address_of(what, user), with_form(filters, form), user=user, by=actor, now=now)


def with_form(filters: QueryDict, form: str) -> QueryDict:
    """The page's own query for a file."""
    query = filters.copy()
    query["export"] = form
    return query


def unknown(filters: QueryDict, keys: Iterable[str]) -> None:
    """A condition the list does not know would silently export everything."""
    strange = sorted(set(filters) - set(keys))
    if strange:
        raise RefusedError(
            "unknown_filter",
            _("Không có điều kiện %(strange)s. Có: %(known)s."),
            strange=", ".join(strange),
            known=", ".join(keys),
        )


def wrong_values(filters: QueryDict, spec: ListSpec) -> None:
    """A page passes over a value it does not offer; a file must not then hold everything."""
    unknown(filters, {*ALWAYS, *(each.key for each in spec.filters)})
    for each in spec.filters:
        offered = {str(value) for value, _label in each.options()}
        wrong = [value for value in filters.getlist(each.key) if not _offered(each.key, value, offered)]
        if wrong:
            raise RefusedError(
                "wrong_value",
                _("%(key)s=%(value)s: không có giá trị này. Có: %(known)s."),
                key=each.key,
                value=wrong[0],
                known=", ".join(sorted(offered)),
            )


def _offered(key: str, value: str, offered: Collection[str]) -> bool:
    """A list «on» a day offers some; any other day may be asked for."""
    try:
        return value in offered or (key == "on" and parse_date(value) is not None)
    except ValueError:
        return False


def figures_sheet(filters: Mapping[str, str], actor: Actor, now: datetime) -> ListSheet:
    """Every figure of a period within the user's scope, as `report` prints them."""
    if not actor.may(Permission.REPORTS_READ):
        raise RefusedError("not_a_reader", _("Tài khoản này không được xem số liệu báo cáo."))
    period = parse_period(filters.get("period", ""), Basis.CUTOFF15)
    data = report_data(period, scope=actor.scope, now=now, as_of=moment_of(filters.get("as_of", "")))
    heads = (
        _("Mã"), _("Chỉ tiêu"), _("Đơn vị"), _("Giá trị"), _("Cùng kỳ năm trước"), _("Tăng, giảm"),
        _("Tăng, giảm %"), _("Kế hoạch năm"), _("% kế hoạch"), _("Loại số"), _("Số báo cáo"),
    )  # fmt: skip
    as_of = _("Số liệu đến %(at)s") % {"at": written(data.as_of)}
    return ListSheet(
        name=period_name(data.period).replace("/", "-"),  # a sheet's name has no «/»
        columns=[ListColumn(head, 34 if place == 1 else 16) for place, head in enumerate(heads)],
        rows=_rows(data),
        about=about_list(_("Chỉ tiêu %(period)s") % {"period": period_name(data.period)}, (), as_of, ""),
    )


def _rows(data: ReportData) -> list[list[Any]]:
    kinds = {"estimate": _("Ước"), "final": _("Chính thức")}
    return [
        [
            each.code, each.name, each.unit, number(each.value), number(each.previous), number(each.change),
            number(each.change_pct), number(each.plan), number(each.plan_pct), kinds[each.kind], each.sources,
        ]
        for each in data.figures.values()
    ]  # fmt: skip


def address_of(what: str, user: User | None) -> str:
    """The list's page, as this user (None: a client of the API) would open it."""
    if what == "people" and user is not None and Permission.DESK_READ in user.role_class.permissions:
        return reverse("people:desk-list")  # an enterprise's own people, unmasked
    return reverse(LISTS[what].url_name)
