"""The form in the browser: typed, saved cell by cell or as a page, asked where a number reads two ways."""

import re
from datetime import timedelta

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from songhanh.reporting.actions.reviews import unlock_cells
from songhanh.reporting.models import Draft, ObligationState
from tests.people.cast import NOW, Cast, employ
from tests.reporting.filing import HTMX, accepted, at, browser, file, owed, type_in

OOB = ' hx-swap-oob="true"'


def post_cell(client: Client, cast: Cast, code: str, value: str, **more: str) -> str:
    """Leave a cell; the answer as text."""
    sent = {"cells": code, code: value, **more}
    answer = client.post(at(owed(cast), "cell/"), sent, **HTMX)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def page(client: Client, cast: Cast, section: str = "production/") -> str:
    answer = client.get(at(owed(cast), section))
    assert answer.status_code == 200
    return answer.content.decode()


def row(html: str, code: str) -> str:
    """One row of the form."""
    found = re.search(rf'<tbody class="cell" id="c-{code}-row".*?</tbody>', html, re.S)
    assert found, html
    return found[0].replace(OOB, "")


def held(cast: Cast, code: str) -> dict[str, object]:
    return dict(Draft.objects.get(obligation=owed(cast)).cells[code])


def test_the_report_begins_at_the_first_section_and_looking_changes_nothing(cast: Cast) -> None:
    accepted(cast)
    client = browser(cast.reporter)
    answer = client.get(at(owed(cast)), follow=True)
    assert answer.redirect_chain == [(at(owed(cast), "production/"), 302)]
    html = answer.content.decode()
    assert "114,5" in row(html, "revenue")  # last period
    assert 'aria-current="step"' in html
    assert not Draft.objects.exists()
    assert owed(cast).state == ObligationState.NEVER_OPENED


def test_a_left_cell_is_saved_and_answered_as_the_page_would_show_it(cast: Cast) -> None:
    accepted(cast)
    client = browser(cast.reporter)
    fragment = post_cell(client, cast, "revenue", "120,5")
    assert held(cast, "revenue")["number"] == "120.5"
    whole = page(client, cast)
    assert row(fragment, "revenue") == row(whole, "revenue")
    steps = re.search(r'<nav class="panel" id="steps".*?</nav>', fragment, re.S)
    assert steps
    assert steps[0].replace(OOB, "") in whole
    assert "Đã lưu nháp lúc 09:00" in fragment
    assert "<html" not in fragment


def test_other_rows_whose_findings_changed_come_along(cast: Cast) -> None:
    accepted(cast)
    client = browser(cast.reporter)
    post_cell(client, cast, "payroll", "15,5")
    fragment = post_cell(client, cast, "person_months", "0")
    assert "Hai số này cùng bằng 0" in row(fragment, "payroll")
    assert row(fragment, "payroll") == row(page(client, cast, "labour/"), "payroll")


def test_a_mark_before_three_digits_groups_where_fewer_decimals_fit(cast: Cast) -> None:
    client = browser(cast.reporter)
    fragment = post_cell(client, cast, "person_months", "2.103")
    assert "đọc được hai cách" not in fragment
    assert held(cast, "person_months")["number"] == "2103"


def test_a_number_that_reads_two_ways_is_asked(cast: Cast) -> None:
    client = browser(cast.reporter)
    fragment = post_cell(client, cast, "revenue", "1.503")
    assert "đọc được hai cách" in fragment
    assert held(cast, "revenue")["number"] is None
    assert held(cast, "revenue")["typed"] == "1.503"
    assert 'value="1.503"' in row(page(client, cast), "revenue")
    post_cell(client, cast, "revenue", "1.503", choose="revenue=1503")
    assert held(cast, "revenue")["number"] == "1503"
    assert 'value="1.503"' in row(page(client, cast), "revenue")


def test_an_accepted_report_is_read_only_until_a_correction_is_begun(cast: Cast) -> None:
    accepted(cast)
    client, report = browser(cast.reporter), owed(cast, "2021-12")
    for place in ("production/", "check/"):
        assert client.get(at(report, place))["Location"] == at(report, "filed/")
    read = client.get(at(report, "filed/")).content.decode()
    assert "Đã chấp nhận" in read
    assert 'name="correct"' in read
    assert not Draft.objects.exists()
    began = client.post(at(report, "production/"), {"correct": "1"})
    assert began["Location"] == at(report, "production/")
    assert 'name="revenue"' in client.get(at(report, "production/")).content.decode()
    assert client.get(at(report, "labour/")).status_code == 200


def test_a_draft_that_the_unlocking_opened_is_nobodys_typing(cast: Cast) -> None:
    version = accepted(cast)
    cells = [{"cell": "revenue", "message": "xem lại"}]
    unlock_cells(
        version=version, cells=cells, due_at=NOW + timedelta(days=3), by=cast.by(cast.officer), now=NOW
    )
    report = owed(cast, "2021-12")
    html = browser(cast.reporter).get(at(report, "production/")).content.decode()
    assert "Bản nháp do Ban mở để sửa" in html
    assert "Người lưu:" not in html


def test_a_choice_that_was_not_offered_is_not_taken(cast: Cast) -> None:
    post_cell(browser(cast.reporter), cast, "revenue", "1.503", choose="revenue=999999")
    assert held(cast, "revenue")["number"] is None


def test_the_way_other_cells_are_written_decides(cast: Cast) -> None:
    client = browser(cast.reporter)
    post_cell(client, cast, "export", "1.284,6")
    post_cell(client, cast, "revenue", "1.503")
    assert held(cast, "revenue")["number"] == "1503"


def test_a_count_is_never_read_as_a_fraction(cast: Cast) -> None:
    post_cell(browser(cast.reporter), cast, "labour_domestic", "2.741")
    assert held(cast, "labour_domestic")["number"] == "2741"


def test_another_unit_than_the_cells_is_not_taken(cast: Cast) -> None:
    client = browser(cast.reporter)
    assert "ô này tính bằng triệu USD" in post_cell(client, cast, "export", "38,6 nghìn USD")
    assert held(cast, "export")["number"] is None
    post_cell(client, cast, "revenue", "12,5 tỷ đồng")
    assert held(cast, "revenue")["number"] == "12.5"


def test_estimate_and_note_are_kept_with_the_figure(cast: Cast) -> None:
    accepted(cast)
    client = browser(cast.reporter)
    fragment = post_cell(client, cast, "revenue", "1000")
    assert "ghi lý do" in fragment
    fragment = post_cell(
        client, cast, "revenue", "1.000", **{"revenue-estimate": "on", "revenue-note": "giao lô lớn"}
    )
    assert held(cast, "revenue") | {"typed": ""} == {
        "typed": "",
        "number": "1000",
        "text": "",
        "estimate": True,
        "note": "giao lô lớn",
    }
    assert "cần giải trình" not in fragment


def test_hostile_text_is_shown_as_text(cast: Cast) -> None:
    client = browser(cast.reporter)
    nasty = "<script>alert(1)</script>\" onfocus='x'"
    fragment = post_cell(client, cast, "revenue", nasty)
    assert "<script>" not in fragment
    assert "&lt;script&gt;" in fragment
    post_cell(client, cast, "difficulties", nasty)
    assert "<script>alert" not in page(client, cast, "difficulties/")


def test_too_long_is_refused_in_a_sentence_and_stays_in_the_page(cast: Cast) -> None:
    client = browser(cast.reporter)
    fragment = post_cell(client, cast, "difficulties", "a" * 5001)
    assert "Nội dung dài 5.001 ký tự. Rút còn không quá 5.000 ký tự." in fragment
    assert "a" * 5001 in fragment
    fragment = post_cell(client, cast, "revenue", "7", **{"revenue-note": "b" * 501})
    assert "Giải trình dài 501 ký tự" in fragment
    fragment = post_cell(client, cast, "revenue", "9" * 61)
    assert "ô này nhận một số" in fragment
    assert not Draft.objects.exists()


def test_two_tabs_do_not_overwrite_each_other(cast: Cast) -> None:
    first, second = browser(cast.reporter), browser(cast.reporter)
    was = re.search(r'name="revenue-was" value="(\w+)"', page(first, cast))
    assert was
    post_cell(second, cast, "revenue", "10")
    fragment = post_cell(first, cast, "revenue", "11", **{"revenue-was": was[1]})
    assert "ở nơi khác; đang hiện số mới" in fragment
    assert 'value="10"' in row(fragment, "revenue")
    assert held(cast, "revenue")["number"] == "10"


def test_without_script_the_whole_section_is_posted(cast: Cast) -> None:
    client = browser(cast.reporter)
    sent = {"revenue": "10", "export": "2", "import": "", "budget_payment": "1.503", "go": "next"}
    answer = client.post(at(owed(cast), "production/"), sent)
    assert answer["Location"] == at(owed(cast), "labour/")
    assert held(cast, "budget_payment")["number"] is None
    again = client.post(
        at(owed(cast), "production/"), {"budget_payment": "1.503", "choose": "budget_payment=1.503"}
    )
    assert again["Location"] == at(owed(cast), "production/")
    assert held(cast, "budget_payment")["number"] == "1.503"


def test_an_unchanged_page_posts_nothing_anew(cast: Cast) -> None:
    client = browser(cast.reporter)
    post_cell(client, cast, "revenue", "1.503", choose="revenue=1503")
    revision = Draft.objects.get().revision
    client.post(at(owed(cast), "production/"), {"revenue": "1.503", "go": "stay"})
    assert Draft.objects.get().revision == revision
    assert held(cast, "revenue")["number"] == "1503"


def test_last_period_is_taken_and_taken_back(cast: Cast) -> None:
    accepted(cast)
    client = browser(cast.reporter)
    client.post(at(owed(cast), "copy/"), {"section": "production"})
    html = page(client, cast)
    assert "Đã lấy 4 số kỳ trước" in html
    assert 'value="114,5"' in row(html, "revenue")
    client.post(at(owed(cast), "copy/"), {"section": "production", "undo": "1"})
    assert Draft.objects.get().cells == {}
    answer = client.post(at(owed(cast), "copy/"), {"section": "production", "undo": "1"}, follow=True)
    assert "Không có gì để hoàn tác." in answer.content.decode()


def test_the_list_of_workers_fills_in_and_locks(cast: Cast) -> None:
    for nth in range(3):
        employ(cast.one, nth)
    client = browser(cast.reporter)
    html = page(client, cast, "labour/")
    assert "lấy tự động từ danh sách lao động" in row(html, "labour_domestic")
    assert 'name="labour_domestic"' not in row(html, "labour_domestic")
    fragment = post_cell(client, cast, "labour_domestic", "", override="labour_domestic")
    assert 'value="3"' in row(fragment, "labour_domestic")
    assert "danh sách lao động có 3" in post_cell(client, cast, "labour_domestic", "7")


def test_after_an_unlock_only_the_unlocked_cells_are_open(cast: Cast) -> None:
    report = owed(cast)
    version = file(report, cast.reporter, cast)
    unlock_cells(
        version=version,
        cells=[{"cell": "export", "message": "Kiểm tra lại đơn vị."}],
        due_at=NOW + timedelta(days=2),
        by=cast.by(cast.officer),
        now=NOW,
    )
    client = browser(cast.reporter)
    html = client.get(at(report), follow=True).content.decode()
    assert "Ban mở khóa 1 chỉ tiêu để sửa" in html
    assert "Ban yêu cầu: Kiểm tra lại đơn vị." in row(html, "export")
    assert "đang khóa" in row(html, "revenue")
    assert 'name="revenue"' not in row(html, "revenue")
    refusal = post_cell(client, cast, "revenue", "999")
    assert "Chỉ tiêu này đang khóa" in refusal
    assert held(cast, "revenue")["number"] == "114.5"


def test_errors_stand_in_the_summary_with_the_words_of_the_field(cast: Cast) -> None:
    client = browser(cast.reporter)
    post_cell(client, cast, "revenue", "-5")
    html = page(client, cast, "production/?tried")
    assert "<title>Lỗi:" in html
    words = re.search(r'<a href="#c-revenue">Doanh thu: (.*?)</a>', html)
    assert words
    assert f"</span>{words[1]}</span>" in row(html, "revenue")


def test_the_form_needs_few_questions_to_the_database(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    accepted(cast)
    type_in(owed(cast), cast.reporter, cast)
    client = browser(cast.reporter)
    page(client, cast)
    with django_assert_max_num_queries(16):
        page(client, cast)
