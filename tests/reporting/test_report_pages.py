"""The dual-goal report: drafted, its words checked, submitted, signed, frozen; and its figures opened."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from songhanh.documents.models import DocumentState, OfficialDocument, Rendition
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.models import Consolidation
from tests.core.cast import BY, NOW, new_user, signed_in
from tests.people.cast import Cast, make_cast
from tests.reporting.test_counting import MONTHS, file, owed


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    versions = [file(row, NOW) for row in owed(MONTHS[0]).values()]
    accept_reports(versions=versions, by=BY, now=NOW)
    return made


@pytest.fixture
def leader(cast: Cast) -> Client:
    return signed_in(cast.leader)


def drafted(leader: Client) -> str:
    answer = leader.post("/reporting/consolidations/", {"period": "2021"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_draft_is_sealed_figures_and_editable_words(leader: Client) -> None:
    here = drafted(leader)
    text = leader.get(here).content.decode()
    assert "300" in text
    assert "Dự thảo" in text
    assert Consolidation.objects.get().figures
    assert leader.get("/reporting/consolidations/").status_code == 200


def test_an_unsigned_draft_prints_the_year_of_now_and_leaves_day_and_month_open(leader: Client) -> None:
    page = " ".join(leader.get(drafted(leader)).content.decode().replace("\u00a0", " ").split())
    assert "ngày tháng năm 2022" in page, "the period ended in 2021, the draft is of 17/01/2022"


def test_a_word_against_its_figure_is_marked_with_what_to_write(leader: Client) -> None:
    here = drafted(leader)
    number = next(
        n
        for n, block in enumerate(OfficialDocument.objects.get().body["blocks"])
        if block["text"].startswith("Doanh thu")
    )
    leader.post(f"{here}edit/", {f"block-{number}": "Doanh thu đạt trên 300 tỷ đồng."})
    text = leader.get(here).content.decode()
    assert '<mark class="w">' in text
    assert "1 câu cần sửa" in text
    assert "viết «đạt 300 tỷ đồng»" in text.replace("&#x27;", "'")


def test_hostile_words_stay_words(leader: Client) -> None:
    here = drafted(leader)
    leader.post(f"{here}edit/", {"block-1": "<script>alert(1)</script> #let x = 1; {{ y }}"})
    assert "<script>alert" not in leader.get(here).content.decode()
    assert leader.get(f"{here}file/pdf/").content.startswith(b"%PDF")
    assert leader.get(f"{here}file/docx/").content.startswith(b"PK")


def test_submitting_freezes_the_copies_and_closes_the_text(leader: Client) -> None:
    here = drafted(leader)
    leader.post(f"{here}submit/")
    frozen = Rendition.objects.get(format="pdf")
    assert hashlib.sha256(bytes(frozen.content)).hexdigest() == frozen.sha256
    assert leader.get(f"{here}file/pdf/").content == bytes(frozen.content)
    leader.post(f"{here}edit/", {"block-1": "Đổi sau khi trình."})
    assert "Đổi sau khi trình." not in str(OfficialDocument.objects.get().body)


def test_a_return_needs_its_reason_and_opens_the_text_again(leader: Client) -> None:
    here = drafted(leader)
    leader.post(f"{here}submit/")
    leader.post(f"{here}return/", {"reason": " "})
    assert OfficialDocument.objects.get().state == DocumentState.SUBMITTED
    leader.post(f"{here}return/", {"reason": "Bổ sung số lao động nước ngoài"})
    assert OfficialDocument.objects.get().state == DocumentState.DRAFT
    assert "Bổ sung số lao động nước ngoài" in leader.get(here).content.decode()


def test_signing_gives_number_date_and_signer(leader: Client, cast: Cast) -> None:
    first, second = drafted(leader), drafted(leader)
    for number, here in enumerate((first, second), start=1):
        leader.post(f"{here}submit/")
        leader.post(f"{here}approve/", {"number": number})
    numbers = OfficialDocument.objects.order_by("number").values_list("number", "signer", "number_year")
    assert [number for number, _signer, _year in numbers] == [1, 2]
    assert all(signer == cast.leader.pk for _number, signer, _year in numbers)
    assert Rendition.objects.filter(state=DocumentState.APPROVED, format="pdf").count() == 2
    leader.post(f"{first}approve/", {"number": 3})
    assert OfficialDocument.objects.count() == 2


def signed(leader: Client, number: int) -> str:
    here = drafted(leader)
    leader.post(f"{here}submit/")
    leader.post(f"{here}approve/", {"number": number})
    return here


def test_the_step_before_signing_names_title_number_and_date(leader: Client) -> None:
    here = drafted(leader)
    leader.post(f"{here}submit/")
    asked = leader.get(f"{here}approve/").content.decode()
    for words in ("Kết quả thực hiện mục tiêu kép năm 2021", "01/BC-", "17/01/2022", "trong sổ năm 2022"):
        assert words in asked
    for sent in ({}, {"number": "7"}):
        leader.post(f"{here}approve/", sent)
        assert OfficialDocument.objects.get().state == DocumentState.SUBMITTED
    said = leader.post(f"{here}approve/", {"number": "1"}, follow=True).content.decode()
    assert OfficialDocument.objects.get().state == DocumentState.APPROVED
    assert "năm 2022" in said


def test_a_new_report_of_the_period_takes_the_place_of_the_signed_one_which_is_kept(leader: Client) -> None:
    first, second = signed(leader, 1), drafted(leader)
    older = OfficialDocument.objects.get(state=DocumentState.APPROVED)
    sentence = f"Báo cáo này thay thế Báo cáo số {older.full_number} ngày 17/01/2022."
    assert sentence in leader.get(second).content.decode()
    leader.post(f"{second}submit/")
    assert "Văn bản mới thay thế báo cáo đó" in leader.get(f"{second}approve/").content.decode()
    leader.post(f"{second}approve/", {"number": 2})
    newer = OfficialDocument.objects.get(replaces=older)
    kept = Rendition.objects.get(document=newer, state=DocumentState.APPROVED, format="html")
    assert sentence in bytes(kept.content).decode()
    said = f"Đã được thay thế bằng báo cáo số {newer.full_number}"
    assert said in leader.get(first).content.decode()
    assert said not in leader.get(second).content.decode()
    assert "đã được thay thế" in leader.get("/reporting/consolidations/").content.decode()
    assert older.renditions.filter(state=DocumentState.APPROVED).count() == 5


def test_an_officer_drafts_but_does_not_sign(leader: Client, cast: Cast) -> None:
    here = drafted(leader)
    leader.post(f"{here}submit/")
    officer = new_user("OFFICER", "toan-ban")
    assert signed_in(officer).post(f"{here}approve/").status_code == 403
    assert signed_in(cast.reporter).get(here).status_code == 403
    assert signed_in(cast.officer).get(here).status_code == 404, (
        "a park's officer sees no whole-authority report"
    )


@pytest.mark.parametrize("code", ["revenue", "labour_total", "new_jobs"])
def test_the_rows_of_an_opened_figure_add_up_and_stay_as_they_stood(leader: Client, code: str) -> None:
    here = drafted(leader)
    before = leader.get(f"{here}figures/{code}/?format=json").json()
    assert sum(Decimal(str(row["value"])) for row in before["rows"]) == Decimal(
        str(before["figure"]["value"])
    )
    row = owed(MONTHS[1])["mau-01"]
    accept_reports(versions=[file(row, NOW)], by=BY, now=NOW.replace(hour=9))
    assert leader.get(f"{here}figures/{code}/?format=json").json() == before
    live = leader.get(f"/reporting/figures/{code}/?period=2021&format=json").json()
    assert len(live["rows"]) != len(before["rows"])


def test_an_opened_figure_as_page_workbook_and_single_enterprise(leader: Client) -> None:
    address = "/reporting/figures/revenue/?period=2021"
    assert "Số này từ đâu ra?" in leader.get(address).content.decode()
    assert "BC-2021-01-" in leader.get(f"{address}&enterprise=mau-01").content.decode()
    assert b"".join(leader.get(f"{address}&format=xlsx")).startswith(b"PK")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "address",
    [
        "/reporting/figures/nothing/?period=2021",
        "/reporting/figures/revenue/?period=1812",
        "/reporting/figures/revenue/?period=x",
        "/reporting/figures/revenue/?period=2021&as_of=gestern",
        "/reporting/breakdown/?by=phase-of-the-moon",
    ],
)
def test_what_is_no_figure_is_no_page(leader: Client, address: str) -> None:
    assert leader.get(address).status_code == 404


def test_a_reporter_opens_only_the_own_rows(cast: Cast) -> None:
    answer = signed_in(cast.reporter).get("/reporting/figures/revenue/?period=2021&format=json").json()
    assert {row["enterprise"] for row in answer["rows"]} == {"mau-01"}
    assert answer["figure"]["value"] == 100


@pytest.mark.parametrize("by", ["park", "sector", "ownership", "officer", "month"])
def test_the_split_page_stands_for_every_way(leader: Client, by: str) -> None:
    answer = leader.get(f"/reporting/breakdown/?period=2021&by={by}&indicator=revenue")
    assert answer.status_code == 200
    assert "300" in answer.content.decode()


def test_the_command_writes_every_format_and_repeats_itself(cast: Cast, tmp_path: Path) -> None:
    for form in ("json", "html", "docx", "pdf", "a4"):
        call_command("report", "dual-goal", year=2021, format=form, out=tmp_path / f"x.{form}")
    figures = {row["code"]: row for row in json.loads((tmp_path / "x.json").read_text())["figures"]}
    assert figures["revenue"]["value"] == 300
    assert figures["revenue"]["previous"] is None
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    assert Consolidation.objects.count() == 1, "unchanged numbers are not sealed again"
    with pytest.raises(CommandError, match="2021-13"):
        call_command("report", "dual-goal", period="2021-13")
