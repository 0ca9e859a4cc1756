"""The pages: who opens what, what is masked, what is noted, how many questions they ask."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from songhanh.core.models import Event
from songhanh.enterprises.models import Assignment
from songhanh.epidemic.models import Case, ContactAnswer, Reading, ReadingKind, TracingRun
from tests.core.cast import signed_in
from tests.epidemic.outbreak import NOW, Outbreak, new_case, page, traced
from tests.people.cast import SITED, acting, employ

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Ánh"
REASON = {"reason": "Gọi người bệnh theo yêu cầu của CDC"}


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW


@pytest.fixture
def run(outbreak: Outbreak) -> TracingRun:
    return traced(outbreak, new_case(outbreak))


def text(answer: Any) -> str:
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def test_the_page_of_a_run_shows_codes_and_no_name(run: TracingRun, officer: Client) -> None:
    shown = text(officer.get(page("run", run.uuid)))
    for code in ("NL-0002", "NL-0009", "TV-0001", "CA-0001", "Hàn 1", "Bàn 3"):
        assert code in shown, code
    assert NAME not in shown
    assert "không phải quy định" in shown


def test_a_reading_is_noted_once_while_pages_are_turned(
    run: TracingRun, officer: Client, settings: Settings
) -> None:
    for _look in range(3):
        officer.get(page("run", run.uuid), {"tier": "F1"})
    assert Reading.objects.get().kind == ReadingKind.CODES
    assert Event.objects.filter(name="epidemic:reading:noted").count() == 1
    settings.DEMO_CLOCK = NOW + timedelta(minutes=16)
    officer.get(page("run", run.uuid))
    assert Reading.objects.count() == 2


def test_names_open_with_a_reason_for_fifteen_minutes_to_that_reader(
    outbreak: Outbreak, run: TracingRun, officer: Client, settings: Settings
) -> None:
    refused = officer.post(page("run-names", run.uuid), {"reason": "xem"})
    assert "ít nhất 10 ký tự" in text(refused)
    assert NAME not in text(refused)
    assert officer.post(page("run-names", run.uuid), REASON).status_code == 302
    assert NAME in text(officer.get(page("run", run.uuid)))
    assert NAME in text(officer.get(page("contact", run.uuid, outbreak.numbers[2])))
    assert NAME not in text(signed_in(outbreak.cast.leader).get(page("run", run.uuid)))
    opened = Event.objects.get(name="epidemic:names:opened")
    assert opened.by_name == str(outbreak.cast.officer.full_name)
    assert REASON["reason"] not in str(opened.after)
    assert Reading.objects.get(kind=ReadingKind.NAMES).reason == REASON["reason"]
    settings.DEMO_CLOCK = NOW + timedelta(minutes=16)
    assert NAME not in text(officer.get(page("run", run.uuid)))


def test_names_are_hidden_again_before_their_time(run: TracingRun, officer: Client) -> None:
    case = Case.objects.get()
    for opened, hidden, place, uuid in (
        ("run-names", "run-names-hide", "run", run.uuid),
        ("case-name", "case-name-hide", "case", case.uuid),
    ):
        officer.post(page(opened, uuid), REASON)
        assert NAME in text(officer.get(page(place, uuid)))
        officer.post(page(hidden, uuid))
        assert NAME not in text(officer.get(page(place, uuid)))
    assert Event.objects.filter(name="epidemic:names:hidden").count() == 2
    ended = Reading.objects.filter(kind=ReadingKind.NAMES).values_list("until", flat=True)
    assert all(until < NOW + timedelta(minutes=1) for until in ended)


def test_files_hold_codes_even_while_names_are_open(run: TracingRun, officer: Client) -> None:
    officer.post(page("run-names", run.uuid), REASON)
    answer = officer.get(page("run", run.uuid), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(text(answer).lstrip("\ufeff"))))
    assert any("NL-0002" in row for row in rows)
    assert NAME not in text(officer.get(page("run", run.uuid), {"export": "csv"}))
    assert Reading.objects.filter(kind=ReadingKind.FILE).count() == 2
    assert officer.get(page("run", run.uuid), {"export": "xlsx"}).status_code == 200


def test_filters_by_tier_line_and_province(run: TracingRun, officer: Client) -> None:
    def codes(**asked: str) -> set[str]:
        shown = text(officer.get(page("run", run.uuid), asked))
        return {f"NL-{nth:04d}" for nth in range(1, 10) if f">NL-{nth:04d}</a>" in shown}

    assert codes(tier="F1") >= {"NL-0002", "NL-0009"}
    in_table = text(officer.get(page("run", run.uuid), {"tier": "F2", "line": "Hàn 2", "sure": "yes"}))
    assert 'scope="row"' in in_table
    assert "NL-0005" in in_table


def test_an_officer_not_in_charge_a_reader_of_all_and_an_enterprise(
    outbreak: Outbreak, run: TracingRun
) -> None:
    cast, case = outbreak.cast, Case.objects.get()
    urls = [page("run", run.uuid), page("case", case.uuid), page("contact", run.uuid, outbreak.numbers[2])]
    with acting():
        charge = Assignment.objects.get(officer=cast.officer)
        charge.until = SITED + timedelta(days=1)
        charge.save()
    for url in urls:
        assert signed_in(cast.officer).get(url).status_code == 404
        assert signed_in(cast.leader).get(url).status_code == 200
        assert signed_in(cast.auditor).get(url).status_code == 403
        assert signed_in(cast.reporter).get(url).status_code == 403
    assert "TV-0001" not in text(signed_in(cast.officer).get(page("runs")))
    assert "CA-0001" not in text(signed_in(cast.officer).get(page("cases")))


def test_a_leader_reads_and_opens_names_but_enters_nothing(outbreak: Outbreak, run: TracingRun) -> None:
    leader = signed_in(outbreak.cast.leader)
    for url in (page("find"), page("paste"), page("add-run"), page("run-hand-over", run.uuid)):
        assert leader.get(url).status_code == 403
    assert leader.post(page("run-repeat", run.uuid)).status_code == 403
    assert leader.post(page("run-names", run.uuid), REASON).status_code == 302


def test_a_run_with_a_case_out_of_charge_is_not_read(outbreak: Outbreak, officer: Client) -> None:
    one, other = new_case(outbreak), new_case(outbreak, 10)
    run = traced(outbreak, one, other)
    assert officer.get(page("run", run.uuid)).status_code == 200
    with acting():
        other.enterprise = outbreak.cast.two
        other.save()
    assert officer.get(page("run", run.uuid)).status_code == 404


def test_people_of_other_enterprises_are_counted_and_not_told_apart(
    outbreak: Outbreak, officer: Client
) -> None:
    run = traced(outbreak, new_case(outbreak))
    with acting():
        row = outbreak.workers[2]
        row.until = row.left_on = NOW.date() - timedelta(days=3)
        row.save()
    employ(outbreak.cast.two, 2, employee_code="XX-0002", joined_on=NOW.date() - timedelta(days=2))
    run = traced(outbreak, Case.objects.get())
    shown = text(officer.get(page("run", run.uuid)))
    assert "XX-0002" not in shown
    assert "•••••" in shown
    assert officer.get(page("contact", run.uuid, outbreak.numbers[2])).status_code == 404
    assert "XX-0002" in text(signed_in(outbreak.cast.leader).get(page("run", run.uuid)))


def test_a_case_is_found_entered_corrected_withdrawn_by_hand(outbreak: Outbreak, officer: Client) -> None:
    assert "Không tìm thấy ai" in text(officer.post(page("find"), {"q": "NL-9999"}))
    found = text(officer.post(page("find"), {"q": "NL-0001"}))
    url = page("add-case", outbreak.workers[1].stay)
    assert url in found
    assert NAME not in found
    assert Event.objects.filter(name="epidemic:person:looked_up").count() == 2
    assert "NL-0001" not in str(
        [event.after for event in Event.objects.filter(name="epidemic:person:looked_up")]
    )
    empty = officer.post(url, {})
    assert empty.status_code == 422
    assert "Nhập ít nhất một ngày" in text(empty)
    assert "chưa đến" in text(officer.post(url, {"onset_on": "20/01/2022"}))
    assert officer.post(url, {"onset_on": "14/01/2022"}).status_code == 302
    case = Case.objects.get()
    assert "đang ẩn tên" in text(officer.get(page("case", case.uuid)))
    officer.post(page("case-correct", case.uuid), {"sampled_on": "15/01/2022"})
    case.refresh_from_db()
    assert (case.onset_on, case.sampled_on.isoformat()) == (None, "2022-01-15")
    assert officer.post(page("case-name", case.uuid), REASON).status_code == 302
    assert NAME in text(officer.get(page("case", case.uuid)))
    officer.post(page("case-withdraw", case.uuid), {"reason": "Xét nghiệm lại âm tính"})
    assert "Đã rút" in text(officer.get(page("case", case.uuid)))


def test_a_pasted_list_is_shown_line_by_line_before_it_is_entered(
    outbreak: Outbreak, officer: Client
) -> None:
    sent = {"lines": "NL-0001\nNL-9999\nNL-0002", "sampled_on": "16/01/2022"}
    shown = text(officer.post(page("paste"), sent))
    assert "không tìm thấy" in shown
    assert "Nhập 2 ca" in shown
    assert not Case.objects.exists()
    assert officer.post(page("paste"), {**sent, "confirmed": "1"}).status_code == 302
    assert Case.objects.count() == 2
    assert "đã có ca CA-0001" in text(officer.post(page("paste"), sent))
    assert "Nhập ít nhất một ngày" in text(officer.post(page("paste"), {"lines": "NL-0003"}))


def test_a_run_is_made_from_the_page_of_its_case(outbreak: Outbreak, officer: Client) -> None:
    case = new_case(outbreak)
    form = text(officer.get(page("add-run"), {"case": case.code}))
    assert "checked" in form
    assert "Mặc định của Song Hành (không phải quy định)" in form
    wants_days = officer.post(page("add-run"), {"cases": case.code, "definition": "1909", "tiers": "2"})
    assert "không nêu số ngày" in text(wants_days)
    assert officer.post(page("add-run"), {"definition": "ours", "tiers": "2"}).status_code == 422
    answer = officer.post(page("add-run"), {"cases": case.code, "definition": "ours", "tiers": "2"})
    run = TracingRun.objects.get()
    assert answer.headers["Location"] == page("run", run.uuid)
    again = officer.post(page("run-repeat", run.uuid), follow=True)
    assert "So với TV-0001" in text(again)
    assert "Không khác" in text(again)


def test_questions_are_asked_and_answered_on_the_page_of_a_person(
    outbreak: Outbreak, run: TracingRun, officer: Client
) -> None:
    url = page("contact", run.uuid, outbreak.numbers[9])
    shown = text(officer.get(url))
    assert "Chưa hỏi" in shown
    assert "CA-0001" in shown  # with whom
    officer.post(url, {"within_distance": "no", "note": "Làm ở kho riêng"})
    assert ContactAnswer.objects.get().outcome == "NONE"
    assert "Không phải tiếp xúc" in text(officer.get(url))
    assert "Đã có trả lời" in text(officer.get(page("run", run.uuid)))
    sure = text(officer.get(page("contact", run.uuid, outbreak.numbers[5])))
    assert "Ghi trả lời" not in sure
    assert "NL-0004" in sure
    assert officer.get(page("contact", run.uuid, 999)).status_code == 404


def test_lines_of_one_name_in_two_workshops_are_two(outbreak: Outbreak, officer: Client) -> None:
    with acting():
        for nth, row in outbreak.workers.items():
            if nth != 101:
                row.workshop, row.line = ("Xưởng A" if nth < 5 else "Xưởng B"), "Hàn 1"
                row.save()
    run = traced(outbreak, new_case(outbreak))
    sheets = officer.get(page("run-sheets", run.uuid)).content.decode()
    assert re.findall(r"<h2>([^,]+), Mẫu 01", sheets) == ["Xưởng A · Hàn 1", "Xưởng B · Hàn 1"]
    whole = officer.get(page("run", run.uuid), {"line": ["Xưởng B · Hàn 1"]}, headers={"HX-Request": "true"})
    listed = text(whole)
    assert "NL-0006" in listed
    assert "NL-0002" not in listed
    counts = text(officer.get(page("run-counts", run.uuid)))
    assert "Mẫu 01 · Xưởng A · Hàn 1" in counts or "nhóm khác" in counts


def test_small_counts_are_withheld_in_what_leaves(run: TracingRun, officer: Client) -> None:
    shown = text(officer.get(page("run-counts", run.uuid)))
    assert "(ẩn)" in shown
    assert "do Song Hành đặt" in shown
    for form in ("csv", "xlsx"):
        assert officer.get(page("run-counts", run.uuid), {"export": form}).status_code == 200
    told = text(officer.get(page("run-counts", run.uuid), {"export": "csv"}))
    assert "(ẩn)" in told
    assert "NL-0" not in told
    assert Reading.objects.filter(kind=ReadingKind.COUNTS).count() == 3


def test_counts_of_two_runs_of_a_case_can_be_subtracted_and_the_page_says_so(
    outbreak: Outbreak, officer: Client
) -> None:
    case = new_case(outbreak)
    earlier, later = traced(outbreak, case), traced(outbreak, case)
    assert "trừ ra được" not in text(officer.get(page("run-counts", later.uuid)))
    officer.get(page("run-counts", earlier.uuid), {"export": "csv"})
    assert f"Số liệu của <b>{earlier.code}</b>" in text(officer.get(page("run-counts", later.uuid)))
    assert "trừ ra được" not in text(officer.get(page("run-counts", earlier.uuid)))


@pytest.mark.parametrize(
    ("name", "most"), [("cases", 16), ("runs", 16), ("run", 38), ("contact", 34), ("case", 22)]
)
def test_questions_to_the_database(
    outbreak: Outbreak, run: TracingRun, officer: Client, name: str, most: int
) -> None:
    given = {"run": [run.uuid], "case": [Case.objects.get().uuid], "contact": [run.uuid, outbreak.numbers[9]]}
    officer.get(page(name, *given.get(name, [])))
    with CaptureQueriesContext(connection) as queries:
        assert officer.get(page(name, *given.get(name, []))).status_code == 200
    assert len(queries) <= most, "\n".join(query["sql"][:120] for query in queries)
