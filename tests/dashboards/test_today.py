"""The morning screen: its figures are the counted ones, at once, as of any day, and only what the reader may see."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from songhanh.core.accounts import second_factor
from songhanh.core.actor import system
from songhanh.core.models import User
from songhanh.core.scope import EVERYTHING
from songhanh.dashboards.presenters.both_goals import panels
from songhanh.dashboards.presenters.findings import production_finding, safety_finding
from songhanh.dashboards.presenters.standing_months import CODES, morning
from songhanh.definitions.forms import form as form_named
from songhanh.documents.actions.documents import submit_document
from songhanh.reporting.actions.reports import draft_dual_goal
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import Source
from songhanh.reporting.queries.consolidated import figures
from songhanh.reporting.queries.counted import Asked, year_period
from songhanh.rules.checks.cells import Value
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import new_user
from tests.people.cast import BY, NOW, Cast, make_cast
from tests.reporting.filing import WHOLE, accept, file, owed

QUERIES = 19  # the session, the user and the frame of the page take seven of them, open cases one
SAFETY = {
    "vaccinated_two": "460", "vaccinated_one_only": "30", "vaccinated_none": "15",
    "self_assessments_done": "1", "cases_f0": "2", "contacts_f1": "9",
}  # fmt: skip


@pytest.fixture
def cast(db: None) -> Cast:
    """December 2021 is complete: three enterprises, both forms; a plan for 2021."""
    made = make_cast()
    for code, revenue in (("mau-01", "100"), ("mau-02", "200"), ("mau-03", "300.5")):
        take(made, code, "2021-12", revenue=revenue)
        take(made, code, "2021-12", form="monthly-safety")
    plan = {"indicator_code": "revenue", "year": 2021, "value": Decimal(500), "decision_number": "thử"}
    set_target(**plan, by=BY, now=NOW - timedelta(days=20))
    return made


def take(cast: Cast, code: str, period: str, form: str = "monthly-production", **values: str) -> None:
    """File and accept one report as the system would on the enterprise's behalf."""
    numbers = (WHOLE | values) if form == "monthly-production" else safety_cells() | SAFETY | values
    filing = Filing(
        owed(cast, period, form, code),
        {cell: Value(Decimal(number), note="kiểm tra") for cell, number in numbers.items()},
        Source.API,
    )
    version = submit_reports(filings=[filing], by=BY, now=NOW - timedelta(days=28))[0]
    accept_reports(versions=[version], by=BY, now=NOW - timedelta(days=27))


def safety_cells() -> dict[str, str]:
    """Every number of the safety form, nil."""
    return dict.fromkeys(form_named("monthly-safety", 1).cells, "0")


def signed_in(user: User) -> Client:
    if user.role_class.second_factor:
        second_factor.set_up(user)
    client = Client()
    client.force_login(user)
    return client


def page(user: User, query: str = "") -> str:
    answer = signed_in(user).get("/today/" + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_figure_is_the_counted_one(cast: Cast) -> None:
    known = morning(by=cast.by(cast.leader), now=NOW, as_of=None)
    year = year_period(2021)
    counted = figures(Asked(year.start, year.end, EVERYTHING), year=2021)
    for code in CODES:
        found = known.value(code)
        assert (found.value if found else None) == counted[code].value, code
    assert known.last == parse_period("2021-12", Basis.CUTOFF15)


def test_both_goals_stand_side_by_side_with_their_findings(cast: Cast) -> None:
    html = page(cast.leader)
    assert html.index("goal--safe") < html.index("goal--prod") < html.index('id="waiting"')
    assert "6 ca F0 đang theo dõi, còn 45 lao động chưa tiêm" in html
    assert "Vượt kế hoạch doanh thu năm 2021" in html
    assert ">600,5</a>" in html
    assert "<b>120,1%</b> kế hoạch (500)" in html
    assert "97,0%" in html
    assert "1.470 / 1.515" in html
    assert "năm 2020: chưa có số trong hệ thống" in html
    assert "số liệu đến 09:00" in html


def test_where_no_rule_fires_the_title_is_the_measures_name(db: None) -> None:
    known = morning(by=system("test"), now=NOW, as_of=None)
    assert safety_finding(known) == "An toàn phòng, chống dịch"
    assert production_finding(known) == "Sản xuất, kinh doanh"
    assert [panel.rows for panel in panels(known)] == [(), ()]


def test_figures_open_to_rows_that_add_up(cast: Cast) -> None:
    client = signed_in(cast.leader)
    known = morning(by=cast.by(cast.leader), now=NOW, as_of=None)
    for panel in panels(known):
        for row in panel.rows:
            opened = client.get(row.url + "&format=json").json()
            figure, rows = opened["figure"], opened["rows"]
            assert figure["value"] == pytest.approx(sum(each["value"] for each in rows)), row.label


def test_an_accepted_report_is_in_the_leaders_figure_at_once(cast: Cast) -> None:
    client = signed_in(cast.leader)
    version = file(owed(cast, "2022-01"), cast.reporter, cast, revenue="123.4")
    before = client.get("/today/").content.decode()
    assert "Đang thu tháng 01/2022" in before
    assert ">123,4</a>" not in before
    accept(version, cast)
    after = client.get("/today/").content.decode()
    assert ">123,4</a>" in after
    assert "1/3 doanh nghiệp đã có số tháng 01/2022" in after


def test_a_past_day_shows_what_was_known_then(cast: Cast) -> None:
    past = page(cast.auditor, "?on=2021-12-19")
    assert "số liệu như đã có đến 19/12/2021 23:59" in past
    assert ">600,5</a>" not in past
    later = page(cast.auditor, "?on=2021-12-21")
    assert ">600,5</a>" in later
    assert "chưa có kế hoạch năm 2021" in later  # the plan was set on 28/12
    client = signed_in(cast.auditor)
    for wrong in ("2022-01-18", "2022-02-30", "hôm qua"):
        assert client.get("/today/", {"on": wrong}).status_code == 404
    assert client.get("/today/", {"on": "2022-01-17"}).status_code == 200


def test_enterprises_are_ranked_by_what_may_go_wrong(cast: Cast) -> None:
    healthy = {"cases_f0": "0", "contacts_f1": "0"}
    for code, workers in (("mau-01", "900"), ("mau-02", "300"), ("mau-03", "300")):
        take(cast, code, "2022-01", labour_domestic=workers)
    take(cast, "mau-01", "2022-01", form="monthly-safety", **healthy, vaccinated_none="5")
    take(cast, "mau-02", "2022-01", form="monthly-safety", **healthy, vaccinated_none="200")
    take(cast, "mau-03", "2022-01", form="monthly-safety", cases_f0="1")
    html = page(cast.leader)
    attention = html[html.index('id="attention"') : html.index("</table>")]
    # All workers of the one with a case, the many unvaccinated of another; few unvaccinated are no reason.
    assert attention.index("Mẫu 03") < attention.index("Mẫu 02")
    assert "Mẫu 01" not in attention
    assert "1 ca F0" in attention
    assert "200 người chưa tiêm" in attention
    assert "2 trên 3 doanh nghiệp có lý do · cách xếp" in attention


def test_an_overdue_report_counts_with_the_revenue_it_holds(cast: Cast) -> None:
    owed(cast, "2021-11")
    html = page(cast.leader)
    assert "3 báo cáo quá hạn: báo cáo tình hình sản xuất, kinh doanh tháng, tháng 11/2021" in html
    assert "/reporting/monthly-production/2021-11/collection/" in html
    assert "quá hạn báo cáo tháng 11/2021" in html


def test_only_who_collects_is_led_to_reminding(cast: Cast) -> None:
    report = owed(cast, "2021-11")
    leader = page(cast.leader)
    assert "Xem ai phụ trách" in leader
    assert "Nhắc nộp" not in leader
    remind = f"/reporting/monthly-production/2021-11/remind/?row={report.uuid}"
    officer = page(cast.officer)
    assert (
        remind in officer
        or f"/reporting/monthly-production/2021-11/collection/remind/?row={report.uuid}" in officer
    )
    assert "Nhắc nộp: Mẫu 01" in officer


def test_what_waits_for_review_opens_the_reports_of_every_form(cast: Cast) -> None:
    file(owed(cast, "2022-01"), cast.reporter, cast)
    html = page(cast.leader)
    assert "1 báo cáo chờ chuyên viên duyệt" in html
    assert "/reporting/reports/?state=SUBMITTED" in html
    opened = signed_in(cast.leader).get("/reporting/reports/?state=SUBMITTED")
    assert opened.context["list"].total == 1


def test_a_document_waits_for_its_signature(cast: Cast) -> None:
    document = draft_dual_goal(
        period=year_period(2021), by=cast.by(cast.leader), now=NOW - timedelta(hours=2)
    )
    submit_document(document=document, renditions={}, by=cast.by(cast.leader), now=NOW - timedelta(hours=1))
    uuid = document.subject.split(":")[1]
    leader, auditor = page(cast.leader), page(cast.auditor)
    assert "Chờ ký 1" in leader
    assert "Xem và ký" in leader
    assert f"/reporting/consolidations/{uuid}/file/a4/" in leader
    assert "Xem và ký" not in auditor
    assert document.abstract in auditor
    assert document.abstract not in page(cast.leader, "?on=2022-01-16")


def test_an_outside_agency_sees_shared_totals_only(cast: Cast) -> None:
    html = page(new_user("AGENCY_USER"))
    assert "600,5" in html
    for hidden in ("Mẫu 01", "mau-01", 'id="waiting"', 'id="attention"', "/reporting/"):
        assert hidden not in html
    assert "Khánh Phú" not in html  # two enterprises: its total would tell one of them


def test_an_officer_sees_the_own_parks_and_an_enterprise_nothing(cast: Cast) -> None:
    html = page(cast.officer)
    assert ">300</a>" in html
    assert "600,5" not in html
    assert "Mẫu 03" not in html
    refused = signed_in(cast.reporter).get("/today/")
    assert refused.status_code == 403
    assert Client().get("/today/").status_code == 302


def test_the_page_asks_a_fixed_number_of_questions(cast: Cast) -> None:
    client = signed_in(cast.leader)
    client.get("/today/")
    with CaptureQueriesContext(connection) as few:
        client.get("/today/")
    take(cast, "mau-01", "2021-11", revenue="90")
    for code in ("mau-02", "mau-03"):
        take(cast, code, "2021-11", form="monthly-safety")
    with CaptureQueriesContext(connection) as more:
        client.get("/today/")
    assert len(more) <= len(few) <= QUERIES


def test_english_is_complete(cast: Cast) -> None:
    client = signed_in(cast.auditor)
    client.cookies["django_language"] = "en"
    with translation.override("vi"):  # the request's language must not outlive the test
        html = client.get("/today/").content.decode()
    assert '<html lang="en"' in html
    assert "6 F0 cases under observation, 45 workers not vaccinated yet" in html
    assert "Mục tiêu kép" not in html
