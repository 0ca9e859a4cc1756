"""One event as people read it: fields by their words, values as on any other page, the raw data folded below."""

import json
from html import unescape
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import translation

from songhanh.core.audit.labels import LABELS, OF_MODEL
from songhanh.core.audit.readings import differences
from songhanh.core.models import Event, User
from songhanh.core.privacy import Privacy
from songhanh.people.models import Person
from tests.core.cast import new_user, signed_in
from tests.people.cast import Cast, employ, make_cast

pytestmark = pytest.mark.django_db
SLICES = ("core", "parks", "enterprises", "people", "documents", "reporting", "gate", "presence")
# Not written by acts: the trail itself, counters, caches, what the sign-in library keeps.
UNWRITTEN = {
    "event",
    "chainhead",
    "counter",
    "cacheentry",
    "apicalls",
    "signintries",
    "task",
    "revision",
    "devicestate",
    "number",
    "tally",
    "conflict",
}


def event(subject: str, before: dict[str, object], after: dict[str, object]) -> Event:
    return Event(subject=subject, before=before, after=after)


def read(subject: str, before: dict[str, object], after: dict[str, object]) -> dict[str, tuple[str, str]]:
    return {each.field: (each.before, each.after) for each in differences(event(subject, before, after))}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_every_field_that_can_be_written_has_a_word() -> None:
    wordless = [
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in SLICES and model._meta.model_name not in UNWRITTEN
        for field in model._meta.concrete_fields
        if isinstance(getattr(model, "privacy", {}).get(field.name), Privacy)
        and f"{model._meta.label_lower}.{field.name}" not in OF_MODEL
        and field.name not in LABELS
    ]
    assert wordless == []


def test_days_moments_choices_references_amounts(cast: Cast) -> None:
    row = f"reporting.obligation:{uuid4()}"
    found = read(
        row,
        {"due_at": "2021-12-31T10:00:00+00:00", "state": "OPEN", "officer": None, "reminders": 1},
        {
            "due_at": "2022-01-05T17:30:00+00:00", "state": "SUBMITTED", "officer": cast.officer.pk,
            "enterprise": cast.one.pk, "form_code": "monthly-production", "period_code": "2021-12",
            "period_from": "2021-11-15", "reminders": 1234,
        },
    )  # fmt: skip
    assert found["Hạn nộp"] == ("31/12/2021 17:00", "06/01/2022 00:30")  # Vietnamese time
    assert found["Trạng thái"][1] == "Chờ duyệt"
    assert found["Chuyên viên"] == ("", f"{cast.officer.full_name} (chuyen-vien)")
    assert found["Doanh nghiệp"][1] == "Mẫu 01"
    assert found["Biểu mẫu"][1] == "Báo cáo sản xuất, kinh doanh"
    assert found["Kỳ"][1] == "tháng 12/2021"
    assert found["Kỳ từ ngày"][1] == "15/11/2021"
    assert found["Số lần nhắc"] == ("1", "1.234")
    value = f"reporting.reportvalue:{uuid4()}"
    found = read(value, {}, {"cell": "revenue", "number": "1284.6", "unit": "tỷ VND", "estimate": False})
    assert found["Số đã nhập"][1] == "1.284,6 tỷ đồng"
    assert found["Là số ước"][1] == "không"
    capital = read(
        f"enterprises.project:{uuid4()}", {}, {"registered_capital": "12500000", "currency": "USD"}
    )
    assert capital["Vốn đăng ký"][1] == "12.500.000 USD"
    assert read(f"reporting.target:{uuid4()}", {}, {"year": 2022, "value": "65000", "unit": "tỷ VND"}) == {
        "Năm": ("", "2022"), "Giá trị": ("", "65.000 tỷ đồng"), "Đơn vị": ("", "tỷ đồng"),
    }  # fmt: skip


def test_in_english_as_english_readers_write_it(cast: Cast) -> None:
    with translation.override("en"):
        found = read(
            f"reporting.reportvalue:{uuid4()}", {}, {"number": "1284.6", "unit": "tỷ VND", "estimate": True}
        )
    assert found["Number entered"] == ("", "1,284.6 billion VND")


def test_personal_values_stay_unsaid_and_a_worker_unnamed(cast: Cast) -> None:
    person = employ(cast.one, 1).person
    found = read(
        f"people.employment:{uuid4()}",
        {},
        {"person": person.pk, "full_name": "#0123456789abcdef", "sex": "F"},
    )
    assert found["Họ và tên"][1] == "không lưu giá trị (dấu 012345)"
    assert found["Người"][1] == f"hồ sơ lao động số {person.pk}, tên không hiện"
    assert found["Giới tính"][1] == "Nữ"
    assert Person.objects.filter(pk=person.pk).exists()


def test_what_no_model_has_and_what_is_gone_is_still_read(cast: Cast) -> None:
    found = read("", {}, {"unlocked": True, "rows": 43451, "filters": "sex=F", "never_heard_of": "x"})
    assert found["never_heard_of"] == ("", "x")
    assert found["Số dòng"][1] == "43.451"
    assert read(f"core.grant:{uuid4()}", {"user": 987654}, {})["Người dùng"][0] == "dòng số 987654"
    long = read(
        f"people.peopleimport:{uuid4()}", {}, {"counts": {"rows": 2741, "wrong": 3}, "findings": [{}] * 20}
    )
    assert long["Số dòng"][1] == "Số dòng: 2.741; Dòng sai: 3"
    assert long["Điều phát hiện"][1] == "20 mục, xem dữ liệu gốc"


def test_every_event_of_a_whole_day_is_read_and_the_page_keeps_the_raw_data(cast: Cast) -> None:
    employ(cast.one, 1)
    client = signed_in(new_user("AUDITOR", "doc"))
    for each in Event.objects.all():
        html = unescape(client.get(f"/settings/audit/{each.number}/").content.decode())
        assert ("Dữ liệu gốc (JSON" in html) is bool(each.before or each.after)
        for row in differences(each):
            assert row.field in html
    last = Event.objects.filter(subject__startswith="people.employment:").latest("number")
    html = unescape(client.get(f"/settings/audit/{last.number}/").content.decode())
    table, raw = html.split("Dữ liệu gốc (JSON", 1)
    assert "01/03/2019" in table
    assert "2019-03-01" not in table
    stored = json.dumps(
        {"before": last.before, "after": last.after}, ensure_ascii=False, indent=2, sort_keys=True
    )
    assert stored in raw
    assert User.objects.count() > 5
