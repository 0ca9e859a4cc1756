"""Reviewing one report: what stands beside what, accepting, returning, unlocking, standing in for a missing one."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from songhanh.core.models import Notice
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import EVERYTHING
from songhanh.reporting.actions.collecting import ask
from songhanh.reporting.actions.reviews import accept_reports, return_report, unlock_cells
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import (
    Figure,
    FigureKind,
    Obligation,
    ObligationState,
    Review,
    Source,
    Substitute,
)
from songhanh.reporting.queries.waiting import charged_to, neighbours, pile_of
from tests.people.cast import BY, employ
from tests.reporting.board import NOW, REVIEW, Board, browser, filed, send
from tests.reporting.filing import PRODUCTION, accepted, at, owed, values

TWO = f"/reporting/{PRODUCTION}/2022-01/mau-02/review/"


def lines(board: Board, path: str = REVIEW) -> dict[str, object]:
    page = browser(board.chief).get(path)
    return {line.code: line for group in page.context["groups"] for line in group.lines}


def test_values_stand_beside_last_period_and_last_year(board: Board) -> None:
    accepted(board.cast, "2021-12", revenue="100")
    accepted(board.cast, "2021-01", revenue="80")
    send(board.one(), board.cast.reporter, board.cast, revenue="400")
    revenue = lines(board)["revenue"]
    assert (revenue.number, revenue.previous, revenue.last_year) == (400, 100, 80)  # type: ignore[attr-defined]
    assert (revenue.change_pct, revenue.jumps) == (300, True)  # type: ignore[attr-defined]
    assert revenue.note == "đúng theo sổ sách"  # type: ignore[attr-defined]
    assert revenue.messages  # type: ignore[attr-defined]


def test_a_correction_is_marked_beside_what_was_accepted(board: Board) -> None:
    one = filed(board)
    assert one.latest is not None
    accept_reports(versions=[one.latest], by=BY, now=NOW)
    until = NOW + timedelta(days=2)
    cells = [{"cell": "revenue", "message": "đối chiếu hóa đơn"}]
    unlock_cells(version=one.latest, cells=cells, due_at=until, by=BY, now=NOW)
    again = owed(board.cast)
    assert again.unlocked == ["revenue"]
    send(again, board.cast.reporter, board.cast, NOW + timedelta(hours=1), revenue="120")
    found = lines(board)
    assert found["revenue"].marked  # type: ignore[attr-defined]
    assert found["revenue"].accepted == Decimal("114.5")  # type: ignore[attr-defined]
    assert not found["export"].marked  # type: ignore[attr-defined]
    assert Figure.objects.get(cell="revenue", known_until=None).value == Decimal("114.5")  # until accepted


def test_accepting_goes_on_to_the_next_waiting_report(board: Board) -> None:
    filed(board, days=1)
    filed(board, "mau-02")
    client = browser(board.chief)
    page = client.get(REVIEW)
    assert page.context["next_url"] == TWO
    assert (page.context["around"].place, page.context["around"].total) == (1, 2)
    assert client.post(REVIEW + "accept/").url == TWO  # type: ignore[attr-defined]
    assert owed(board.cast).state == ObligationState.ACCEPTED
    client.post(REVIEW + "accept/")  # a second press
    assert Review.objects.count() == 1


def test_returning_the_whole_needs_a_reason_and_tells_the_enterprise(board: Board) -> None:
    filed(board)
    client = browser(board.chief)
    sent = {"reason": "", "due_on": "2022-01-19"}
    assert client.post(REVIEW + "return/", sent).status_code == 422
    assert client.post(REVIEW + "return/", {"reason": "x", "due_on": "2022-01-10"}).status_code == 422
    client.post(REVIEW + "return/", {**sent, "reason": "thiếu doanh thu tháng 1"})
    one = owed(board.cast)
    assert (one.state, one.unlocked) == (ObligationState.RETURNED, [])
    assert one.unlock_due_at is not None
    assert one.unlock_due_at.isoformat().startswith("2022-01-19T10:00")
    notice = Notice.objects.get(user=board.cast.reporter)
    assert notice.text == "Mẫu 01: Ban trả lại báo cáo: thiếu doanh thu tháng 1"
    assert "Ban trả lại cả báo cáo" in client.get(REVIEW).content.decode()


def test_unlocking_wants_a_message_for_each_figure(board: Board) -> None:
    filed(board)
    client = browser(board.chief)
    sent = {"reason": "", "due_on": "2022-01-19", "cell": ["revenue"]}
    page = client.post(REVIEW + "return/", sent)
    assert page.status_code == 422
    assert 'value="revenue" checked' in page.content.decode()
    client.post(REVIEW + "return/", {**sent, "message-revenue": "nhân 1.000"})
    assert owed(board.cast).unlocked == ["revenue"]
    assert Review.objects.get().cells == [{"cell": "revenue", "message": "nhân 1.000"}]
    page = client.get(REVIEW)
    assert "nhân 1.000" in page.content.decode()


def test_what_is_being_corrected_cannot_be_decided_about(board: Board) -> None:
    one = filed(board)
    assert one.latest is not None
    due = NOW + timedelta(days=1)
    return_report(version=one.latest, reason="sai", due_at=due, by=BY, now=NOW)
    for again in (
        lambda: accept_reports(versions=[one.latest], by=BY, now=NOW),  # type: ignore[list-item]
        lambda: return_report(version=one.latest, reason="x", due_at=due, by=BY, now=NOW),  # type: ignore[arg-type]
        lambda: unlock_cells(
            version=one.latest,  # type: ignore[arg-type]
            cells=[{"cell": "revenue", "message": "x"}],
            due_at=due,
            by=BY,
            now=NOW,
        ),
    ):
        with pytest.raises(RefusedError):
            again()


def test_a_reader_who_does_not_review_has_no_buttons_and_no_way(board: Board) -> None:
    filed(board)
    page = browser(board.cast.auditor).get(REVIEW)
    assert page.status_code == 200
    assert "review/accept/" not in page.content.decode()
    assert browser(board.cast.auditor).post(REVIEW + "accept/").status_code == 403
    assert browser(board.cast.reporter).get(REVIEW).status_code == 403


def test_a_draft_is_not_shown_to_the_board(board: Board) -> None:
    from tests.reporting.filing import type_in  # noqa: PLC0415

    type_in(board.one(), board.cast.reporter, board.cast, revenue="98765")
    page = browser(board.chief).get(REVIEW).content.decode()
    assert "98.765" not in page
    assert "98765" not in page


def test_last_period_stands_in_for_a_missing_report(board: Board) -> None:
    accepted(board.cast, "2021-12", revenue="100")
    client = browser(board.chief)
    board.one()
    assert client.post(REVIEW + "substitute/", {"how": "LAST_PERIOD", "reason": ""}).status_code == 422
    client.post(REVIEW + "substitute/", {"how": "LAST_PERIOD", "reason": "doanh nghiệp mất liên lạc"})
    figure = Figure.objects.get(cell="revenue", obligation=board.one(), known_until=None)
    assert (figure.value, figure.kind) == (100, FigureKind.LAST_PERIOD)
    assert "Đang dùng số thay thế" in client.get(REVIEW).content.decode()


def test_an_estimate_that_reads_two_ways_is_asked_about(board: Board) -> None:
    board.one()
    client = browser(board.chief)
    sent = {"how": "ESTIMATE", "reason": "gọi điện"}
    page = client.post(REVIEW + "substitute/", {**sent, "v-revenue": "1.503"})
    assert page.status_code == 422
    assert "đọc được hai cách" in page.content.decode()
    for reading in ("1503", "1.503"):
        assert f'type="radio" name="v-revenue-as" value="{reading}">' in page.content.decode()
    assert Substitute.objects.count() == 0
    client.post(REVIEW + "substitute/", {**sent, "v-revenue": "1.503", "v-revenue-as": "1503"})
    assert Substitute.objects.get().values == {"revenue": "1503"}


def test_neighbours_are_the_officers_own(board: Board) -> None:
    one = filed(board, days=1)
    two = filed(board, "mau-02")
    around = neighbours(one, EVERYTHING, board.chief.pk, NOW)
    assert (around.previous, around.next) == (None, two)
    assert neighbours(one, EVERYTHING, board.cast.officer.pk, NOW).total == 2  # has none of her own
    mine = charged_to(Obligation.objects.all(), board.chief.pk, NOW)
    assert set(mine.values_list("enterprise__code", flat=True)) == {"mau-01", "mau-02"}


def test_the_queue_holds_reviews_questions_and_overdue_corrections(board: Board) -> None:
    filed(board, days=4)  # Thursday: wanted on Friday
    two = board.two()
    by = board.cast.by(board.cast.other)
    ask(obligation=two, cell="revenue", text="Tính cả VAT?", by=by, now=NOW)
    pile = pile_of(EVERYTHING, board.chief.pk, NOW)
    assert [row.enterprise.code for row in pile.to_review] == ["mau-01"]
    assert [question.text for question in pile.questions] == ["Tính cả VAT?"]
    assert [(form, period, count) for form, period, count, _due in pile.missing] == [
        (PRODUCTION, "2022-01", 1)
    ]
    page = browser(board.chief).get("/queue/").content.decode()
    assert "Duyệt báo cáo sản xuất, kinh doanh tháng 01/2022" in page
    assert page.index("Quá hạn") < page.index("Tính cả VAT?")
    assert '<span class="vh">chờ: </span>2</span>' in page  # the badge: one review, one question
    one = owed(board.cast)
    assert one.latest is not None
    return_report(version=one.latest, reason="sai", due_at=NOW + timedelta(hours=1), by=BY, now=NOW)
    late = pile_of(EVERYTHING, board.chief.pk, NOW + timedelta(hours=2))
    assert (late.to_review, late.overdue_corrections) == ([], [one])


def test_the_queue_counts_as_the_badge_and_as_the_collection_page(board: Board) -> None:
    filed(board, days=4)
    two = filed(board, "mau-02")
    assert two.latest is not None
    later = NOW + timedelta(days=1)
    return_report(version=two.latest, reason="sai", due_at=later, by=BY, now=NOW)
    client = browser(board.chief)
    page = client.get("/queue/")
    html = page.content.decode()
    assert (page.context["total"], page.context["collecting"]) == (1, 1)
    assert '<span class="vh">chờ: </span>1</span>' in html
    assert "1 việc, gấp nhất trước · 1 kỳ đang thu" in html
    assert "Thu 1 báo cáo chưa nộp" in html
    missing = next(t for group in page.context["groups"] for t in group.tasks if "collection" in t.url)
    assert client.get(missing.url).context["list"].total == 1  # the returned one
    assert pile_of(EVERYTHING, board.chief.pk, NOW).missing[0][3] == later


def _unlocked_revenue(board: Board) -> Obligation:
    one = filed(board)
    assert one.latest is not None
    cells = [{"cell": "revenue", "message": "đối chiếu hóa đơn"}]
    unlock_cells(version=one.latest, cells=cells, due_at=NOW + timedelta(days=2), by=BY, now=NOW)
    return owed(board.cast)


def test_an_unlocked_figure_left_as_it_was_needs_its_reason(board: Board) -> None:
    again = _unlocked_revenue(board)
    with pytest.raises(RefusedError) as refused:
        send(again, board.cast.reporter, board.cast)
    assert refused.value.code == "unlocked_unchanged"
    assert "Doanh thu" in str(refused.value)
    again = owed(board.cast)
    explained = {code: replace(value, note="đúng theo sổ sách") for code, value in values().items()}
    reason = "giữ nguyên vì đã đối chiếu hóa đơn"
    filing = Filing(again, explained, Source.WEB, correction_reason=reason)
    submit_reports(filings=[filing], by=board.cast.by(board.cast.reporter), now=NOW)
    page = browser(board.chief).get(REVIEW)
    assert [(each.code, each.same, each.asked) for each in page.context["corrected"]] == [
        ("revenue", True, "đối chiếu hóa đơn")
    ]
    html = page.content.decode()
    assert "<b>không đổi</b>, 114,5" in html
    assert reason in html


def test_the_officer_sees_an_unlocked_figure_before_and_after(board: Board) -> None:
    again = _unlocked_revenue(board)
    assert not browser(board.chief).get(REVIEW).context["corrected"]
    send(again, board.cast.reporter, board.cast, revenue="120.5")
    page = browser(board.chief).get(REVIEW)
    (revenue,) = page.context["corrected"]
    assert (revenue.before, revenue.after) == (Decimal("114.5"), Decimal("120.5"))
    html = page.content.decode()
    assert "Chỉ tiêu Ban đã mở khóa:" in html
    assert "<b>120,5</b>" in html


def test_the_enterprise_is_asked_on_the_page_why_nothing_was_changed(board: Board) -> None:
    again = _unlocked_revenue(board)
    client = browser(board.cast.reporter)
    page = client.get(at(again, "check/"))
    sent = {"confirmed": "on", "revision": page.context["revision"]}
    answer = client.post(at(again, "submit/"), sent)
    assert answer.status_code == 422
    assert "Doanh thu: Ban mở khóa để sửa nhưng chưa đổi" in answer.content.decode()
    reason = "giữ nguyên vì đúng sổ"
    done = client.post(at(again, "submit/"), {**sent, "correction_reason": reason}, follow=True)
    assert "hai lần nộp cùng số thì cùng dấu" in done.content.decode()
    assert "giữ nguyên vì đúng sổ" in done.content.decode()


def test_the_officer_sees_what_the_list_of_workers_said(board: Board) -> None:
    for nth in range(3):
        employ(board.cast.one, nth)
    send(board.one(), board.cast.reporter, board.cast, labour_domestic="9")
    said = [message.text for message in lines(board)["labour_domestic"].messages]  # type: ignore[attr-defined]
    assert any("3" in text for text in said), said


def test_the_form_says_when_a_reason_is_needed(board: Board) -> None:
    filed(board)
    html = browser(board.chief).get(REVIEW).content.decode()
    assert 'Lý do <span class="mut">(cần khi trả lại cả báo cáo)</span>' in html
