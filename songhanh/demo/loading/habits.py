"""What years of use leave behind: saved ways of looking, own days in the calendar, last sign-ins."""

from datetime import date, datetime, timedelta

from django.db.models import Max
from django.urls import reverse

from songhanh.core.actions.saved_views import save_view
from songhanh.core.models import Event, SavedView, User
from songhanh.definitions.units import BEFORE
from songhanh.demo.generation.officers import CAST_OFFICER
from songhanh.demo.loading.history import PRODUCTION, Desk
from songhanh.demo.loading.moments import CLOCK, at
from songhanh.demo.loading.users import ADMINISTRATOR, AGENCY, AUDITOR, LEADER, officer_name
from songhanh.reporting.actions.calendar import set_calendar_day
from songhanh.reporting.models import DayKind

NOW = at(date(2022, 1, 12), 16, 40)
# Of the authority alone, outside the published calendar; neither moves a deadline that is open in January 2022.
DAYS = (
    (date(2022, 2, 7), DayKind.OFF, "Nghỉ sau Tết, Ban hoán đổi (minh họa)"),
    (date(2022, 2, 12), DayKind.WORKED, "Làm bù ngày 07/02 (minh họa)"),
)
# Who came in without leaving an act of his own.
CAME = {
    LEADER: at(date(2022, 1, 17), 7, 40),
    ADMINISTRATOR: at(date(2022, 1, 14), 16, 55),
    AGENCY: at(date(2022, 1, 11), 14, 5),
    AUDITOR: at(date(2022, 1, 13), 10, 30),
    "mau-12-duyet": at(date(2022, 1, 14), 8, 15),
}


def load_habits(desk: Desk) -> int:
    """Saved views of officer, leader, administrator and a reporter; days off and worked of the authority's own."""
    by = desk.users.actor(ADMINISTRATOR)
    for on, kind, name in DAYS:
        set_calendar_day(on=on, kind=kind, name=name, source="Thông báo của Ban (minh họa)", by=by, now=NOW)
    views = _views()
    for username, page, name, query in views:
        if username in desk.users.by_name:
            user = desk.users.by_name[username]
            save_view(user=user, page=page, name=name, query=query, by=desk.users.actor(username), now=NOW)
    return len(DAYS) + len(views)


def habits_are_loaded() -> bool:
    """Whether anybody keeps a view."""
    return SavedView.objects.exists()


def _views() -> list[tuple[str, str, str, str]]:
    """(sign-in name, page, name of the view, query string)."""
    officer, collection = (
        officer_name(CAST_OFFICER),
        reverse("reporting:collection", args=[PRODUCTION, "2022-01"]),
    )
    people, reports = reverse("people:list"), reverse("reporting:reports")
    return [
        (
            officer,
            collection,
            "Khánh Phú chưa nộp",
            "park=khanh-phu&state=NOT_OPENED&state=DRAFT&state=RETURNED",
        ),
        (officer, people, "Quê Thanh Hóa", f"province={BEFORE}%3A38"),
        (LEADER, collection, "Chưa mở, nặng ký nhất", "state=NOT_OPENED"),
        (LEADER, people, "Người nước ngoài", "nationality=FOREIGN"),
        (ADMINISTRATOR, reverse("core:users"), "Chuyên viên", "role=OFFICER"),
        ("mau-07", reports, "Quý, theo dự án", "form=A.III.1"),
    ]


def sign_ins(desk: Desk) -> int:
    """Everybody's last sign-in: some minutes before his last act; who never acted has never come."""
    acted = (
        Event.objects.filter(by_id__isnull=False)
        .values("by_id")
        .annotate(last=Max("at"))
        .values_list("by_id", "last")
    )
    last = {pk: moment - timedelta(minutes=4 + pk % 23) for pk, moment in acted if pk is not None}
    came: list[User] = []
    for user in desk.users.by_name.values():
        user.last_login = _latest(last.get(user.pk), CAME.get(user.username))
        if user.last_login is not None:
            came.append(user)
    User.objects.bulk_update(came, ["last_login"], batch_size=500)
    return len(came)


def _latest(*moments: datetime | None) -> datetime | None:
    known = [moment for moment in moments if moment is not None]
    assert all(moment < CLOCK for moment in known)
    return max(known, default=None)
