from datetime import date, datetime
from typing import Any

import pytest

from songhanh.core.audit.chain import verify
from songhanh.core.models import Event
from songhanh.people import queries
from songhanh.people.actions import imports as actions
from songhanh.people.actions.change_set import unsealed
from songhanh.people.actions.people import move
from songhanh.people.models import ColumnMapping, Employment, PeopleImport, Person
from songhanh.people.policies import PeopleRefusedError
from tests.people.cast import BY, NOW, TODAY, Cast, employ
from tests.people.lists import HEADS, upload, workbook, worker


def take(import_: PeopleImport, cast: Cast, *, part: bool = False, confirmed: bool = False) -> PeopleImport:
    by = cast.by(cast.reporter)
    return actions.take_import(import_=import_, only_right_rows=part, confirmed=confirmed, by=by, now=NOW)


def tables() -> list[Any]:
    """All people's rows, every column."""
    return [
        list(Person.objects.order_by("pk").values_list("pk", "uuid", "identity_hash", "identity_mask")),
        list(Employment.objects.order_by("pk").values()),
    ]


def figures(import_: PeopleImport) -> tuple[int, ...]:
    return tuple(import_.counts[name] for name in ("new", "changed", "left", "same", "wrong"))


def test_a_new_list_is_taken_whole(cast: Cast) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(worker(1), worker(2)))
    assert figures(import_) == (2, 0, 0, 0, 0)
    assert Employment.objects.count() == 0
    take(import_, cast)
    rows = list(Employment.objects.order_by("employee_code").select_related("person"))
    assert [row.person.identity_mask for row in rows] == ["037•••••0001", "037•••••0002"]
    assert {(row.line, row.origin_province, row.joined_on, row.since) for row in rows} == {
        ("Hàn 1", "37", date(2019, 3, 1), date(2019, 3, 1))
    }


def test_a_second_list_changes_ends_and_leaves_alone(cast: Cast) -> None:
    take(upload(cast.reporter, cast.one, workbook(*(worker(n) for n in range(1, 5)))), cast)
    content = workbook(
        worker(1),
        worker(2, **{"Tổ / chuyền": "Sơn 2"}),
        worker(3, **{"Họ và tên": "Nguyễn Thị Anh"}),
        worker(5),
    )
    import_ = upload(cast.reporter, cast.one, content, complete=True)
    assert figures(import_) == (1, 2, 1, 1, 0)
    take(import_, cast)
    day_before = date(2022, 1, 16)
    lines = dict(queries.employed(scope=BY.scope, on=TODAY).values_list("employee_code", "line"))
    assert lines == {"NL-0001": "Hàn 1", "NL-0002": "Sơn 2", "NL-0003": "Hàn 1", "NL-0005": "Hàn 1"}
    earlier = dict(queries.employed(scope=BY.scope, on=day_before).values_list("employee_code", "line"))
    assert earlier["NL-0002"] == "Hàn 1"
    assert "NL-0004" in earlier
    assert Employment.objects.get(employee_code="NL-0003").full_name == "Nguyễn Thị Anh"


def test_an_absent_column_and_a_blank_cell_change_nothing(cast: Cast) -> None:
    take(upload(cast.reporter, cast.one, workbook(worker(1))), cast)
    content = workbook(worker(1, **{"Giới tính": None}), heads=HEADS[:6])
    assert figures(upload(cast.reporter, cast.one, content)) == (0, 0, 0, 1, 0)


def test_the_same_list_again_changes_nothing_leavers_included(cast: Cast) -> None:
    rows = [worker(1), worker(2) | {"Ngày nghỉ việc": datetime(2021, 6, 1)}]
    content = workbook(*rows, heads=[*HEADS, "Ngày nghỉ việc"])
    take(upload(cast.reporter, cast.one, content), cast)
    assert queries.headcount(scope=BY.scope, on=TODAY) == {"": 1}
    assert figures(upload(cast.reporter, cast.one, content)) == (0, 0, 0, 2, 0)


def test_undo_restores_equal_rows(cast: Cast) -> None:
    take(upload(cast.reporter, cast.one, workbook(*(worker(n) for n in range(1, 5)))), cast)
    employ(cast.two, 7)
    before = tables()
    content = workbook(
        worker(1, **{"Mã NLĐ": "NL-0002"}),
        worker(2, **{"Mã NLĐ": "NL-0001", "Tổ / chuyền": "Sơn 2"}),
        worker(3, **{"Họ và tên": "Nguyễn Thị Anh", "Ngày vào làm": datetime(2018, 1, 1)}),
        worker(7),
        worker(8),
    )
    import_ = take(upload(cast.reporter, cast.one, content, complete=True), cast)
    assert tables() != before
    import_ = actions.undo_import(import_=import_, by=cast.by(cast.reporter), now=NOW)
    assert import_.state == "UNDONE"
    assert tables() == before
    with pytest.raises(PeopleRefusedError, match="Chỉ hoàn tác"):
        actions.undo_import(import_=import_, by=cast.by(cast.reporter), now=NOW)


def test_undo_is_refused_when_a_row_has_changed_since(cast: Cast) -> None:
    import_ = take(upload(cast.reporter, cast.one, workbook(worker(1), worker(2))), cast)
    row = Employment.objects.get(employee_code="NL-0001")
    move(employment=row, placement={"line": "Kho"}, since=TODAY, by=BY, now=NOW)
    before = tables()
    with pytest.raises(PeopleRefusedError, match="1 dòng đã được sửa"):
        actions.undo_import(import_=import_, by=cast.by(cast.reporter), now=NOW)
    assert tables() == before


def test_errors_stop_the_whole_and_right_rows_go_by_choice(cast: Cast) -> None:
    employ(cast.one, 9)
    content = workbook(worker(1), worker(2, **{"Ngày sinh": "31/02/1991"}), worker(3, **{"Giới tính": "Nam"}))
    import_ = upload(cast.reporter, cast.one, content, complete=True)
    assert (import_.counts["wrong"], import_.counts["doubtful"], import_.counts["right"]) == (1, 1, 1)
    with pytest.raises(PeopleRefusedError, match="Còn 1 dòng có lỗi"):
        take(import_, cast, confirmed=True)
    take(import_, cast, part=True)
    codes = set(Employment.objects.filter(until=None).values_list("employee_code", flat=True))
    assert codes == {"NL-0001", "NL-0009"}


def test_doubtful_rows_are_taken_when_confirmed(cast: Cast) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(worker(1, **{"Giới tính": "Nam"})))
    with pytest.raises(PeopleRefusedError, match="cần xác nhận"):
        take(import_, cast)
    take(import_, cast, confirmed=True)
    assert Employment.objects.get().sex == "M"


def test_a_failing_take_leaves_nothing_half_saved(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(worker(1), worker(2)))
    before, events = tables(), Event.objects.count()

    def broken(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("songhanh.people.actions.change_set.ChangeSet.sealed", broken)
    with pytest.raises(OSError, match="disk full"):
        take(import_, cast)
    assert tables() == before
    assert Event.objects.count() == events
    import_.refresh_from_db()
    assert import_.state == "CHECKED"


def test_the_event_carries_the_files_hash_and_the_counts(cast: Cast) -> None:
    import_ = take(upload(cast.reporter, cast.one, workbook(worker(1), worker(2))), cast)
    events = Event.objects.filter(name="people:import:taken")
    told = [event.after for event in events if "file_hash" in event.after]
    assert [(after["file_hash"], after["new"], after["rows"]) for after in told] == [
        (import_.file_hash, 2, 2)
    ]
    assert len(events) < 8
    assert list(verify()) == []
    assert "037191000001" not in str(list(Event.objects.values("before", "after")))


def test_the_change_set_holds_before_and_after_of_each_person_sealed(cast: Cast) -> None:
    take(upload(cast.reporter, cast.one, workbook(worker(1))), cast)
    import_ = take(
        upload(cast.reporter, cast.one, workbook(worker(1, **{"Họ và tên": "Lê Thị Đào"}), worker(2))), cast
    )
    assert "Lê Thị Đào".encode() not in bytes(import_.change_set or b"")
    changes = unsealed(import_.change_set or b"")
    assert len(changes.created) == len(changes.before) == len(changes.after) == 1
    assert "Nguyễn Thị Ánh" in changes.before[0]
    assert "Lê Thị Đào" in changes.after[0]


def test_the_file_is_kept_encrypted_and_forgotten_when_dropped(cast: Cast) -> None:
    content = workbook(worker(1))
    import_ = upload(cast.reporter, cast.one, content)
    assert content not in bytes(import_.file_cipher)
    assert import_.file() == content
    dropped = actions.drop_import(import_=import_, by=cast.by(cast.reporter), now=NOW)
    assert (dropped.file_cipher, dropped.preview, dropped.state) == (b"", None, "DROPPED")
    with pytest.raises(PeopleRefusedError, match="đã xử lý"):
        take(import_, cast)


def test_a_list_is_taken_once(cast: Cast) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(worker(1)))
    take(import_, cast)
    with pytest.raises(PeopleRefusedError, match="đã xử lý"):
        take(import_, cast)


def test_columns_are_remembered(cast: Cast) -> None:
    heads = ["Thẻ", "Họ và tên", "Số CCCD", "Ngày sinh"]
    row = {
        "Thẻ": "A-1",
        "Họ và tên": "Nguyễn Thị Ánh",
        "Số CCCD": "037191000001",
        "Ngày sinh": datetime(1991, 2, 14),
    }
    import_ = upload(cast.reporter, cast.one, workbook(row, heads=heads))
    again = actions.check_again(
        import_=import_,
        mapping={"Thẻ": "employee_code"},
        answers={},
        repairs=[],
        listed_on=TODAY,
        complete=False,
        by=cast.by(cast.reporter),
        now=NOW,
    )
    take(again, cast)
    assert Employment.objects.get().employee_code == "A-1"
    assert dict(ColumnMapping.objects.values_list("heading", "column")) == {"Thẻ": "employee_code"}
    assert upload(cast.reporter, cast.one, workbook(row, heads=heads)).counts["same"] == 1


def test_lists_without_codes_get_free_ones(cast: Cast) -> None:
    employ(cast.one, 9, employee_code="NL-00001")
    take(upload(cast.reporter, cast.one, workbook(worker(1), worker(2), heads=HEADS[1:])), cast)
    codes = sorted(Employment.objects.values_list("employee_code", flat=True))
    assert codes == ["NL-00001", "NL-00002", "NL-00003"]


def test_a_code_of_somebody_else_is_an_error(cast: Cast) -> None:
    employ(cast.one, 9, employee_code="NL-0001")
    import_ = upload(cast.reporter, cast.one, workbook(worker(1)))
    assert [kind["code"] for kind in import_.findings] == ["code_taken"]


def test_people_known_elsewhere_look_new(cast: Cast) -> None:
    employ(cast.two, 1, phone="0912345678")
    known = upload(cast.reporter, cast.one, workbook(worker(1)))
    unknown = upload(cast.reporter, cast.one, workbook(worker(2)))
    assert known.counts == unknown.counts
    take(known, cast)
    assert Employment.objects.get(enterprise=cast.one).phone == ""


@pytest.mark.parametrize("who", ["other", "auditor", "leader"])
def test_only_who_may_imports(cast: Cast, who: str) -> None:
    with pytest.raises(PeopleRefusedError):
        upload(getattr(cast, who), cast.one, workbook(worker(1)))
    assert PeopleImport.objects.count() == 0
