"""A roll call: the list of who is inside, marks of several phones, the sealed result, who may see what."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from songhanh.core.models import Event
from songhanh.core.records import SealedError
from songhanh.gate.actions.passes import issue_passes
from songhanh.gate.models import Pass
from songhanh.people.actions.erasing import STATED
from songhanh.people.models import Employment
from songhanh.presence.actions.roll_calls import Touch, close_call, open_names
from songhanh.presence.models import Expected, Mark, NamesOpened, RollCall, RollCallResult
from songhanh.presence.policies import PresenceRefusedError
from songhanh.presence.queries.roll_calls import by_line, expected_of, standing, standing_of
from tests.core.cast import signed_in
from tests.gate.cast import BY, NOW, TODAY, Cast, acting, employ, new_gate
from tests.presence.rolling import POINTS, SEEN, begin, people_inside, present, take, text_of, tick
from tests.presence.streamed import ms, put, scan


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: SEEN)


@pytest.fixture
def passes(cast: Cast) -> list[Pass]:
    return people_inside(cast)


@pytest.fixture
def call(cast: Cast, passes: list[Pass]) -> RollCall:
    return begin(cast)


def test_everybody_inside_is_the_list_guests_too(cast: Cast, call: RollCall, passes: list[Pass]) -> None:
    listed = list(Expected.objects.filter(call=call).order_by("nth"))
    assert [each.nth for each in listed] == [1, 2, 3, 4]
    assert {each.stay for each in listed} == {each.stay for each in passes}
    assert [each.day_pass_id for each in listed if each.day_pass_id] == [passes[-1].pk]
    assert (call.expected_count, call.points) == (4, POINTS)
    assert Event.objects.filter(name="presence:roll_call:started").exists()
    with pytest.raises(PresenceRefusedError, match="chưa kết thúc"):
        begin(cast)


def test_two_phones_tick_the_same_and_different_people(cast: Cast, call: RollCall) -> None:
    one, other = [tick(1), tick(2)], [tick(2), tick(3)]
    take(cast, call, *one)
    take(cast, call, *other)
    assert present(call) == [1, 2, 3]
    take(cast, call, Touch(uuid4(), SEEN, undoes=one[1].uuid))
    assert present(call) == [1, 2, 3], "the other phone has seen him too"
    take(cast, call, Touch(uuid4(), SEEN, undoes=other[0].uuid))
    assert present(call) == [1, 3]


def test_the_order_in_which_marks_arrive_is_of_no_matter() -> None:
    ticks = [Mark(uuid=uuid4(), expected_id=each) for each in (1, 1, 2)]
    back = [Mark(uuid=uuid4(), undoes=ticks[each].uuid) for each in (0, 2)]
    added = Mark(uuid=uuid4(), name="Thợ điện")
    found = {
        (frozenset(now.present), len(now.added))
        for now in map(standing, permutations([*ticks, *back, added]))
    }
    assert found == {(frozenset({1}), 1)}


def test_what_is_sent_twice_is_kept_once(cast: Cast, call: RollCall) -> None:
    touches = [tick(1, point=1), Touch(uuid4(), SEEN, name="Thợ điện", note="nhà thầu A")]
    assert take(cast, call, *touches).stored == [each.uuid for each in touches]
    again = take(cast, call, *touches, touches[0])
    assert (again.stored, len(again.doubled)) == ([], 3)
    assert Mark.objects.count() == 2
    assert [each.name for each in standing_of(call).added] == ["Thợ điện"]


def test_what_cannot_be_kept_is_refused_one_by_one(cast: Cast, call: RollCall) -> None:
    bad = [tick(99), Touch(uuid4(), SEEN), tick(1, point=7), tick(2, name="x")]
    taken = take(cast, call, *bad, good := tick(3))
    assert (taken.stored, [each for each, _why in taken.refused]) == (
        [good.uuid],
        [each.uuid for each in bad],
    )
    assert all(why for _each, why in taken.refused)
    close_call(call=call, words="Đã tìm hết xưởng", by=cast.by(cast.reporter), now=SEEN)
    newer = begin(cast, now=SEEN)
    assert take(cast, newer, good).refused[0][0] == good.uuid, "another call's"


@pytest.mark.parametrize(
    ("at", "drift", "kept"),
    [
        (NOW + timedelta(minutes=1), 0, NOW + timedelta(minutes=1)),
        (
            NOW - timedelta(hours=3),
            3 * 3_600_000 + 60_000,
            NOW + timedelta(minutes=1),
        ),  # a clock 3 hours slow
        (NOW + timedelta(hours=3), 0, SEEN),  # the future
        (NOW - timedelta(days=1), 0, SEEN),  # before the call began
        (datetime(2099, 12, 31, tzinfo=UTC), -(10**18), SEEN),  # no clock at all
    ],
)
def test_a_wrong_clock_loses_no_mark(
    cast: Cast, call: RollCall, at: datetime, drift: int, kept: datetime
) -> None:
    take(cast, call, tick(1, at), drift=drift)
    mark = Mark.objects.get()
    assert (mark.at, mark.device_at, mark.received_at) == (kept, at, SEEN)


def test_lines_of_one_name_in_two_workshops_are_counted_apart(cast: Cast) -> None:
    new_gate(cast.one)
    for nth, workshop in ((1, "Xưởng A"), (2, "Xưởng A"), (3, "Xưởng B")):
        employ(cast.one, nth, workshop=workshop)
    issue_passes(enterprises=[cast.one], by=BY, now=NOW)
    put(*(scan(cast.one, ms(TODAY, "08:00"), "IN", each) for each in Pass.objects.all()))
    call = begin(cast)
    counts = [
        (each.workshop, each.line, each.expected) for each in by_line(expected_of(call), standing_of(call))
    ]
    assert counts == [("Xưởng A", "Hàn 1", 2), ("Xưởng B", "Hàn 1", 1)]
    page = text_of(signed_in(cast.reporter).get(f"/presence/roll-call/{call.uuid}/").content.decode())
    assert "Xưởng A · Hàn 1" in page
    assert "Xưởng B · Hàn 1" in page


def test_closing_seals_and_later_marks_change_nothing(cast: Cast, call: RollCall) -> None:
    take(cast, call, tick(1), tick(2), Touch(uuid4(), SEEN, name="Thợ điện"))
    by = cast.by(cast.reporter)
    with pytest.raises(PresenceRefusedError, match="Còn thiếu 2 người"):
        close_call(call=call, words="", by=by, now=SEEN)
    result = close_call(call=call, words="Hai người đã về trước.", by=by, now=SEEN)
    assert (result.expected_count, result.present_count, result.missing_count, result.added_count) == (
        4,
        2,
        2,
        1,
    )
    assert sum(expected for *_line, expected, _present in result.lines) == 4
    late = tick(3)
    assert take(cast, call, late, now=SEEN + timedelta(minutes=5)).stored == [late.uuid]
    assert Mark.objects.get(uuid=late.uuid).late
    assert present(call) == [1, 2]
    with pytest.raises(PresenceRefusedError, match="đã kết thúc"):
        close_call(call=call, words="", by=by, now=SEEN)
    with acting(), pytest.raises(SealedError):
        RollCallResult.objects.get().save()
    page = text_of(signed_in(cast.reporter).get(f"/presence/roll-call/{call.uuid}/").content.decode())
    assert "1 lượt đến sau khi kết thúc" in page
    assert result.digest[:16] in page


def test_others_may_neither_begin_nor_mark_nor_close(cast: Cast, call: RollCall) -> None:
    for user in (cast.other, cast.officer, cast.leader):
        by = cast.by(user)
        for act in (
            lambda by=by: begin(cast, by=by),
            lambda by=by: take(cast, call, tick(1), by=by),
            lambda by=by: close_call(call=call, words="x", by=by, now=SEEN),
        ):
            with pytest.raises(PresenceRefusedError, match="chỉ người của doanh nghiệp"):
                act()


def test_names_are_the_employers_and_the_boards_with_a_reason(cast: Cast, call: RollCall) -> None:
    name = Employment.objects.filter(enterprise=cast.one).first()
    assert name is not None
    path = f"/presence/roll-call/{call.uuid}/"
    take(cast, call, Touch(uuid4(), SEEN, name="Thợ điện Tám"))
    mine = text_of(signed_in(cast.reporter).get(path).content.decode())
    assert all(each in mine for each in (name.full_name, "Trần Văn Bình", "Thợ điện Tám", name.employee_code))
    officer = signed_in(cast.officer)
    for page in (path, f"{path}sheet/"):
        theirs = text_of(officer.get(page).content.decode())
        assert name.employee_code in theirs
        assert not any(each in theirs for each in (name.full_name, "Trần Văn Bình", "Thợ điện Tám"))
    assert "10 ký tự" in text_of(officer.post(f"{path}names/", {"reason": "xem"}).content.decode())
    officer.post(f"{path}names/", {"reason": "Chỉ huy tìm người ở hiện trường"})
    assert name.full_name in text_of(officer.get(path).content.decode())
    assert Event.objects.filter(name="presence:roll_call:names_opened").exists()
    assert str(cast.officer) in text_of(signed_in(cast.reporter).get(path).content.decode())
    assert name.full_name not in text_of(signed_in(cast.leader).get(path).content.decode())
    with pytest.raises(PresenceRefusedError):
        open_names(call=call, reason="Một lý do đủ dài", by=cast.by(cast.other), now=SEEN)
    assert NamesOpened.objects.count() == 1


def test_opened_names_close_again(cast: Cast, call: RollCall, monkeypatch: pytest.MonkeyPatch) -> None:
    open_names(call=call, reason="Chỉ huy tìm người", by=cast.by(cast.officer), now=NOW)
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW + timedelta(minutes=16))
    name = Employment.objects.filter(enterprise=cast.one).first()
    assert name is not None
    page = signed_in(cast.officer).get(f"/presence/roll-call/{call.uuid}/").content.decode()
    assert name.full_name not in page


def test_who_was_erased_has_no_name_left_here(cast: Cast, call: RollCall) -> None:
    gone = Employment.objects.get(enterprise=cast.one, employee_code="NL-0002")
    blank = dict.fromkeys(STATED, "") | {"birth_date": None, "wage": None}
    QuerySet(Employment).filter(pk=gone.pk).update(**blank)
    page = signed_in(cast.reporter).get(f"/presence/roll-call/{call.uuid}/")
    assert "NL-0002" not in text_of(page.content.decode())
    assert "Người chưa rõ" in text_of(page.content.decode())


def test_by_page_from_start_to_end(cast: Cast, passes: list[Pass]) -> None:
    client = signed_in(cast.reporter)
    wrong = client.post("/presence/roll-call/start/", {"enterprise": "mau-01", "points": "x"})
    assert wrong.status_code == 422
    given = {
        "enterprise": "mau-01",
        "kind": "FIRE",
        "points": "Sân  trước\n\nBãi xe\nBãi xe",
        "reason": "Kho B",
    }
    begun = client.post("/presence/roll-call/start/", given)
    call = RollCall.objects.get()
    assert begun.headers["Location"] == f"/presence/roll-call/{call.uuid}/"
    assert (call.points, call.kind, call.reason) == (POINTS, "FIRE", "Kho B")
    again = client.post("/presence/roll-call/start/", given)
    assert again.headers["Location"] == begun.headers["Location"]
    page = text_of(client.get(begun.headers["Location"]).content.decode())
    assert "Còn thiếu 4 trong 4 người" in page
    sheet = text_of(client.get(f"/presence/roll-call/{call.uuid}/sheet/").content.decode())
    assert "Khách, nhà thầu, lái xe" in sheet
    client.post(f"/presence/roll-call/{call.uuid}/close/", {"words": "Diễn tập, không ai ra."})
    history = text_of(client.get("/presence/roll-call/").content.decode())
    assert "Cháy" in history
    assert "Xong" in history
    assert "Sân trước" in client.get("/presence/roll-call/start/").content.decode(), "the points of last time"
    file = client.get(f"/presence/roll-call/{call.uuid}/?export=csv")
    assert "Trần Văn Bình" in b"".join(file).decode("utf-8-sig")
    assert Event.objects.get(name="presence:roll_call:exported").after["rows"] == 4
    assert signed_in(cast.other).get(f"/presence/roll-call/{call.uuid}/").status_code == 404
    assert (
        "Cháy"
        not in text_of(signed_in(cast.other).get("/presence/roll-call/").content.decode()).split("Vì")[-1]
    )


def test_the_missing_come_first(cast: Cast, call: RollCall, passes: list[Pass]) -> None:
    first, second = passes[0], passes[1]
    take(cast, call, tick(Expected.objects.get(call=call, stay=first.stay).nth))
    client, path = signed_in(cast.reporter), f"/presence/roll-call/{call.uuid}/"
    page = text_of(client.get(f"{path}sheet/").content.decode())
    assert page.index(second.label) < page.index(first.label)
    only = client.get(f"{path}?state=missing").content.decode()
    assert second.label in only
    assert first.label not in only


def test_what_refreshes_by_itself_asks_for_no_name(cast: Cast, call: RollCall) -> None:
    client, path = signed_in(cast.reporter), f"/presence/roll-call/{call.uuid}/"
    watching = {"HX-Request": "true", "X-Watching": "1"}
    part = client.get(path, headers=watching).content.decode()
    assert 'id="progress"' in part
    assert "every 5s" in part
    assert "NL-0001" not in part
    take(cast, call, tick(1))
    assert "Còn thiếu 3 trong 4 người" in text_of(client.get(path, headers=watching).content.decode())
    close_call(call=call, words="Diễn tập.", by=cast.by(cast.reporter), now=SEEN)
    assert "every 5s" not in client.get(path).content.decode()
