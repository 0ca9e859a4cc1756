"""The gate's pages as the enterprise, the Board and strangers see them."""

import re
from datetime import date
from typing import Any

import pytest
import zxingcpp

from songhanh.core.models import Task
from songhanh.gate.actions.devices import add_device
from songhanh.gate.actions.places import read_places
from songhanh.gate.models import (
    Device,
    DeviceKind,
    Gate,
    GateRule,
    Guard,
    Pass,
    Place,
    Shift,
    VisitorAnnouncement,
)
from tests.core.cast import signed_in
from tests.gate.cast import BY, NOW, Cast, employ, new_device, new_gate, new_guest, new_passes, new_rule

LISTS = ["passes", "visitors", "rules", "gates", "devices", "guards", "places", "shifts"]
RULE = {
    "enterprise": "mau-01", "for_whom": "LINE", "value": "Hàn 1", "reason": "LINE_STOPPED", "words_vi": "Mời về.",
    "words_en": "Please go home.", "valid_from": "17/01/2022", "last_day": "19/01/2022",
}  # fmt: skip
GUEST = {
    "enterprise": "mau-01", "kind": "DRIVER", "name": "Vũ Thế Tải", "host": "Kho", "plate": "35C-000.00",
    "valid_from": "17/01/2022", "last_day": "17/01/2022",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW)


def everything(cast: Cast) -> Pass:
    row = new_passes(cast.one, 2)[0]
    new_device(new_gate(cast.one))
    new_guest(cast.one)
    new_rule(cast.one)
    read_places(enterprise=cast.one, by=BY, now=NOW)
    return row


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("page", LISTS)
def test_lists_show_the_enterprises_own_and_nothing_to_another(cast: Cast, page: str) -> None:
    everything(cast)
    mine = text_of(signed_in(cast.reporter).get(f"/gate/{page}/"))
    theirs = text_of(signed_in(cast.other).get(f"/gate/{page}/"))
    said = {
        "passes": "NL-0001", "visitors": "Trần Văn Bình", "rules": "Hàn 1", "gates": "Cổng 1",
        "devices": "Điện thoại cổng 1", "places": "Hàn 1",
    }.get(page)  # fmt: skip
    if said:
        assert said in mine
        assert said not in theirs


def test_the_board_sees_codes_and_no_guests_name(cast: Cast) -> None:
    row = everything(cast)
    officer = signed_in(cast.officer)
    assert "NL-0001" in text_of(officer.get("/gate/passes/"))
    guests = text_of(officer.get("/gate/visitors/"))
    assert "Trần Văn Bình" not in guests
    assert "Công ty Xanh" in guests
    assert "<svg xmlns" not in officer.get(f"/gate/passes/{row.uuid}/").content.decode()


def test_a_pass_page_holds_its_code(cast: Cast, tmp_path: Any) -> None:
    row = everything(cast)
    html = signed_in(cast.reporter).get(f"/gate/passes/{row.uuid}/").content.decode()
    (drawn,) = re.findall(r'<path class="?qrline"?[^>]*|<path[^>]*stroke="#000"[^>]*', html) or [""]
    assert drawn
    assert zxingcpp.read_barcode(squares(html)).text == row.token()


def squares(html: str) -> Any:
    """The drawn code as a picture: segno draws runs of dark squares as strokes (M x y h length)."""
    import numpy as np  # noqa: PLC0415

    (path,) = re.findall(
        r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"|<path[^>]* d="([^"]+)"[^>]*stroke="#000"', html
    )
    side, scale = 49, 4
    picture = np.full((side, side), 255, np.uint8)
    x = y = 0.0
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", "".join(path)):
        values = [float(each) for each in numbers.split()]
        if kind == "h":
            picture[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        elif kind == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    return picture.repeat(scale, axis=0).repeat(scale, axis=1)


def test_issuing_by_page_says_how_many(cast: Cast) -> None:
    employ(cast.one, 1)
    client = signed_in(cast.reporter)
    answer = client.post("/gate/passes/issue/", {"enterprise": "mau-01", "days": 365}, follow=True)
    assert "Đã cấp 1 thẻ." in text_of(answer)
    assert Pass.objects.get().valid_until == date(2023, 1, 17)
    again = client.post("/gate/passes/issue/", {"enterprise": "mau-01", "days": 365}, follow=True)
    assert "Ai đang làm việc cũng đã có thẻ." in text_of(again)
    foreign = client.post("/gate/passes/issue/", {"enterprise": "mau-02", "days": 365})
    assert foreign.status_code == 422


def test_calling_back_and_replacing_by_page(cast: Cast) -> None:
    row = new_passes(cast.one, 1)[0]
    client = signed_in(cast.reporter)
    client.post(f"/gate/passes/{row.uuid}/replace/", {"reason": "LOST"})
    new = Pass.objects.get(revoked_at=None)
    assert new.pk != row.pk
    client.post(f"/gate/passes/{new.uuid}/revoke/", {"reason": "MISTAKE"})
    again = client.post(f"/gate/passes/{new.uuid}/revoke/", {"reason": "LOST"})
    assert again.status_code == 422
    assert "đã thu hồi" in text_of(again)
    page = text_of(client.get(f"/gate/passes/{new.uuid}/"))
    assert "cấp nhầm" in page
    assert "không còn mã" in page


def test_badges_are_asked_for_as_a_task(cast: Cast) -> None:
    new_passes(cast.one, 1)
    client = signed_in(cast.reporter)
    page = text_of(client.get("/gate/passes/badges/"))
    assert "Hàn 1" in page
    answer = client.post("/gate/passes/badges/", {"enterprise": "mau-01", "line": ""})
    task = Task.objects.get()
    assert answer.headers["Location"] == f"/tasks/{task.uuid}/"
    assert (task.kind, task.parameters) == ("gate.badges", {"enterprise": "mau-01", "line": ""})


def test_the_persons_page_shows_the_pass(cast: Cast) -> None:
    row = new_passes(cast.one, 1)[0]
    client = signed_in(cast.reporter)
    page = client.get(f"/desk/people/{row.stay}/").content.decode()
    assert f'hx-get="/gate/passes/of/{row.stay}/"' in page
    part = client.get(f"/gate/passes/of/{row.stay}/", headers={"HX-Request": "true"}).content.decode()
    assert "<svg" in part
    assert f"/gate/passes/{row.uuid}/" in part
    assert client.get(f"/gate/passes/of/{row.stay}/").headers["Location"] == f"/gate/passes/{row.uuid}/"
    lacking = employ(cast.one, 9)
    part = client.get(f"/gate/passes/of/{lacking.stay}/", headers={"HX-Request": "true"})
    assert "Chưa có thẻ" in text_of(part)
    assert signed_in(cast.other).get(f"/gate/passes/of/{row.stay}/").status_code == 404


def test_a_devices_code_is_shown_once(cast: Cast) -> None:
    gate = new_gate(cast.one)
    client = signed_in(cast.reporter)
    answer = client.post(f"/gate/gates/{gate.uuid}/devices/", {"name": "Máy  1", "kind": "PHONE"})
    (code,) = re.findall(r'value="([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})"', answer.content.decode())
    assert answer.headers["Cache-Control"] == "no-store"
    device = Device.objects.get()
    assert device.name == "Máy 1"
    assert code not in client.get(f"/gate/devices/{device.uuid}/").content.decode()
    newer = client.post(f"/gate/devices/{device.uuid}/offer/").content.decode()
    assert code not in newer
    client.post(f"/gate/devices/{device.uuid}/revoke/")
    refused = client.post(f"/gate/devices/{device.uuid}/offer/", follow=True)
    assert "đã thu hồi" in text_of(refused)


def test_rules_by_page(cast: Cast) -> None:
    employ(cast.one, 1)
    officer = signed_in(cast.officer)
    wrong = officer.post("/gate/rules/set/", {**RULE, "words_vi": "Anh là F0"})
    assert wrong.status_code == 422
    assert "không nói lý do sức khỏe" in text_of(wrong)
    officer.post("/gate/rules/set/", RULE)
    rule = GateRule.objects.get()
    assert (rule.value, rule.valid_until, rule.enterprise) == ("Hàn 1", date(2022, 1, 20), cast.one)
    officer.post(
        "/gate/rules/set/", {**RULE, "for_whom": "PROVINCE", "value": "tỉnh ninh bình", "last_day": ""}
    )
    province = GateRule.objects.get(for_whom="PROVINCE")
    assert (province.value, province.valid_until) == ("2021-11-01:37", None)
    assert "Ninh Bình" in text_of(officer.get("/gate/rules/"))
    unknown = officer.post("/gate/rules/set/", {**RULE, "for_whom": "PROVINCE", "value": "Atlantis"})
    assert "Không có tỉnh «Atlantis»" in text_of(unknown)
    nobody = officer.post("/gate/rules/set/", {**RULE, "for_whom": "PERSON", "value": "NL-9999"})
    assert "Không tìm thấy người này" in text_of(nobody)
    officer.post("/gate/rules/set/", {**RULE, "for_whom": "PERSON", "value": "nl-0001"})
    person = GateRule.objects.get(for_whom="PERSON")
    assert person.value == ""
    officer.post(f"/gate/rules/{rule.uuid}/lift/")
    rule.refresh_from_db()
    assert rule.lifted_by == cast.officer


def test_guests_by_page(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    answer = client.post("/gate/visitors/announce/", GUEST)
    row = VisitorAnnouncement.objects.get()
    assert (row.plate, row.valid_until) == ("35C-000.00", date(2022, 1, 18))
    assert answer.headers["Location"] == f"/gate/passes/{Pass.objects.get().uuid}/"
    for field, value, said in (
        ("valid_from", "16/01/2022", "đã qua"),
        ("last_day", "16/01/2022", "phải sau ngày bắt đầu"),
        ("last_day", "31/02/2022", "31/02/2022"),
        ("name", "", "Họ và tên"),
    ):
        wrong = client.post("/gate/visitors/announce/", {**GUEST, field: value})
        assert wrong.status_code == 422
        assert said in text_of(wrong)
    client.post(f"/gate/visitors/{row.uuid}/cancel/")
    row.refresh_from_db()
    assert row.cancelled_at == NOW
    assert VisitorAnnouncement.objects.count() == 1


def test_gates_guards_places_and_shifts_by_page(cast: Cast) -> None:
    employ(cast.one, 1, workshop="Xưởng A")
    client = signed_in(cast.reporter)
    client.post("/gate/gates/add/", {"enterprise": "mau-01", "code": "cong-1", "name": "Cổng 1", "lanes": 2})
    gate = Gate.objects.get()
    taken = client.post(
        "/gate/gates/add/", {"enterprise": "mau-01", "code": "cong-1", "name": "x", "lanes": 1}
    )
    assert "đã dùng" in text_of(taken)
    client.post(f"/gate/gates/{gate.uuid}/lanes/", {"code": "lan-3", "name": "Làn 3", "direction": "OUT"})
    assert [lane.direction for lane in gate.lanes.all()] == ["MIXED", "MIXED", "OUT"]
    client.post(f"/gate/gates/{gate.uuid}/rename/", {"name": "Cổng chính"})
    client.post("/gate/gates/add/", {"enterprise": "mau-01", "code": "cong-2", "name": "Cổng 2", "lanes": 1})
    client.post(f"/gate/gates/{gate.uuid}/walks/", {"other": "cong-2", "minutes": 6})
    page = text_of(client.get(f"/gate/gates/{gate.uuid}/"))
    assert "Cổng chính" in page
    assert "Cổng 2: 6 phút" in page
    client.post(
        "/gate/guards/add/", {"enterprise": "mau-01", "mark": "BV-01", "name": "Lê Canh", "pin": "135790"}
    )
    guard = Guard.objects.get()
    assert guard.has_pin("135790")
    client.post(f"/gate/guards/{guard.uuid}/pin/", {"pin": "975310"})
    client.post("/gate/places/read/", {"enterprise": "mau-01"})
    assert set(Place.objects.values_list("name", flat=True)) == {"Xưởng A", "Hàn 1"}
    line = Place.objects.get(name="Hàn 1")
    client.post(f"/gate/places/{line.uuid}/", {"distance": "NEAR", "minimum_crew": "12"})
    line.refresh_from_db()
    assert line.minimum_crew == 12
    hours = {"enterprise": "mau-01", "name": "Ca 1", "starts_at": "06:00", "ends_at": "14:00", "early_minutes": 60,
             "late_minutes": 120}  # fmt: skip
    client.post("/gate/shifts/", hours)
    assert Shift.objects.get().late_minutes == 120
    client.post(f"/gate/guards/{guard.uuid}/remove/")
    client.get("/gate/guards/")  # says what was done
    assert "BV-01" not in text_of(client.get("/gate/guards/"))


def test_an_officer_reads_and_does_not_manage(cast: Cast) -> None:
    row = everything(cast)
    officer = signed_in(cast.officer)
    assert "Cấp thẻ cho người chưa có" not in text_of(officer.get("/gate/passes/"))
    for path in (
        "passes/issue/",
        "gates/add/",
        "places/read/",
        "visitors/announce/",
        f"passes/{row.uuid}/revoke/",
    ):
        assert officer.post(f"/gate/{path}").status_code == 403
    assert officer.post("/gate/shifts/", {"enterprise": "mau-01"}).status_code in {403, 422}
    assert not Shift.objects.exists()


def test_keys_are_the_administrators(cast: Cast) -> None:
    from tests.core.cast import new_user  # noqa: PLC0415

    new_passes(cast.one, 1)
    admin = signed_in(new_user("ADMINISTRATOR"))
    admin.post("/gate/keys/rotate/")
    page = text_of(admin.get("/gate/keys/"))
    assert "K2" in page
    assert signed_in(cast.reporter).get("/gate/keys/").status_code == 403


def test_a_waiting_device_is_listed_as_such(cast: Cast) -> None:
    add_device(gate=new_gate(cast.one), name="Máy mới", kind=DeviceKind.CLOCK, by=BY, now=NOW)
    page = text_of(signed_in(cast.reporter).get("/gate/devices/?quiet=1"))
    assert "Máy mới" not in page
    assert "Đang chờ" in text_of(signed_in(cast.reporter).get("/gate/devices/"))
