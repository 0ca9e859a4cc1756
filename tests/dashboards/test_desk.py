"""The enterprise's desk: tasks by deadline, both goals, answers; and where `/` leads."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from songhanh.core.actions.grants import grant_scope
from songhanh.dashboards.presenters.goals import goal_panels
from songhanh.dashboards.presenters.tasks import LATER, OVERDUE, TODAY, WEEK, due_words, group_of
from songhanh.reporting.actions.collecting import answer, ask
from songhanh.reporting.actions.reviews import unlock_cells
from songhanh.reporting.actions.targets import set_target
from tests.core.cast import new_user, signed_in
from tests.people.cast import BY, NOW, SITED, Cast
from tests.reporting.filing import accept, accepted, at, browser, file, owed


def desk(cast: Cast, query: str = "") -> str:
    reply = browser(cast.reporter).get(f"/desk/{query}")
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.mark.parametrize(
    ("due", "group"),
    [
        ("2022-01-17 08:59", OVERDUE),
        ("2022-01-17 17:00", TODAY),
        ("2022-01-18 17:00", WEEK),
        ("2022-01-23 23:59", WEEK),
        ("2022-01-24 00:00", LATER),
    ],
)
def test_tasks_fall_into_their_group(due: str, group: int) -> None:
    zone = timezone.get_default_timezone()
    monday_nine = datetime(2022, 1, 17, 9, 0, tzinfo=zone)
    assert group_of(datetime.fromisoformat(due).replace(tzinfo=zone), monday_nine) == group


def test_a_report_stands_by_its_deadline_and_leaves_when_filed(cast: Cast) -> None:
    report = owed(cast)
    html = desk(cast)
    assert "Báo cáo sản xuất, kinh doanh tháng 01/2022 (số liệu 15/12–14/01)" in html
    assert at(report) in html
    assert "Mở báo cáo" in html
    file(report, cast.reporter, cast)
    html = desk(cast)
    assert "Mở báo cáo" not in html
    assert "1 báo cáo đã nộp trong tháng 01/2022" in html


def test_what_the_board_unlocked_stands_with_its_words_and_its_own_deadline(cast: Cast) -> None:
    version = file(owed(cast), cast.reporter, cast)
    unlock_cells(
        version=version,
        cells=[{"cell": "export", "message": "Kiểm tra đơn vị."}],
        due_at=NOW + timedelta(hours=3),
        by=cast.by(cast.officer),
        now=NOW,
    )
    html = desk(cast)
    assert "Ban mở khóa 1 chỉ tiêu" in html
    assert "Kiểm tra đơn vị." in html
    assert "Sửa 1 chỉ tiêu" in html
    assert "Hôm nay" in html


def test_both_goals_come_from_ones_own_accepted_figures(cast: Cast) -> None:
    accepted(cast, revenue="114.5")
    set_target(
        indicator_code="revenue", year=2021, value=Decimal(100), decision_number="01/QĐ",
        enterprise=cast.one, by=BY, now=NOW,
    )  # fmt: skip
    foreign = file(owed(cast, "2021-12", code="mau-02"), cast.other, cast, revenue="7777")
    accept(foreign, cast)
    html = desk(cast)
    assert "Đạt 114,5% kế hoạch doanh thu năm 2021" in html
    assert "7.777" not in html
    assert "7.891" not in html


def test_answers_of_the_board_are_shown(cast: Cast) -> None:
    report = owed(cast)
    question = ask(obligation=report, cell="", text="Có gia hạn?", by=cast.by(cast.reporter), now=NOW)
    answer(question=question, text="Không gia hạn.", by=cast.by(cast.officer), now=NOW)
    assert "Không gia hạn." in desk(cast)


def test_one_login_for_several_enterprises_switches(cast: Cast) -> None:
    owed(cast)
    grant_scope(
        user=cast.reporter, kind="ENTERPRISES", target_id=cast.two.pk, valid_from=SITED, by=BY, now=NOW
    )
    everything = desk(cast)
    assert everything.count("Mở báo cáo</a>") == 2
    assert "<b>Mẫu 02</b>" in everything
    assert desk(cast, "?enterprise=mau-02").count("Mở báo cáo</a>") == 1


def test_a_foreign_enterprise_is_an_unknown_one(cast: Cast) -> None:
    client = browser(cast.reporter)
    assert client.get("/desk/?enterprise=mau-03").status_code == 404
    assert client.get("/desk/?enterprise=mau-99").status_code == 404
    assert signed_in(cast.officer).get("/desk/").status_code == 403


def test_home_is_the_roles_first_page_that_exists(cast: Cast) -> None:
    assert browser(cast.reporter).get("/")["Location"] == "/desk/"
    administrator = signed_in(new_user("ADMINISTRATOR"))
    assert administrator.get("/")["Location"] == "/settings/users/"
    for user in (cast.officer, cast.leader, cast.auditor):
        assert signed_in(user).get("/", follow=True).status_code == 200


def test_many_tasks_cost_no_more_questions_than_few(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for month in range(1, 13):
        owed(cast, f"2021-{month:02d}")
    client = browser(cast.reporter)
    client.get("/desk/")
    with django_assert_max_num_queries(16):
        client.get("/desk/")


def test_filed_this_month_opens_the_very_reports_that_are_counted(cast: Cast) -> None:
    accepted(cast, "2021-12")  # filed in December
    version = file(owed(cast), cast.reporter, cast)
    cells = [{"cell": "export", "message": "đơn vị?"}]
    unlock_cells(version=version, cells=cells, due_at=NOW + timedelta(days=1), by=BY, now=NOW)
    html = desk(cast)
    assert "1 báo cáo đã nộp trong tháng 01/2022" in html
    assert "?filed_in=2022-01" in html
    opened = browser(cast.reporter).get("/reporting/reports/?filed_in=2022-01")
    assert opened.context["list"].total == 1
    assert "BC-2022-01-0001" in opened.content.decode()


def test_answers_name_the_enterprise_where_one_login_serves_several(cast: Cast) -> None:
    grant_scope(
        user=cast.reporter, kind="ENTERPRISES", target_id=cast.two.pk, valid_from=SITED, by=BY, now=NOW
    )
    accepted(cast, "2021-12")
    assert "Mẫu 01 · <b>Đã chấp nhận:</b>" in desk(cast)
    assert "Mẫu 01 · <b>Đã chấp nhận:</b>" not in desk(cast, "?enterprise=mau-01")


def test_both_goals_stand_there_even_empty(cast: Cast) -> None:
    html = desk(cast)
    assert html.index("goal--safe") < html.index("goal--prod")
    assert html.count("Chưa có số nào được Ban chấp nhận") == 2


def test_in_january_last_year_and_its_plan_stand_beside_the_first_month(cast: Cast) -> None:
    accepted(cast, "2021-12", revenue="114.5")
    plan = {"indicator_code": "revenue", "year": 2021, "value": Decimal(100), "decision_number": "01/QĐ"}
    set_target(**plan, enterprise=cast.one, by=BY, now=NOW)
    accept(file(owed(cast), cast.reporter, cast, revenue="110.5"), cast)
    safety, production = goal_panels(cast.one.pk, NOW)
    assert (safety.goal, safety.rows) == ("safe", ())
    assert production.finding == "Đạt 114,5% kế hoạch doanh thu năm 2021"
    shown = {row.label: row.value for row in production.rows}
    assert (shown["Doanh thu, 2021"], shown["Doanh thu, tháng 01/2022"]) == ("114,5", "110,5")


def test_overdue_by_hours_says_the_hour() -> None:
    zone = timezone.get_default_timezone()
    due, now = (datetime(2022, 1, 17, hour, 30, tzinfo=zone) for hour in (8, 9))
    assert due_words(due, now, OVERDUE) == ("Quá giờ", "hạn 08:30 17/01")
