"""Whatever a phone sends, every scan of it has one outcome, and what is not refused can be kept as it is."""

import json
import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songhanh.gate.ingest.devices import KnownDevice
from songhanh.gate.ingest.entry import decoded
from songhanh.gate.ingest.messages import MOST_NUMBER, clock_envelope, scan_envelope
from songhanh.gate.ingest.outcomes import OLDEST, Arrival, event_id, judge_events, judge_scans, placed
from songhanh.gate.ingest.problems import ProblemError
from songhanh.gate.stream.postgres_store import PostgresStore
from songhanh.gate.stream.scans import FUTURE, LATE, Scan, Store
from songhanh.gate.stream.sqlite_store import SqliteStore
from tests.gate.ingest.server import scan

NOW = 1_642_384_800_000
DEVICE = KnownDevice(1, "tb-0001", "", "PHONE", "mau-03-cong-1", "mau-03")
WORDS = ["IN", "OUT", "", "PASS", "ALLOWED", str(MOST_NUMBER), str(MOST_NUMBER + 1), "\x00", "\ud800"]
NUMBERS = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
ODD = st.one_of(
    st.none(), st.booleans(), NUMBERS, st.text(max_size=70), st.sampled_from(WORDS), st.lists(NUMBERS)
)
FIELDS = [*scan()]


@st.composite
def messages(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Good scans, and such with one or two fields that are anything at all."""
    made = []
    for _ in range(draw(st.integers(1, 6))):
        one = scan(at=NOW - draw(st.integers(-OLDEST, 2 * OLDEST)))
        for name in draw(st.lists(st.sampled_from(FIELDS), max_size=2)):
            one[name] = draw(ODD)
        made.append(one)
    return made


@settings(max_examples=150, deadline=None)
@given(message=messages())
def test_every_scan_has_one_outcome_and_what_is_taken_can_be_kept(
    stores: list[Store], message: list[dict[str, Any]]
) -> None:
    text = json.dumps({"sent_at": NOW, "scans": message}).encode()
    judged = judge_scans(decoded(scan_envelope, text), DEVICE, NOW)
    assert len(judged.scans) + len(judged.refused) == len(message)
    assert len({each.index for each in judged.refused}) == len(judged.refused)
    for each in judged.refused:
        assert each.code in {"too-old", "not-as-described"}
        assert each.title
    for each in judged.scans:
        assert NOW - OLDEST <= each.at <= NOW
        assert each.at == each.device_at or each.device_at > NOW
    assert judged.sealed.keys() <= {each.id for each in judged.scans}
    assert keeps_all(stores, judged.scans)


def keeps_all(stores: list[Store], scans: list[Scan]) -> bool:
    """Under identifiers of their own, since a phone may send one twice."""
    fresh = [each._replace(id=uuid4()) for each in scans]
    return all(all(store.store(fresh)) for store in stores)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """Of both kinds, where there is a PostgreSQL."""
    made: list[Store] = [SqliteStore(tmp_path_factory.mktemp("outcomes") / "stream.sqlite3")]
    address = os.environ.get("SONGHANH_DATABASE_URL", "")
    if address.startswith("postgres"):
        made.append(PostgresStore({"conninfo": address}))
    yield made
    for store in made:
        store.close()


@settings(max_examples=60, deadline=None)
@given(
    events=st.lists(
        st.fixed_dictionaries({"employee": ODD, "at": ODD, "direction": ODD}), min_size=1, max_size=5
    )
)
def test_every_event_of_a_time_clock_too(stores: list[Store], events: list[dict[str, Any]]) -> None:
    text = json.dumps({"events": events}).encode()
    judged = judge_events(decoded(clock_envelope, text), DEVICE, NOW)
    assert len(judged.scans) + len(judged.refused) == len(events)
    assert keeps_all(stores, judged.scans)


def test_half_a_letter_does_not_hold_up_a_queue() -> None:
    one = scan(at=NOW, typed="Nguyễn \ud83d")
    text = json.dumps({"sent_at": NOW, "scans": [one, scan(at=NOW, typed="\\ud83d ☂")]}).encode()
    judged = judge_scans(decoded(scan_envelope, text), DEVICE, NOW)
    assert [each.typed for each in judged.scans] == ["Nguyễn ?", "\\ud83d ☂"]
    with pytest.raises(ProblemError, match="unreadable"):
        decoded(scan_envelope, text.replace(b"false", b"NaN"))
    with pytest.raises(ProblemError, match="unreadable"):
        decoded(scan_envelope, b'{"scans": [' + b"[" * 100_000 + b"\\ud83d")
    with pytest.raises(ProblemError, match="unreadable"):
        decoded(scan_envelope, b'{"x": ' + b'{"x":' * 100_000)


@pytest.mark.parametrize(
    ("ahead", "kept_at", "marks"),
    [
        (0, 0, ""),
        (120_000, 0, ""),
        (120_001, 0, FUTURE),
        (-86_400_000, -86_400_000, ""),
        (-86_400_001, -86_400_001, LATE),
        (-OLDEST, -OLDEST, LATE),
        (-OLDEST - 1, None, ""),
    ],
)
@pytest.mark.parametrize("drift", [0, 10_800_000, -10_800_000])
def test_the_moment_after_correction(ahead: int, kept_at: int | None, marks: str, drift: int) -> None:
    found = placed(NOW + ahead - drift, Arrival(DEVICE, NOW, drift))
    assert found == (None if kept_at is None else (NOW + kept_at, marks))


def test_an_event_keeps_its_identifier_whichever_way_it_comes() -> None:
    one = event_id("mau-03", "CN-0001", NOW, "IN")
    assert one == event_id("mau-03", "CN-0001", NOW, "IN") == UUID(str(one))
    others = [
        event_id("mau-04", "CN-0001", NOW, "IN"),
        event_id("mau-03", "CN-0002", NOW, "IN"),
        event_id("mau-03", "CN-0001", NOW + 1, "IN"),
        event_id("mau-03", "CN-0001", NOW, ""),
    ]
    assert len({one, *others}) == 5
