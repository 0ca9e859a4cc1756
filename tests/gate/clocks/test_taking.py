"""Taking a file into the stream and back: once, audited, by who may, whatever breaks off."""

from datetime import timedelta

import pytest

from songhanh.core.models import Event
from songhanh.core.tasks.progress import CancelledError
from songhanh.gate.actions import clock_stream
from songhanh.gate.actions.clock_imports import (
    drop_clock_file,
    forget_clock_files,
    take_clock_file,
    undo_clock_file,
)
from songhanh.gate.models import ClockImport, ClockState
from songhanh.gate.policies import GateRefusedError
from songhanh.gate.queries.clock_imports import clock_import_of, taken_before
from songhanh.gate.stream.scans import AwayError, FullError
from tests.core.cast import actor
from tests.gate.cast import BY, NOW, Cast

from .files import DAY, at, send, stream, take, xlsx

ROWS = [("NL-0001", "16/01/2022", "07:31", "17:02"), ("NL-0002", "16/01/2022", "07:35", "17:04")]
FILE = xlsx(DAY, ROWS)


def undo(cast: Cast, import_: ClockImport) -> ClockImport:
    return undo_clock_file(import_=import_, by=actor(cast.reporter), now=NOW)


def inside(cast: Cast) -> set[tuple[str, str]]:
    """(code, direction) of the scans that hold."""
    undone = {each.undoes for each in stream()}
    return {(each.typed, each.direction) for each in stream() if not each.undoes and each.id not in undone}


ALL = {("NL-0001", "IN"), ("NL-0001", "OUT"), ("NL-0002", "IN"), ("NL-0002", "OUT")}


def test_the_same_file_twice_stores_nothing_twice(workers: Cast) -> None:
    first = take(workers.reporter, send(workers.reporter, workers.one, FILE))
    assert first.counts["stored"] == 4
    second = send(workers.reporter, workers.one, FILE)
    assert second.counts["kept_before"] == 4
    assert taken_before(second) == first
    second = take(workers.reporter, second)
    assert second.counts["stored"] == 0
    assert len(stream()) == 4


def test_what_overlaps_is_kept_once(workers: Cast) -> None:
    take(workers.reporter, send(workers.reporter, workers.one, FILE))
    longer = xlsx(DAY, [*ROWS, ("NL-0003", "16/01/2022", "07:40", "17:01")])
    assert take(workers.reporter, send(workers.reporter, workers.one, longer)).counts["stored"] == 2
    assert len(stream()) == 6


def test_the_same_codes_of_two_enterprises_are_two_people(workers: Cast) -> None:
    take(workers.reporter, send(workers.reporter, workers.one, FILE))
    assert take(workers.other, send(workers.other, workers.two, FILE), confirmed=True).counts["stored"] == 4
    assert len(stream()) == 8


def test_undoing_takes_back_what_the_file_has_brought_and_no_more(workers: Cast) -> None:
    take(workers.reporter, send(workers.reporter, workers.one, FILE))
    longer = xlsx(DAY, [*ROWS, ("NL-0003", "16/01/2022", "07:40", "17:01")])
    second = take(workers.reporter, send(workers.reporter, workers.one, longer))
    second = undo(workers, second)
    assert second.counts["undone"] == 2
    assert second.state == ClockState.UNDONE
    assert inside(workers) == ALL
    back = [each for each in stream() if each.undoes]
    assert {each.at for each in back} == {at("16/01/2022 07:40"), at("16/01/2022 17:01")}
    with pytest.raises(GateRefusedError):
        undo(workers, second)


def test_after_an_undo_the_file_can_be_taken_again(workers: Cast) -> None:
    for _round in range(3):
        import_ = take(workers.reporter, send(workers.reporter, workers.one, FILE))
        assert import_.counts["stored"] == 4
        assert inside(workers) == ALL
        undo(workers, import_)
        assert inside(workers) == set()
    assert len(stream()) == 24


def test_a_file_goes_when_it_is_taken(workers: Cast) -> None:
    import_ = send(workers.reporter, workers.one, FILE)
    assert import_.file() == FILE
    import_ = take(workers.reporter, import_)
    assert not import_.file_cipher
    assert import_.preview is None
    with pytest.raises(GateRefusedError):
        take(workers.reporter, import_)


def test_one_act_with_the_files_hash_and_figures(workers: Cast) -> None:
    import_ = take(workers.reporter, send(workers.reporter, workers.one, FILE))
    events = Event.objects.filter(name="gate:clock:taken")
    (noted,) = [each for each in events if each.after.get("file_hash") and "stored" in each.after]
    assert noted.after["file_hash"] == import_.file_hash
    assert noted.after["stored"] == 4
    assert "NL-0001" not in str(list(Event.objects.values_list("before", "after")))


@pytest.mark.parametrize("role", ["other", "officer", "leader", "auditor"])
def test_nobody_else_sends_takes_or_undoes(workers: Cast, role: str) -> None:
    user = getattr(workers, role)
    with pytest.raises(GateRefusedError):
        send(user, workers.one, FILE)
    import_ = send(workers.reporter, workers.one, FILE)
    with pytest.raises(GateRefusedError):
        take(user, import_)
    with pytest.raises(GateRefusedError):
        drop_clock_file(import_=import_, by=actor(user), now=NOW)
    import_ = take(workers.reporter, import_)
    with pytest.raises(GateRefusedError):
        undo_clock_file(import_=import_, by=actor(user), now=NOW)
    assert len(stream()) == 4


def test_within_the_scope_and_not_beyond(workers: Cast) -> None:
    import_ = send(workers.reporter, workers.one, FILE)
    assert clock_import_of(scope=actor(workers.officer).scope, uuid=import_.uuid) == import_
    assert clock_import_of(scope=actor(workers.other).scope, uuid=import_.uuid) is None


def test_dropping_and_forgetting(workers: Cast) -> None:
    import_ = drop_clock_file(
        import_=send(workers.reporter, workers.one, FILE), by=actor(workers.reporter), now=NOW
    )
    assert (import_.state, bytes(import_.file_cipher), import_.preview) == ("DROPPED", b"", None)
    lying = send(workers.reporter, workers.one, FILE)
    assert forget_clock_files(before=NOW, by=BY, now=NOW) == 0
    assert forget_clock_files(before=NOW + timedelta(seconds=1), by=BY, now=NOW) == 1
    lying.refresh_from_db()
    assert (lying.state, bytes(lying.file_cipher)) == ("DROPPED", b"")
    assert stream() == []


def test_broken_off_half_way_nothing_is_lost_or_doubled(
    workers: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_stream, "PIECE", 1)

    def stop(step: str, done: int, total: int) -> None:
        if step == "write" and done == 3:
            raise CancelledError

    import_ = send(workers.reporter, workers.one, FILE)
    with pytest.raises(CancelledError):
        take_clock_file(
            import_=import_,
            only_right_rows=False,
            confirmed=False,
            at=stop,
            by=actor(workers.reporter),
            now=NOW,
        )
    import_.refresh_from_db()
    assert import_.state == ClockState.CHECKED
    assert len(stream()) == 3
    taken = take(workers.reporter, import_).counts
    assert (taken["stored"], taken["kept_before"], taken["ours"]) == (4, 0, 3)
    assert len(stream()) == 4


def test_what_was_broken_off_and_dropped_is_taken_back(
    workers: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_stream, "PIECE", 1)

    def stop(step: str, done: int, total: int) -> None:
        if step == "write" and done == 3:
            raise CancelledError

    import_ = send(workers.reporter, workers.one, FILE)
    with pytest.raises(CancelledError):
        take_clock_file(
            import_=import_,
            only_right_rows=False,
            confirmed=False,
            at=stop,
            by=actor(workers.reporter),
            now=NOW,
        )
    import_ = drop_clock_file(import_=import_, by=actor(workers.reporter), now=NOW)
    assert import_.counts["undone"] == 3
    assert inside(workers) == set()


@pytest.mark.parametrize("error", [FullError("full"), AwayError("away")])
def test_no_room_or_no_database_is_said(
    workers: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    class Broken:
        def store(self, _scans: object) -> list[bool]:
            raise error

        def close(self) -> None:
            pass

    import_ = send(workers.reporter, workers.one, FILE)
    monkeypatch.setattr(clock_stream, "open_store", Broken)
    with pytest.raises(GateRefusedError):
        take(workers.reporter, import_)
    monkeypatch.undo()
    import_.refresh_from_db()
    assert import_.state == ClockState.CHECKED
