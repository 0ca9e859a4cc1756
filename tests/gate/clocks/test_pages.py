"""The pages of time clocks' files: sent, read in another way, taken, taken back; who sees what."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from songhanh.config.tasks.runner import run_next
from songhanh.core.models import TaskState
from songhanh.gate import clock_jobs
from songhanh.gate.models import ClockImport, ClockState
from songhanh.gate.views import clocks
from tests.core.cast import signed_in
from tests.gate.cast import Cast, new_gate

from .files import DAY, PUNCH, at, csv_file, passed, send, stream, take, xlsx

GOOD = xlsx(PUNCH, [("NL-0001", "16/01/2022", "07:31", "Vào"), ("NL-0001", "16/01/2022", "17:02", "Ra")])
MIXED = xlsx(PUNCH, [("NL-0001", "03/01/2022", "07:31", "Vào"), ("NL-0002", "04/01/2022", "25:00", "Vào")])


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode()))


def post(client: Client, content: bytes, name: str = "cham-cong.xlsx", **given: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(
        "/gate/clocks/send/", {"enterprise": "mau-01", "gate": "", "file": file, **given}, follow=True
    )


def test_a_file_is_sent_looked_at_taken_and_taken_back(workers: Cast) -> None:
    new_gate(workers.one)
    client = signed_in(workers.reporter)
    page = post(client, GOOD, gate="cong-1")
    assert page.status_code == 200
    text = text_of(page)
    assert "Đọc được cả tệp: 2 lượt chấm" in text
    assert "16/01/2022 07:31:00 vào" in text
    assert stream() == []
    import_ = ClockImport.objects.get()
    taken = client.post(f"/gate/clocks/{import_.uuid}/take/", follow=True)
    assert "Đã ghi tệp chấm công" in text_of(taken)
    assert [each.gate for each in stream()] == ["cong-1", "cong-1"]
    assert import_.file_hash in text_of(taken)
    undone = client.post(f"/gate/clocks/{import_.uuid}/undo/", follow=True)
    assert "2 lượt được rút lại." in text_of(undone)
    assert "cham-cong.xlsx" in text_of(client.get("/gate/clocks/"))


def test_what_reads_two_ways_is_answered_on_the_page(workers: Cast) -> None:
    client = signed_in(workers.reporter)
    text = text_of(post(client, MIXED))
    assert "2 dòng có lỗi, chưa ghi được" in text
    assert "«03/01/2022» đọc được hai cách: 03/01/2022 / 01/03/2022" in text
    import_ = ClockImport.objects.get()
    text = text_of(
        client.post(f"/gate/clocks/{import_.uuid}/check/", {"answer-date": "DAY_FIRST"}, follow=True)
    )
    assert "1 dòng có lỗi, chưa ghi được" in text
    assert "Giờ «25:00» không có" in text
    assert "Ngày trước, tháng sau" in text
    refused = client.post(f"/gate/clocks/{import_.uuid}/take/", follow=True)
    assert "Còn 1 dòng có lỗi" in text_of(refused)
    client.post(f"/gate/clocks/{import_.uuid}/take/", {"part": "1"})
    assert passed() == [("NL-0001", "IN", at("03/01/2022 07:31"))]


def test_columns_are_chosen_on_the_page_and_remembered(workers: Cast) -> None:
    client = signed_in(workers.reporter)
    content = xlsx(("Mã NV", "Ngày", "Lúc quẹt"), [("NL-0001", "16/01/2022", "07:31")])
    text = text_of(post(client, content))
    assert "Chưa đủ cột để đọc tệp" in text
    assert "Chưa thấy cột: Giờ." in text
    import_ = ClockImport.objects.get()
    chosen = {"column-0": "employee", "column-1": "date", "column-2": "time", "correction": "5"}
    assert "Ghi 1 lượt chấm" in text_of(
        client.post(f"/gate/clocks/{import_.uuid}/check/", chosen, follow=True)
    )
    assert "đã nhớ" in text_of(post(client, content))


def test_what_is_no_table_is_said_in_the_form(workers: Cast) -> None:
    answer = post(signed_in(workers.reporter), b"%PDF-1.7 x", name="a.pdf")
    assert answer.status_code == 422
    assert "thực ra là PDF" in text_of(answer)
    assert not ClockImport.objects.exists()


def test_a_file_without_a_table_is_told_what_one_has(workers: Cast) -> None:
    answer = post(signed_in(workers.reporter), "Kính gửi,Ban Quản lý\nXin cảm ơn,\n".encode())
    assert answer.status_code == 422
    assert "Cần có các cột: Mã NLĐ, Ngày giờ" in text_of(answer)


@pytest.mark.parametrize("correction", ["x", "9999", "-721"])
def test_a_lag_that_is_none_is_said_in_the_form(workers: Cast, correction: str) -> None:
    assert post(signed_in(workers.reporter), GOOD, correction=correction).status_code == 422


def test_only_the_enterprise_sends_and_its_officer_looks(workers: Cast) -> None:
    import_ = send(workers.reporter, workers.one, MIXED)
    address = f"/gate/clocks/{import_.uuid}/"
    officer = signed_in(workers.officer)
    page = officer.get(address)
    assert page.status_code == 200
    assert "Bỏ tệp này" not in text_of(page)
    assert "Gửi tệp chấm công" not in text_of(officer.get("/gate/clocks/"))
    assert officer.get("/gate/clocks/send/").status_code == 403
    for act in ("check", "take", "drop", "undo"):
        assert officer.post(f"{address}{act}/").status_code == 403
        assert signed_in(workers.other).post(f"{address}{act}/").status_code == 404
    assert signed_in(workers.other).get(address).status_code == 404
    assert "cham-cong" not in text_of(signed_in(workers.other).get("/gate/clocks/"))


def test_names_beside_the_codes_stay_with_the_enterprise(workers: Cast) -> None:
    rows = [("NL-0001", "Nguyễn Thị Ánh", "16/01/2022", "99:00")]
    import_ = send(workers.reporter, workers.one, xlsx(("Mã NLĐ", "Họ tên", "Ngày", "Giờ"), rows))
    address = f"/gate/clocks/{import_.uuid}/"
    assert "Nguyễn Thị Ánh" in text_of(signed_in(workers.reporter).get(address))
    seen = text_of(signed_in(workers.officer).get(address))
    assert "Nguyễn Thị Ánh" not in seen
    assert "NL-0001" in seen


def test_a_foreign_enterprise_or_gate_is_not_offered(workers: Cast) -> None:
    new_gate(workers.two, "cong-2", "Cổng 2")
    client = signed_in(workers.reporter)
    assert "Cổng 2" not in text_of(client.get("/gate/clocks/send/"))
    assert post(client, GOOD, gate="cong-2").status_code == 422
    assert post(client, GOOD, enterprise="mau-02").status_code == 422
    assert not ClockImport.objects.exists()


@pytest.mark.parametrize("kind", ["punches", "days"])
def test_the_example_is_a_file_that_reads(workers: Cast, kind: str) -> None:
    client = signed_in(workers.reporter)
    content = client.get(f"/gate/clocks/example/{kind}.xlsx").content
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value == "Mã NLĐ"
    import_ = send(workers.reporter, workers.one, content)
    assert import_.findings == []
    assert take(workers.reporter, import_).counts["stored"] == 6
    assert client.get("/gate/clocks/example/none.xlsx").status_code == 404


def test_a_dropped_and_a_waiting_file_say_so(workers: Cast) -> None:
    client = signed_in(workers.reporter)
    post(client, GOOD)
    import_ = ClockImport.objects.get()
    assert "Đã bỏ" in text_of(client.post(f"/gate/clocks/{import_.uuid}/drop/", follow=True))
    waiting = send(workers.reporter, workers.one, GOOD, later=True)
    assert "chưa kiểm tra xong" in text_of(client.get(f"/gate/clocks/{waiting.uuid}/"))


def test_a_long_file_is_checked_taken_and_undone_as_tasks(
    workers: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clocks, "LONG_FILE", 100)
    monkeypatch.setattr(clock_jobs, "DIRECT_ROWS", 1)
    client = signed_in(workers.reporter)
    page = post(
        client,
        csv_file(DAY, [("NL-0001", f"{day}/01/2022", "07:31", "17:02") for day in range(13, 17)]),
        name="a.csv",
    )
    assert page.redirect_chain[-1][0].startswith("/tasks/")
    import_ = ClockImport.objects.get()
    assert import_.state == ClockState.RECEIVED
    for act, state in (
        ("", ClockState.CHECKED),
        ("check", ClockState.CHECKED),
        ("take", ClockState.TAKEN),
        ("undo", ClockState.UNDONE),
    ):
        if act:
            client.post(f"/gate/clocks/{import_.uuid}/{act}/")
        task = run_next()
        assert task is not None
        assert task.state == TaskState.DONE, task.message
        import_.refresh_from_db()
        assert import_.state == state
    assert len(stream()) == 16


def test_a_long_file_that_is_no_table_is_not_kept(workers: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "LONG_FILE", 1)
    post(signed_in(workers.reporter), xlsx(("a", "b"), [("c", "d")]))
    task = run_next()
    assert task is not None
    assert task.state == TaskState.FAILED
    import_ = ClockImport.objects.get()
    assert (import_.state, bytes(import_.file_cipher)) == ("DROPPED", b"")
