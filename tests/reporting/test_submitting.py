"""From «Kiểm tra và nộp» to the receipt; the step inside the enterprise; officers on behalf; questions."""

import re
from datetime import timedelta

from songhanh.core.actions.grants import grant_scope
from songhanh.core.models import Notice, User
from songhanh.reporting.actions.reviews import return_report
from songhanh.reporting.models import Draft, ObligationState, Question, ReportVersion
from tests.core.cast import new_user
from tests.people.cast import BY, NOW, SITED, Cast
from tests.reporting.filing import accepted, at, browser, file, owed, type_in


def revision() -> str:
    return str(Draft.objects.get().revision)


def approver(cast: Cast) -> User:
    user = new_user("ENTERPRISE_APPROVER", "duyet-01")
    grant_scope(user=user, kind="ENTERPRISES", target_id=cast.one.pk, valid_from=SITED, by=BY, now=NOW)
    return user


def test_check_submit_receipt(cast: Cast) -> None:
    accepted(cast)
    report = owed(cast)
    type_in(report, cast.reporter, cast, revenue="120")
    client = browser(cast.reporter)
    checked = client.get(at(report, "check/")).content.decode()
    assert "+4,8%" in checked
    assert "Cần sửa" not in checked
    answer = client.post(at(report, "submit/"), {"revision": revision(), "confirmed": "on"}, follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(at(report, "receipt/BC-2022-01-0001/"), 302)]
    assert "số biên nhận BC-2022-01-0001" in html
    assert owed(cast).state == ObligationState.SUBMITTED
    again = client.post(at(report, "submit/"), {"revision": "1", "confirmed": "on"})
    assert again["Location"] == at(report, "receipt/BC-2022-01-0001/")
    assert ReportVersion.objects.filter(obligation=report).count() == 1


def test_what_is_wrong_blocks_with_five_lines_and_the_rest_behind_a_click(cast: Cast) -> None:
    report = owed(cast)
    type_in(report, cast.reporter, cast)
    Draft.objects.get()
    client = browser(cast.reporter)
    cells = dict.fromkeys(("revenue", "export", "import", "budget_payment"), "")
    client.post(at(report, "production/"), cells)
    client.post(at(report, "labour/"), dict.fromkeys(("payroll", "person_months", "new_jobs"), ""))
    answer = client.post(at(report, "submit/"), {"revision": revision(), "confirmed": "on"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi:" in html
    assert "Cần sửa 7 chỗ trước khi nộp" in html
    assert "<summary>còn 2 chỗ nữa</summary>" in html
    assert len(re.findall(r'<li><a href="#v-c-', html)) == 7
    assert not ReportVersion.objects.exists()


def test_nobody_submits_without_the_tick_or_unseen_figures(cast: Cast) -> None:
    report = owed(cast)
    type_in(report, cast.reporter, cast)
    client = browser(cast.reporter)
    answer = client.post(at(report, "submit/"), {"revision": revision()})
    assert (answer.status_code, "Xác nhận: chưa tích" in answer.content.decode()) == (422, True)
    seen = revision()
    client.post(at(report, "production/"), {"revenue": "115"})
    answer = client.post(at(report, "submit/"), {"revision": seen, "confirmed": "on"})
    assert "Số liệu vừa được sửa sau khi mở trang này" in answer.content.decode()
    assert not ReportVersion.objects.exists()


def test_the_heading_counts_what_is_listed(cast: Cast) -> None:
    accepted(cast)
    report = owed(cast)
    type_in(report, cast.reporter, cast, revenue="1000")  # many times last month's: wants a note
    answer = browser(cast.reporter).post(at(report, "submit/"), {"revision": revision()})
    html = answer.content.decode()
    listed = len(re.findall(r'<li><a href="#(?:v-c-|id_)', html))
    assert listed > 1
    assert f"Cần sửa {listed} chỗ trước khi nộp" in html


def test_a_correction_shows_its_differences_and_wants_a_reason(cast: Cast) -> None:
    report = owed(cast)
    file(report, cast.reporter, cast)
    client = browser(cast.reporter)
    assert client.get(at(report))["Location"] == at(report, "filed/")
    client.post(at(report, "production/"), {"revenue": "115,25"})
    sent = {"revision": revision(), "confirmed": "on"}
    answer = client.post(at(report, "submit/"), sent)
    html = answer.content.decode()
    assert "Khác lần nộp trước" in html
    assert "Lý do nộp lại: chưa nhập" in html
    client.post(at(report, "submit/"), sent | {"correction_reason": "nhầm hóa đơn"})
    history = client.get(at(report, "history/")).content.decode()
    assert "nhầm hóa đơn" in history
    assert "114,5" in history
    assert "115,25" in history


def test_a_returned_report_says_why(cast: Cast) -> None:
    report = owed(cast)
    version = file(report, cast.reporter, cast)
    return_report(
        version=version, reason="thiếu chi nhánh 2", due_at=NOW + timedelta(days=2),
        by=cast.by(cast.officer), now=NOW,
    )  # fmt: skip
    html = browser(cast.reporter).get(at(report), follow=True).content.decode()
    assert "Ban trả lại báo cáo, hạn nộp lại" in html
    assert "thiếu chi nhánh 2" in html


def test_the_approver_inside_files_or_gives_back(cast: Cast) -> None:
    boss = approver(cast)
    report = owed(cast)
    type_in(report, cast.reporter, cast)
    typist, approves = browser(cast.reporter), browser(boss)
    assert "Chuyển người duyệt" in typist.get(at(report, "check/")).content.decode()
    typist.post(at(report, "submit/"), {"revision": revision(), "confirmed": "on"})
    assert owed(cast).state == ObligationState.WAITING_INSIDE
    assert Notice.objects.get(user=boss).url == at(report)
    assert typist.get(at(report, "production/"))["Location"] == at(report, "filed/")
    approves.post(at(report, "send-back/"), {"reason": ""})
    assert owed(cast).state == ObligationState.WAITING_INSIDE
    approves.post(at(report, "send-back/"), {"reason": "sửa doanh thu"})
    assert "sửa doanh thu" in typist.get(at(report, "production/")).content.decode()
    typist.post(at(report, "submit/"), {"revision": revision(), "confirmed": "on"})
    approves.post(at(report, "submit/"), {"revision": revision(), "confirmed": "on"})
    assert ReportVersion.objects.get().filed_by_id == boss.pk


def test_the_reporter_takes_the_draft_back(cast: Cast) -> None:
    approver(cast)
    report = owed(cast)
    type_in(report, cast.reporter, cast)
    client = browser(cast.reporter)
    client.post(at(report, "submit/"), {"revision": revision(), "confirmed": "on"})
    client.post(at(report, "take-back/"))
    assert owed(cast).state == ObligationState.DRAFT


def test_an_officer_files_on_behalf_and_says_how_it_came(cast: Cast) -> None:
    report = owed(cast)
    type_in(report, cast.officer, cast)
    client = browser(cast.officer)
    assert "Đang nhập hộ Mẫu 01" in client.get(at(report, "production/")).content.decode()
    sent = {"revision": revision(), "confirmed": "on", "on_behalf": ""}
    answer = client.post(at(report, "submit/"), sent)
    assert "Chọn bản giấy hoặc điện thoại" in answer.content.decode()
    client.post(at(report, "submit/"), sent | {"on_behalf": "PHONE"})
    assert ReportVersion.objects.get().on_behalf == "PHONE"


def test_a_question_hangs_on_a_cell_and_is_answered(cast: Cast) -> None:
    report = owed(cast)
    asking, answering = browser(cast.reporter), browser(cast.officer)
    answer = asking.post(at(report, "questions/"), {"cell": "export", "text": " "})
    assert answer.status_code == 422
    asking.post(at(report, "questions/"), {"cell": "export", "text": "Có tính gia công?"})
    assert "Có tính gia công?" in asking.get(at(report, "production/")).content.decode()
    question = Question.objects.get()
    answering.post(at(report, f"questions/{question.uuid}/answer/"), {"text": "Có."})
    assert "Có." in asking.get(at(report, "questions/")).content.decode()
    assert asking.post(at(report, f"questions/{question.uuid}/answer/"), {"text": "x"}).status_code == 403


def test_the_auditor_reads_and_changes_nothing(cast: Cast) -> None:
    report = owed(cast)
    file(report, cast.reporter, cast)
    client = browser(cast.auditor)
    assert client.get(at(report), follow=True).status_code == 200
    assert client.get(at(report, "production/")).status_code == 403
    for page in ("cell/", "submit/", "copy/", "discard/", "take-back/", "send-back/"):
        assert client.post(at(report, page), {}).status_code == 403
