"""A target opened: decision, versions, splits, what stands on it; named in the report with a stable reference."""

import io
import json
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.test import Client

from songhanh.core.actions.grants import grant_scope
from songhanh.core.scope import ScopeKind
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.models import Consolidation, Target
from tests.core.cast import BY, NOW, new_user, signed_in
from tests.people.cast import SITED, Cast, make_cast
from tests.reporting.test_counting import MONTHS, file, owed
from tests.reporting.test_report_pages import drafted

UNKNOWN = "00000000-0000-4000-8000-000000000007"


def planned(value: int, year: int = 2021, **more: Any) -> Target:
    given: dict[str, Any] = {"decision_number": f"{value}/QĐ-UBND", "decided_on": date(2021, 1, 5)}
    return set_target(
        indicator_code="revenue", year=year, value=Decimal(value), by=BY, now=NOW, **{**given, **more}
    )


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    accept_reports(versions=[file(row, NOW) for row in owed(MONTHS[0]).values()], by=BY, now=NOW)
    return made


@pytest.fixture
def leader(cast: Cast) -> Client:
    return signed_in(cast.leader)


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_the_page_says_by_whom_when_and_into_what(cast: Cast, leader: Client) -> None:
    old, new = planned(250), planned(260, decided_by_name="UBND tỉnh")
    planned(65, quarter=1)
    planned(200, park=cast.parks[0])
    part = planned(100, enterprise=cast.one)
    text = page(leader, f"/reporting/targets/{new.uuid}/")
    for said in ("260/QĐ-UBND", "05/01/2021", "UBND tỉnh", "Bản 2", "Đây là bản đang dùng", "KCN Khánh Phú",
                 "quý 1", "Tổng các khu là 200, cả năm 260: lệch −60", f"/reporting/targets/{old.uuid}/",
                 f"/reporting/targets/{part.uuid}/", "Chưa có bản tổng hợp nào"):  # fmt: skip
        assert said in text, said
    assert "Đã có bản 2: 260" in page(leader, f"/reporting/targets/{old.uuid}/")
    assert f"/reporting/targets/{new.uuid}/" in page(leader, "/reporting/targets/?year=2021")


def test_a_sealed_report_keeps_the_version_it_was_compared_with(leader: Client) -> None:
    first, ahead = planned(250), planned(400, 2022)
    here = drafted(leader)
    planned(999)
    text = page(leader, here)
    assert f'href="{here}targets/2021/revenue/"' in text
    assert f'href="{here}targets/2022/revenue/"' in text, "the sentence about next year opens its target"
    opened = page(leader, f"{here}targets/2021/revenue/")
    assert "250/QĐ-UBND" in opened
    assert "Đã có bản 2: 999" in opened
    assert "400/QĐ-UBND" in page(leader, f"{here}targets/2022/revenue/")
    number = Consolidation.objects.get().number
    for target in (first, ahead):
        assert number in page(leader, f"/reporting/targets/{target.uuid}/")
    newest = Target.objects.get(year=2021, version=2)
    assert number not in page(leader, f"/reporting/targets/{newest.uuid}/")


def test_paper_and_data_carry_the_reference(leader: Client) -> None:
    planned(250)
    planned(400, 2022)
    here = drafted(leader)
    said = json.loads(leader.get(f"{here}file/json/").content)
    revenue = next(figure for figure in said["figures"] if figure["code"] == "revenue")
    assert revenue["plan_url"] == f"{here}targets/2021/revenue/"
    assert said["targets_next_year_urls"] == {"revenue": f"{here}targets/2022/revenue/"}
    with ZipFile(io.BytesIO(leader.get(f"{here}file/docx/").content)) as word:
        texts = "".join(
            word.read(name).decode() for name in word.namelist() if name.endswith((".xml", ".rels"))
        )
    assert f"http://localhost:8000{here}targets/2021/revenue/" in texts
    assert f"http://localhost:8000{here}targets/2022/revenue/" in texts
    assert "Kế hoạch năm 2021: doanh thu" in re.sub("<[^>]+>", "", texts)
    assert b"targets/2021/revenue" in leader.get(f"{here}file/pdf/").content


def test_what_was_never_named_is_no_page(leader: Client) -> None:
    planned(250)
    here = drafted(leader)
    for url in (f"{here}targets/2021/export/", f"{here}targets/2022/revenue/", f"{here}targets/2020/revenue/",
                f"/reporting/consolidations/{UNKNOWN}/targets/2021/revenue/",
                f"/reporting/targets/{UNKNOWN}/"):  # fmt: skip
        assert leader.get(url).status_code == 404, url


def test_a_foreign_target_is_an_unknown_one(cast: Cast) -> None:
    own, foreign, whole = planned(1, park=cast.parks[0]), planned(2, park=cast.parks[1]), planned(3)
    client = signed_in(cast.officer)
    assert client.get(f"/reporting/targets/{own.uuid}/").status_code == 200
    assert client.get(f"/reporting/targets/{foreign.uuid}/").status_code == 404
    text = page(client, f"/reporting/targets/{whole.uuid}/")
    assert "KCN Khánh Phú" in text
    assert "KCN Gián Khẩu" not in text
    assert signed_in(cast.reporter).get(f"/reporting/targets/{whole.uuid}/").status_code == 403


def test_an_agency_reads_the_target_but_no_single_enterprise(cast: Cast) -> None:
    whole, part = planned(10), planned(5, enterprise=cast.one)
    user = new_user("AGENCY_USER", "co-quan")
    grant_scope(user=user, kind=ScopeKind.AUTHORITY, target_id=None, valid_from=SITED, by=BY, now=NOW)
    client = signed_in(user)
    assert "Mẫu 01" not in page(client, f"/reporting/targets/{whole.uuid}/")
    assert client.get(f"/reporting/targets/{part.uuid}/").status_code == 404


def test_an_earlier_moment_has_the_earlier_park_plan(cast: Cast, leader: Client) -> None:
    planned(90, park=cast.parks[0])
    set_target(
        indicator_code="revenue", year=2021, value=Decimal(777), decision_number="2", park=cast.parks[0],
        by=BY, now=NOW + timedelta(days=2),
    )  # fmt: skip
    day = (NOW + timedelta(days=1)).date().isoformat()
    address = f"/reporting/breakdown/?period=2021&by=park&indicator=revenue&as_of={day}"
    text = page(leader, address)
    assert ">90</a>" in text
    assert "777" not in text


def test_the_list_is_filtered_by_words(cast: Cast, leader: Client) -> None:
    planned(250)
    planned(10, park=cast.parks[1])
    assert "250/QĐ-UBND" in page(leader, "/reporting/targets/?year=2021&q=doanh+thu")
    assert "không có chỉ tiêu nào khớp" in page(leader, "/reporting/targets/?year=2021&q=xuat+khau")


def test_the_command_reports_the_target(cast: Cast, tmp_path: Any) -> None:
    target = planned(250)
    call_command("report", "dual-goal", year=2021, format="json", out=tmp_path / "x.json")
    figures = {row["code"]: row for row in json.loads((tmp_path / "x.json").read_text())["figures"]}
    assert figures["revenue"]["plan_target"] == str(target.uuid)
