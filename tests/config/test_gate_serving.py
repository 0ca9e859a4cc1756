"""From enrolment to the stream on one installation: tables tell the lean path who sends and whose card it is."""

import base64
import json
import signal
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.config.installation import Installation, installation
from tests.config.prepared import with_tables
from tests.config.test_serve import answer
from tests.gate.ingest.sealing import PADDING
from tests.gate.ingest.server import Server, free_port, now_ms, scan

SCENE = """
import django; django.setup()
import base64, json, sys
from django.utils import timezone
from tests.gate.cast import BY, make_cast, new_device, new_gate, new_passes
from songhanh.gate.actions.devices import revoke_device
from songhanh.gate.models import Device, DeviceState
from songhanh.gate.queries.keys import seal_key
from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.reading import all_scans
if sys.argv[1] == "fill":
    cast = make_cast()
    device, secret = new_device(new_gate(cast.one))
    first = new_passes(cast.one)[0]
    told = {"who": f"{device.code}.{secret}", "pass": str(first.number), "card": "037191000001",
            "seal": base64.b64encode(bytes(seal_key().public)).decode()}
elif sys.argv[1] == "revoke":
    revoke_device(device=Device.objects.get(), by=BY, now=timezone.now())
    told = {}
else:
    state = DeviceState.objects.first()
    told = {"battery": state and state.battery, "snapshot": state and state.snapshot,
            "scans": [[str(s.id), s.enterprise, s.gate, s.pass_number] for _, s in all_scans(stream_rows())]}
print(json.dumps(told))
"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "here", like=with_tables()) as found:
        yield found


def played(made: Installation, part: str) -> dict[str, Any]:
    out, err = made.python("-c", SCENE, part).communicate(timeout=120)
    assert out, err
    found: dict[str, Any] = json.loads(out)
    return found


def waited_for(work: Any, name: str, wanted: Any) -> dict[str, Any]:
    """What `work` gives, as soon as it holds `wanted` under that name."""
    until = time.monotonic() + 30
    while (found := work()).get(name) != wanted:
        assert time.monotonic() < until, found
        time.sleep(0.3)
    return dict(found)


def test_a_phone_that_was_enrolled_here_is_heard_here(made: Installation) -> None:
    told = played(made, "fill")
    port, who = free_port(), f"Device {told['who']}"
    serving = made.start("serve", "--port", str(port), "--workers", "2")
    phone = Server(made.var, "", port=port)
    try:
        assert answer(f"http://127.0.0.1:{port}/accounts/login/")[0] == 200
        key = load_der_public_key(base64.b64decode(told["seal"]))
        assert isinstance(key, RSAPublicKey)
        sealed = base64.b64encode(key.encrypt(told["card"].encode(), PADDING)).decode()
        by_card = scan(subject="CARD", pass_=None, sealed=sealed, answer="REVIEW")
        stranger = base64.b64encode(key.encrypt(b"001303000001", PADDING)).decode()
        others = [scan(), scan(subject="CARD", pass_=None, sealed=stranger)]
        message = {"sent_at": now_ms(), "battery": 61, "snapshot": "0.1", "scans": [by_card, *others]}
        body = json.dumps(message).encode()
        waited_for(lambda: phone.post("/gate/ingest/scans", body, who)[1], "refused", [])
        status, heard = phone.post("/gate/ingest/scans", body, who)
        assert (status, heard["refused"]) == (200, [])
        assert sorted(heard["doubled"]) == sorted(each["id"] for each in message["scans"])
        assert heard["identified"] == {by_card["id"]: told["pass"], others[1]["id"]: None}
        assert heard["snapshot"].partition(".")[0].isdecimal()
        found = waited_for(lambda: played(made, "look"), "battery", 61)
        assert found["snapshot"] == "0.1"
        assert {row[0] for row in found["scans"]} == {each["id"] for each in message["scans"]}
        assert [row[3] for row in found["scans"] if row[0] == by_card["id"]] == [int(told["pass"])]
        assert {(row[1], row[2]) for row in found["scans"]} == {("mau-01", "cong-1")}
        played(made, "revoke")
        waited_for(lambda: phone.post("/gate/ingest/scans", body, who)[1], "code", "device-revoked")
        unknown = {**message, "scans": [scan(id=str(uuid.uuid4()))]}
        assert phone.post("/gate/ingest/scans", json.dumps(unknown).encode(), "Device x.y")[0] == 401
    finally:
        serving.send_signal(signal.SIGTERM)
        _, err = serving.communicate(timeout=40)
    assert serving.returncode == 0, err
    assert "Traceback" not in err
    assert told["card"] not in err
