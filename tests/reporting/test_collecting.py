"""Reminding, calling, extending, handing over, noting, accepting many, exempting, following the register."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from songhanh.core.actor import system
from songhanh.core.models import Event, Notice
from songhanh.core.reasons import RefusedError
from songhanh.enterprises.actions.enterprises import close_enterprise
from songhanh.reporting.actions.collecting import answer, ask, end_exemption, exempt, extend, hand_over
from songhanh.reporting.actions.obligations import raise_obligations, sync_obligations
from songhanh.reporting.actions.reminding import Letter, send_reminders
from songhanh.reporting.actions.reviews import accept_reports, return_report, unlock_cells
from songhanh.reporting.jobs import raise_current
from songhanh.reporting.models import Extension, Obligation, ObligationState, Reminder
from songhanh.reporting.models.collecting import Channel
from songhanh.rules.periods import Basis, parse_period
from tests.people.cast import BY
from tests.reporting.board import COLLECTION, DUE, NOW, Board, browser, filed, send
from tests.reporting.filing import PRODUCTION, owed


@pytest.fixture(autouse=True)
def _mail(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def post(client: Client, page: str, *rows: Obligation, **values: Any) -> Any:
    ticked = [str(row.uuid) for row in rows]
    return client.post(f"{COLLECTION}{page}/", {"row": ticked, "confirmed": "1", **values}, follow=True)


def test_reminding_asks_first_then_sends_notice_and_mail(board: Board) -> None:
    one, two = board.one(), board.two()
    client = browser(board.chief)
    shown = client.post(f"{COLLECTION}remind/", {"row": [str(one.uuid), str(two.uuid)]})
    assert "Nhắc 2 doanh nghiệp" in shown.content.decode()
    assert Reminder.objects.count() == 0
    post(client, "remind", one, two, channels=["IN_APP", "EMAIL"], text="Hạn 19/01.")
    assert Reminder.objects.count() == 4
    assert sorted(message.to[0] for message in mail.outbox) == ["mau-01@example.vn", "mau-02@example.vn"]
    assert "Hạn 19/01." in mail.outbox[0].body
    assert f"/reporting/{PRODUCTION}/2022-01/mau-01/" in mail.outbox[0].body
    notice = Notice.objects.get(user=board.cast.reporter)
    assert notice.url == f"/reporting/{PRODUCTION}/2022-01/mau-01/"
    assert "Mẫu 02" not in notice.text
    one.refresh_from_db()
    assert one.reminders == 1  # once, by two channels


def test_each_is_told_its_own_deadline(board: Board) -> None:
    one, two = board.one(), board.two()
    extend(obligations=[two], due_at=DUE + timedelta(days=2), reason="x", by=BY, now=NOW)
    shown = browser(board.chief).post(f"{COLLECTION}remind/", {"row": [str(one.uuid), str(two.uuid)]})
    text = shown.context["form"]["text"].value()
    assert "{hạn}" in text
    post(browser(board.chief), "remind", one, two, channels=["EMAIL"], text=text)
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "hạn 17:00 Thứ Tư 19/01." in bodies["mau-01@example.vn"]
    assert "hạn 17:00 Thứ Sáu 21/01." in bodies["mau-02@example.vn"]


def test_mail_leads_to_this_server_and_names_the_officer(board: Board) -> None:
    board.chief.phone = "0229 123 456"
    board.chief.save(update_fields=["phone"])
    one, client = board.one(), browser(board.chief)
    shown = client.post(f"{COLLECTION}remind/", {"row": [str(one.uuid)]})
    text = shown.context["form"]["text"].value()
    post(client, "remind", one, channels=["EMAIL"], text=text)
    body = mail.outbox[0].body
    assert f"http://localhost:8000/reporting/{PRODUCTION}/2022-01/mau-01/" in body
    assert f"gọi chuyên viên phụ trách: {board.chief}, 0229 123 456." in body
    assert "trả lại" not in body


def test_a_returned_report_is_reminded_of_correcting(board: Board) -> None:
    one = filed(board)
    assert one.latest is not None
    cells = [{"cell": "revenue", "message": "đối chiếu"}]
    unlock_cells(version=one.latest, cells=cells, due_at=NOW + timedelta(days=1), by=BY, now=NOW)
    post(browser(board.chief), "remind", one, channels=["EMAIL"], text="Nhắc nộp.")
    assert "Nhắc nộp. Báo cáo này Ban đã trả lại để sửa 1 chỉ tiêu" in mail.outbox[0].body


def test_who_cannot_be_reached_is_named_and_not_counted(board: Board) -> None:
    three = board.three()  # nobody signs in for it
    page = post(browser(board.chief), "remind", three, channels=["IN_APP"], text="Nhắc.")
    assert "không tới được 1 doanh nghiệp (Mẫu 03)" in page.content.decode()
    three.refresh_from_db()
    assert (three.reminders, Reminder.objects.count()) == (0, 0)


def test_without_a_mail_server_nothing_is_written_down(board: Board, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = post(browser(board.chief), "remind", board.one(), channels=["IN_APP", "EMAIL"], text="Nhắc.")
    assert "Máy chủ thư không trả lời" in page.content.decode()
    assert (Reminder.objects.count(), Notice.objects.count()) == (0, 0)


def test_nobody_is_reminded_of_what_was_filed(board: Board) -> None:
    one = filed(board)
    page = post(browser(board.chief), "remind", one, channels=["IN_APP"], text="Nhắc.")
    assert "đã nộp hoặc được miễn nên không nhắc" in page.content.decode()
    letter = Letter(one, "Nhắc", "Nhắc.", "/", "http://localhost/")
    with pytest.raises(RefusedError) as refused:
        send_reminders(letters=[letter], channels=[Channel.CALL], by=BY, now=NOW)
    assert refused.value.code == "already_filed"


def test_the_call_list_has_phones_and_words_and_is_written_down(board: Board) -> None:
    one = board.one()
    client = browser(board.chief)
    page = client.get(f"{COLLECTION}calls/", {"row": str(one.uuid)}).content.decode()
    assert "0229 000 001" in page
    assert "Người của Mẫu 01" in page
    assert "Công ty TNHH Mẫu 01: Ban Quản lý nhắc nộp" in page
    post(client, "calls", one)
    assert Reminder.objects.get().channel == Channel.CALL


def test_extending_needs_a_reason_and_a_later_day(board: Board) -> None:
    one, client = board.one(), browser(board.chief)
    assert post(client, "extend", one, due_on="2022-01-21", reason="").status_code == 422
    assert post(client, "extend", one, due_on="2022-01-18", reason="nghỉ dịch").status_code == 422
    post(client, "extend", one, due_on="21/01/2022", reason="nghỉ dịch")
    one.refresh_from_db()
    assert one.due_at == DUE + timedelta(days=2)
    assert one.original_due_at == DUE
    assert Extension.objects.get().due_before == DUE


def test_extending_a_returned_report_moves_the_deadline_of_its_correction(board: Board) -> None:
    one = filed(board)
    assert one.latest is not None
    return_report(version=one.latest, reason="sai", due_at=NOW + timedelta(days=1), by=BY, now=NOW)
    later = NOW + timedelta(days=4)
    extend(obligations=[one], due_at=later, reason="kế toán nghỉ", by=BY, now=NOW)
    one.refresh_from_db()
    assert (one.unlock_due_at, one.due_at) == (later, DUE)


def test_handing_over_tells_the_other_officer(board: Board) -> None:
    one = board.one()
    post(browser(board.chief), "hand-over", one, officer=str(board.cast.officer.pk))
    one.refresh_from_db()
    assert one.officer == board.cast.officer
    assert Notice.objects.get(user=board.cast.officer).kind == "reporting.handed"
    with pytest.raises(RefusedError):
        hand_over(obligations=[one], officer=board.cast.reporter, by=BY, now=NOW)


def test_a_note_is_kept_and_the_enterprise_never_sees_it(board: Board) -> None:
    one = board.one()
    post(browser(board.chief), "note", one, text="hẹn chiều nay")
    assert "hẹn chiều nay" in browser(board.chief).get(COLLECTION).content.decode()
    client = browser(board.cast.reporter)
    for page in ("", "history/", "filed/"):
        answer_ = client.get(f"/reporting/{PRODUCTION}/2022-01/mau-01/{page}")
        assert "hẹn chiều nay" not in answer_.content.decode()


def test_many_are_accepted_but_none_with_a_warning(board: Board) -> None:
    plain = filed(board)
    december = send(owed(board.cast, "2021-12", code="mau-02"), board.cast.other, board.cast,
                    NOW - timedelta(days=30))  # fmt: skip
    accept_reports(versions=[december], by=BY, now=NOW)
    warned = board.two()
    send(warned, board.cast.other, board.cast, NOW, revenue="400")
    assert warned.latest is not None
    assert warned.latest.findings
    client = browser(board.chief)
    confirm = client.post(f"{COLLECTION}accept/", {"row": [str(plain.uuid), str(warned.uuid)]})
    assert "Chấp nhận 1 báo cáo" in confirm.content.decode()
    assert "1 báo cáo có giải trình" in confirm.content.decode()
    post(client, "accept", plain, warned)
    plain.refresh_from_db()
    warned.refresh_from_db()
    assert (plain.state, warned.state) == (ObligationState.ACCEPTED, ObligationState.SUBMITTED)


def test_an_officer_of_another_park_changes_nothing(board: Board) -> None:
    three, client = board.three(), browser(board.cast.officer)
    for page, values in {
        "remind": {"channels": ["IN_APP"], "text": "x"},
        "extend": {"due_on": "2022-01-25", "reason": "x"},
        "hand-over": {"officer": str(board.chief.pk)},
        "note": {"text": "x"},
    }.items():
        post(client, page, three, **values)
    before = Obligation.objects.get(pk=three.pk)
    assert (before.reminders, before.due_at, before.officer, before.officer_note) == (0, DUE, None, "")
    with pytest.raises(RefusedError):
        extend(obligations=[three], due_at=DUE + timedelta(days=3), reason="x",
               by=board.cast.by(board.cast.officer), now=NOW)  # fmt: skip


def test_exempting_lifts_what_is_owed_and_ending_it_puts_it_back(board: Board) -> None:
    one = board.one()
    client = browser(board.chief)
    sent = {"form_code": PRODUCTION, "since": "2021-12-15", "until": "", "reason": "tạm ngừng"}
    assert client.post("/reporting/enterprises/mau-01/exempt/", {**sent, "reason": ""}).status_code == 422
    client.post("/reporting/enterprises/mau-01/exempt/", sent)
    one.refresh_from_db()
    assert one.state == ObligationState.EXEMPT
    held = board.cast.one.exemptions.get()
    end_exemption(exemption=held, until=held.since, by=BY, now=NOW)
    one.refresh_from_db()
    assert one.state == ObligationState.NEVER_OPENED
    with pytest.raises(RefusedError) as refused:
        exempt(enterprise=board.cast.three, form_code=PRODUCTION, since=date(2022, 1, 1), until=None,
               reason="x", by=board.cast.by(board.cast.officer), now=NOW)  # fmt: skip
    assert refused.value.code == "out_of_scope"


def test_closing_and_opening_are_followed_and_what_was_filed_stays(board: Board) -> None:
    filed(board)
    two = board.two()
    for enterprise in (board.cast.one, board.cast.two):
        close_enterprise(enterprise=enterprise, on=date(2021, 12, 1), by=BY, now=NOW)
        sync_obligations(enterprise=enterprise, by=BY, now=NOW)
    two.refresh_from_db()
    assert two.state == ObligationState.EXEMPT
    assert board.one().state == ObligationState.SUBMITTED


def test_an_enterprise_that_is_registered_late_owes_what_is_not_due_yet(board: Board) -> None:
    two = board.two()
    Obligation.objects.filter(pk=two.pk)._raw_delete(two._state.db or "default")
    owed(board.cast, "2021-12")  # its deadline has passed: not raised anew for two
    december = Obligation.objects.get(period_code="2021-12", enterprise=board.cast.two)
    Obligation.objects.filter(pk=december.pk)._raw_delete("default")
    client = browser(board.chief)
    client.post("/reporting/enterprises/mau-02/sync/")
    codes = set(Obligation.objects.filter(enterprise=board.cast.two).values_list("period_code", flat=True))
    assert codes == {"2022-01"}


def test_the_job_raises_what_ends_soon_and_a_second_run_does_nothing(board: Board) -> None:
    day = NOW.replace(day=12)
    assert raise_current(now=day) > 0
    raised = set(Obligation.objects.values_list("form_code", "period_code"))
    assert (PRODUCTION, "2022-01") in raised
    assert (PRODUCTION, "2022-02") not in raised
    events = Event.objects.count()
    assert raise_current(now=day) == 0
    assert Event.objects.count() == events


def test_an_officer_raises_a_period_after_seeing_who_will_owe(board: Board) -> None:
    client = browser(board.chief)
    page = client.get(f"/reporting/{PRODUCTION}/2022-02/raise/")
    assert "Mở 3 báo cáo" in page.content.decode()
    assert Obligation.objects.count() == 0
    client.post(f"/reporting/{PRODUCTION}/2022-02/raise/")
    assert Obligation.objects.filter(period_code="2022-02").count() == 3
    other = browser(board.cast.officer)
    other.post(f"/reporting/{PRODUCTION}/2022-03/raise/")
    assert not Obligation.objects.filter(period_code="2022-03").exists()
    with pytest.raises(RefusedError):
        raise_obligations(form_code=PRODUCTION, period=parse_period("2022-03", Basis.CUTOFF15),
                          by=board.cast.by(board.cast.officer), now=NOW)  # fmt: skip


def test_an_answer_is_told_to_who_asked(board: Board) -> None:
    one = board.one()
    reporter = board.cast.by(board.cast.reporter)
    question = ask(obligation=one, cell="revenue", text="Có tính thuế không?", by=reporter, now=NOW)
    answer(question=question, text="Không.", by=board.cast.by(board.chief), now=NOW)
    assert Notice.objects.get(user=board.cast.reporter).text == "Ban trả lời: Không."


def test_every_change_is_in_the_trail(board: Board) -> None:
    extend(obligations=[board.one()], due_at=DUE + timedelta(days=1), reason="x", by=system("t"), now=NOW)
    assert (
        Event.objects.filter(name="reporting:deadline:extended").count() == 2
    )  # the extension, the deadline
