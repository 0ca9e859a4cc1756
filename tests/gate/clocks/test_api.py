"""Files of time clocks through the API."""

import base64
from typing import Any

import pytest
from django.test import Client

from songhanh.config.tasks.runner import run_next
from songhanh.core.accounts.targets import Target
from songhanh.core.scope import ScopeKind
from songhanh.gate.api import clocks
from songhanh.gate.models import ClockImport
from tests.gate.cast import Cast, new_gate
from tests.gate.test_api import client_of, listed, post

from .files import PUNCH, at, passed, send, stream, xlsx

GOOD = xlsx(PUNCH, [("NL-0001", "16/01/2022", "07:31", "Vào"), ("NL-0001", "16/01/2022", "17:02", "Ra")])


def reporter(cast: Cast) -> Client:
    return client_of("ENTERPRISE_REPORTER", Target(ScopeKind.ENTERPRISES, cast.one.pk, "", ""))


def body(file: bytes, **given: Any) -> dict[str, Any]:
    return {"enterprise": "mau-01", "name": "a.xlsx", "content": base64.b64encode(file).decode(), **given}


def test_a_file_is_sent_read_again_taken_and_withdrawn(workers: Cast) -> None:
    new_gate(workers.one)
    client = reporter(workers)
    mixed = xlsx(
        PUNCH, [("NL-0001", "03/01/2022", "07:31", "Vào"), ("NL-0002", "04/01/2022", "07:32", "Vào")]
    )
    status, sent = post(client, "clock-files", body(mixed, gate="cong-1", correction=-1))
    assert status == 201
    assert {each["code"] for each in sent["findings"]} == {"date_order"}
    assert [each["row"] for each in sent["findings"]] == [2, 3]
    assert sent["columns"] == {"Mã NLĐ": "employee", "Ngày": "date", "Giờ": "time", "Vào/Ra": "direction"}
    address = f"clock-files/{sent['uuid']}"
    assert post(client, f"{address}/takings")[1]["code"] == "has_errors"
    status, read = post(
        client,
        f"{address}/readings",
        {"answers": {"date": "DAY_FIRST"}, "columns": [{"heading": "Vào/Ra", "column": ""}]},
    )
    assert (status, read["findings"], read["counts"]["unsaid"], read["correction"]) == (201, [], 2, -1)
    status, taken = post(client, f"{address}/takings")
    assert (status, taken["state"], taken["counts"]["stored"]) == (201, "TAKEN", 2)
    assert passed()[0] == ("NL-0001", "", at("03/01/2022 07:30"))
    assert {each.gate for each in stream()} == {"cong-1"}
    assert post(client, f"{address}/withdrawals")[1]["counts"]["undone"] == 2
    assert listed(client, "clock-files?enterprise=mau-01")[0]["state"] == "UNDONE"


def test_a_file_that_is_not_taken_is_dropped(workers: Cast) -> None:
    client = reporter(workers)
    _status, sent = post(client, "clock-files", body(GOOD))
    assert post(client, f"clock-files/{sent['uuid']}/withdrawals")[1]["state"] == "DROPPED"
    assert client.get(f"/api/v1/gate/clock-files/{sent['uuid']}").json()["findings"] == []


@pytest.mark.parametrize("content", ["JVBERi0xLjcgeA==", "", "abc"])
def test_what_is_no_table_is_said(workers: Cast, content: str) -> None:
    status, said = post(reporter(workers), "clock-files", body(GOOD, content=content))
    assert (status, said["code"]) == (409, "file")
    assert not ClockImport.objects.exists()


@pytest.mark.parametrize("given", [{"content": "é"}, {"correction": 721}, {"name": ""}, {"correction": True}])
def test_what_is_not_as_described(workers: Cast, given: dict[str, Any]) -> None:
    assert post(reporter(workers), "clock-files", body(GOOD, **given))[0] == 422


def test_a_long_file_is_a_task(workers: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "LONG_FILE", 10)
    monkeypatch.setattr(clocks, "is_long", lambda _import: True)
    client = reporter(workers)
    assert post(client, "clock-files", body(GOOD))[0] == 202
    run_next()
    address = f"clock-files/{ClockImport.objects.get().uuid}"
    for path in ("readings", "takings", "withdrawals"):
        assert post(client, f"{address}/{path}")[0] == 202
        run_next()
    assert len(stream()) == 4


def test_permission_and_scope(workers: Cast) -> None:
    import_ = send(workers.reporter, workers.one, GOOD)
    address = f"clock-files/{import_.uuid}"
    officer = client_of("OFFICER", Target(ScopeKind.PARKS, workers.parks[0].pk, "", ""))
    assert listed(officer, "clock-files")[0]["uuid"] == str(import_.uuid)
    other = client_of("ENTERPRISE_REPORTER", Target(ScopeKind.ENTERPRISES, workers.two.pk, "", ""))
    assert listed(other, "clock-files") == []
    for path in ("readings", "takings", "withdrawals"):
        assert post(officer, f"{address}/{path}")[0] == 403
        assert post(other, f"{address}/{path}")[0] == 404
    assert post(officer, "clock-files", body(GOOD))[0] == 403
    assert post(other, "clock-files", body(GOOD))[0] == 404
    assert other.get(f"/api/v1/gate/{address}").status_code == 404
