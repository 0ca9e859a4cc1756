"""What a device sends and hears, over a real server: every outcome is stated, nothing is dropped in silence."""

import base64
import http.client
import json
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.gate.ingest.sealing import sealed_to
from tests.gate.ingest.server import DEVICES, SECRET, Server, now_ms, scan, serving

HOUR, DAY = 3_600_000, 24 * 3_600_000
NUMBER = "079203012345"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("answers")
    key = generate_private_key(65537, 2048)
    (made / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (made / "cards.json").write_text(json.dumps({NUMBER: 42}))
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder, str(folder / "gate" / "stream.sqlite3")) as made:
        yield made
    assert "Traceback" not in made.log()
    assert NUMBER not in made.log()


def kept(server: Server, id_: str) -> dict[str, Any]:
    """The line of the stream."""
    with sqlite3.connect(f"file:{server.stream}?mode=ro", uri=True) as stream:
        stream.row_factory = sqlite3.Row
        row = stream.execute("SELECT * FROM gate_scan WHERE id = ?", [uuid.UUID(id_).bytes]).fetchone()
    return dict(row) if row else {}


def test_a_scan_is_kept_once_and_told_so(server: Server) -> None:
    one = scan(typed="", reason="NOT_ON_SHIFT", answer="REFUSED", direction="OUT")
    status, told = server.send([one], battery=80, snapshot="6.1")
    assert status == 200
    assert told["stored"] == [one["id"]]
    assert told["doubled"] == told["refused"] == []
    assert told["identified"] == {}
    assert told["snapshot"] == "7.1"
    assert abs(told["server_now"] - now_ms()) < 5_000
    row = kept(server, one["id"])
    assert (row["device"], row["enterprise"], row["gate"]) == ("tb-0001", "mau-03", "mau-03-cong-1")
    assert (row["lane"], row["direction"], row["answer"]) == ("lan-1", "OUT", "REFUSED")
    assert (row["reason"], row["guard"], row["subject"]) == ("NOT_ON_SHIFT", "A1", "PASS")
    assert row["pass_number"] == 123456789012345678
    assert (row["source"], row["marks"], row["offline"], row["undoes"]) == ("GATE", "", 0, None)
    status, told = server.send([one])
    assert (status, told["stored"], told["doubled"]) == (200, [], [one["id"]])


def test_doubled_in_one_message_and_among_new_ones(server: Server) -> None:
    one, two, three = scan(), scan(), scan(undoes=str(uuid.uuid4()))
    server.send([one])
    status, told = server.send([one, two, three, two])
    assert status == 200
    assert told["stored"] == [two["id"], three["id"]]
    assert told["doubled"] == [one["id"], two["id"]]
    assert kept(server, three["id"])["undoes"] == uuid.UUID(three["undoes"]).bytes


def test_an_identifier_written_otherwise_is_the_same(server: Server) -> None:
    one = scan()
    server.send([one])
    status, told = server.send([one | {"id": one["id"].upper()}])
    assert (status, told["doubled"]) == (200, [one["id"]])


def test_a_clock_three_hours_off_is_corrected_and_its_drift_kept(server: Server) -> None:
    for drift in (3 * HOUR, -3 * HOUR):
        before, device_now = now_ms(), now_ms() - drift
        one = scan(at=device_now - 60_000, offline=True)
        server.send([one], sent_at=device_now)
        row = kept(server, one["id"])
        assert row["device_at"] == device_now - 60_000
        assert abs(row["drift_ms"] - drift) < 5_000
        assert abs(row["at"] - (before - 60_000)) < 5_000
        assert row["at"] == row["device_at"] + row["drift_ms"]
        assert row["marks"] == ""


@pytest.mark.parametrize(
    ("ahead", "marks"), [(1_000, ""), (60_000, ""), (3 * 60_000, "FUTURE"), (400 * DAY, "FUTURE")]
)
def test_a_scan_from_the_future_is_kept_at_its_arrival(server: Server, ahead: int, marks: str) -> None:
    sent = now_ms()
    one = scan(at=sent + ahead)
    status, told = server.send([one], sent_at=sent)
    assert (status, told["stored"]) == (200, [one["id"]])
    row = kept(server, one["id"])
    assert row["at"] == row["received_at"]
    assert row["device_at"] == sent + ahead
    assert row["marks"] == marks


def test_out_of_order_by_days_is_kept_and_marked_and_too_old_refused(server: Server) -> None:
    today, days, old = scan(), scan(at=now_ms() - 3 * DAY, offline=True), scan(at=now_ms() - 32 * DAY)
    status, told = server.send([today, days, old])
    assert (status, told["stored"]) == (200, [today["id"], days["id"]])
    assert kept(server, days["id"])["marks"] == "LATE"
    assert kept(server, today["id"])["marks"] == ""
    [no] = told["refused"]
    assert (no["id"], no["index"], no["code"]) == (old["id"], 2, "too-old")
    assert "31 ngày" in no["title"]
    assert kept(server, old["id"]) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"direction": "UP"}, {"at": "now"}, {"at": -1}, {"at": 1.5}, {"pass_": "0"}, {"pass_": "9" * 19},
        {"pass_": 12}, {"subject": "FACE"}, {"answer": ""}, {"typed": "x" * 61}, {"typed": "a\x00b"},
        {"id": "1"}, {"undoes": "yes"}, {"lane": "a" * 41}, {"offline": "no"},
    ],
)  # fmt: skip
def test_one_that_is_wrong_does_not_hold_up_the_others(server: Server, wrong: dict[str, Any]) -> None:
    good, bad = scan(), scan(**wrong)
    status, told = server.send([bad, good])
    assert (status, told["stored"]) == (200, [good["id"]])
    [no] = told["refused"]
    assert (no["id"], no["index"], no["code"]) == (bad["id"], 0, "not-as-described")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (f"Device tb-9999.{SECRET}", "device-unknown"),
        ("Device tb-0001.sai", "device-unknown"),
        ("Device tb-0001", "device-unknown"),
        ("Bearer abc", "device-unknown"),
        ("", "device-unknown"),
        (f"Device tb-0002.{SECRET}", "device-revoked"),
    ],
)
def test_devices_that_are_unknown_or_revoked_are_told(server: Server, who: str, code: str) -> None:
    body = json.dumps({"sent_at": now_ms(), "scans": [scan()]}).encode()
    status, told = server.post("/gate/ingest/scans", body, who)
    assert (status, told["code"], told["status"]) == (401, code, 401)
    assert told["type"] == f"urn:songhanh:problem:{code}"


def test_a_device_enrolled_a_moment_ago_is_known_and_one_revoked_soon_not(server: Server) -> None:
    body = json.dumps({"sent_at": now_ms(), "scans": [scan()]}).encode()
    new = {"id": 9, "code": "tb-0009", "secret": "moi"}
    time.sleep(1.1)  # unknown ones before may have had the list read just now
    server.know([*DEVICES, new])
    assert server.post("/gate/ingest/scans", body, "Device tb-0009.moi")[0] == 200
    server.know([*DEVICES, new | {"revoked": True}])
    until = time.monotonic() + 10
    while server.post("/gate/ingest/scans", body, "Device tb-0009.moi")[0] != 401:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_messages_that_are_none_are_said(server: Server) -> None:
    def answer(body: bytes, path: str = "/gate/ingest/scans", method: str = "POST") -> tuple[int, str]:
        status, told = server.post(path, body, method=method)
        return status, told["code"]

    assert answer(b"{") == (400, "unreadable")
    assert answer(b"\xff\xfe") == (400, "unreadable")
    assert answer(b"[]") == (422, "not-as-described")
    assert answer(b'{"sent_at": 1}') == (422, "not-as-described")
    assert answer(json.dumps({"sent_at": 1, "scans": []}).encode()) == (422, "not-as-described")
    many = json.dumps({"sent_at": 1, "scans": [{}] * 501}).encode()
    assert answer(many) == (422, "not-as-described")
    assert answer(b" " * (1024 * 1024 + 1)) == (413, "too-big")
    assert answer(b"", "/gate/ingest/other") == (404, "not-found")
    assert answer(b"", method="PUT") == (405, "method")


def test_a_body_without_length_is_read_to_its_limit_and_no_further(server: Server) -> None:
    def chunked(size: int) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        pieces = iter([b" " * 1024] * (size // 1024))
        given = {"Authorization": f"Device tb-0001.{SECRET}", "Transfer-Encoding": "chunked"}
        with suppress(BrokenPipeError, ConnectionResetError):  # the answer comes before all is sent
            connection.request("POST", "/gate/ingest/scans", pieces, given, encode_chunked=True)
        return connection.getresponse().status

    assert chunked(8 * 1024) == 400
    assert chunked(1200 * 1024) == 413


def test_a_sealed_card_becomes_a_pass_and_the_number_is_kept_nowhere(server: Server, folder: Path) -> None:
    def sealed(number: str) -> str:
        return base64.b64encode(sealed_to(folder / "key.pem", number)).decode()

    known = scan(subject="CARD", pass_=None, sealed=sealed(NUMBER), answer="REVIEW")
    stranger = scan(subject="PERSONAL_QR", pass_=None, sealed=sealed("001303000001"), answer="REVIEW")
    broken = scan(subject="CARD", pass_=None, sealed="AAAA")
    no_text = scan(subject="CARD", pass_=None, sealed="không phải base64")
    status, told = server.send([known, stranger, broken, no_text, scan()])
    assert status == 200
    assert len(told["stored"]) == 5
    assert told["identified"] == {
        known["id"]: "42", stranger["id"]: None, broken["id"]: None, no_text["id"]: None,
    }  # fmt: skip
    assert kept(server, known["id"])["pass_number"] == 42
    assert kept(server, stranger["id"])["pass_number"] is None
    assert kept(server, broken["id"])["marks"] == kept(server, no_text["id"])["marks"] == "UNOPENED"
    again = server.send([known])[1]
    assert (again["doubled"], again["identified"]) == ([known["id"]], {known["id"]: "42"})
    everything = b"".join(path.read_bytes() for path in (folder / "gate").iterdir())
    assert NUMBER.encode() not in everything


def test_time_clocks_send_events_and_repeat_themselves_safely(server: Server) -> None:
    clock, path = f"Device tb-0003.{SECRET}", "/gate/ingest/clock"
    at = now_ms() - HOUR
    events = [
        {"employee": "CN-0001", "at": at, "direction": "IN"},
        {"employee": "CN-0001", "at": at + 1, "direction": ""},
        {"employee": "CN-0002", "at": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(at // 1000))},
        {"employee": "", "at": at},
        {"employee": "CN-0003", "at": "2022-01-17T08:00:00"},  # which hour of the world?
        {"employee": "CN-0003", "at": at - 40 * DAY},
    ]
    status, told = server.post(path, json.dumps({"events": events}).encode(), clock)
    assert (status, told["stored"], told["doubled"]) == (200, 3, 0)
    assert [(no["index"], no["code"]) for no in told["refused"]] == [
        (3, "not-as-described"), (4, "not-as-described"), (5, "too-old"),
    ]  # fmt: skip
    status, told = server.post(path, json.dumps({"events": events, "sent_at": now_ms()}).encode(), clock)
    assert (told["stored"], told["doubled"]) == (0, 3)
    with sqlite3.connect(f"file:{server.stream}?mode=ro", uri=True) as stream:
        rows = stream.execute(
            "SELECT typed, direction, subject, source, at FROM gate_scan WHERE device = 'tb-0003' ORDER BY seq"
        ).fetchall()
    assert [row[:4] for row in rows[:2]] == [
        ("CN-0001", "IN", "CODE", "CLOCK"),
        ("CN-0001", "", "CODE", "CLOCK"),
    ]
    assert abs(rows[2][4] - at) < 1_000


def test_each_kind_of_device_has_its_own_address(server: Server) -> None:
    body = json.dumps({"sent_at": now_ms(), "scans": [scan()]}).encode()
    status, told = server.post("/gate/ingest/scans", body, f"Device tb-0003.{SECRET}")
    assert (status, told["code"]) == (403, "device-kind")
    assert server.post("/gate/ingest/clock", b'{"events": [{}]}')[1]["code"] == "device-kind"


def test_all_else_goes_to_the_pages(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/gate/")
    assert connection.getresponse().read() == b"pages"


def test_what_a_device_says_of_itself_is_written_down(server: Server, folder: Path) -> None:
    server.send([scan()], battery=17, snapshot="5.9", sent_at=now_ms() - 2 * HOUR)
    until = time.monotonic() + 10
    while True:
        lines = (folder / "heard.jsonl").read_text().splitlines() if (folder / "heard.jsonl").exists() else []
        found = [line for line in map(json.loads, lines) if line[2] == 17]
        if found:
            break
        assert time.monotonic() < until
        time.sleep(0.2)
    device, _, battery, drift, snapshot = found[-1]
    assert (device, battery, snapshot) == (1, 17, "5.9")
    assert abs(drift - 2 * HOUR) < 5_000
