"""Reporting through the API: the whole way from a draft to a figure, and the noes on it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from songhanh.core.accounts.api_clients import API_PERMISSIONS
from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.models import Event
from songhanh.core.scope import ScopeKind
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.models import Draft, Obligation, ReportVersion
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, new_user, signed_in
from tests.people.cast import Cast, make_cast

PERIOD = parse_period("2021-12", Basis.CUTOFF15)
GOOD = {
    "revenue": "1284.6",
    "export": 41.2,
    "import": 28.9,
    "budget_payment": 402.7,
    "labour_domestic": 0,
    "labour_foreign": 0,
    "new_jobs": 0,
    "payroll": 12.5,
    "person_months": 900,
}
PROBLEM = "application/problem+json"


@pytest.fixture(autouse=True)
def _fresh(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO, settings.DEMO_CLOCK = False, None


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    raise_obligations(form_code="monthly-production", period=PERIOD, by=BY, now=NOW)
    return made


class Caller:
    """A program with a token."""

    def __init__(self, role: str, kind: ScopeKind, ids: list[int | None], **more: Any) -> None:
        permissions = [each for each in API_PERMISSIONS if each in ROLES[role].permissions]
        targets = [Target(kind, each, "", f"{kind} {each}") for each in ids]
        self.client, self.token = issue_client(
            **{"name": f"{role} {ids}", "role": role, "permissions": permissions, "targets": targets, **more},
            by=BY, now=NOW,
        )  # fmt: skip
        self.browser = Client()

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.browser.generic(
            method, f"/api/v1/{path}", json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )  # fmt: skip


def cells(values: Mapping[str, Any], **notes: str) -> dict[str, Any]:
    return {code: {"number": value, "note": notes.get(code, "")} for code, value in values.items()}


def enterprise(cast: Cast) -> Caller:
    return Caller("ENTERPRISE_REPORTER", ScopeKind.ENTERPRISES, [cast.one.pk])


def officer() -> Caller:
    return Caller("OFFICER", ScopeKind.AUTHORITY, [None])


def test_from_a_draft_to_a_figure(cast: Cast) -> None:
    call, board = enterprise(cast), officer()
    listed = call("GET", "obligations?form=monthly-production").json()
    assert (listed["total"], listed["items"][0]["enterprise"]) == (1, "mau-01")
    uuid = listed["items"][0]["uuid"]
    half = call("PUT", f"obligations/{uuid}/draft", {"cells": cells({"revenue": 1284.6})}).json()
    assert half["cells"]["revenue"]["number"] == "1284.6"
    assert {"place": "cells/export", "code": "REQUIRED"}.items() <= half["findings"][0].items()
    missing = call("POST", f"obligations/{uuid}/versions", {})
    assert missing.status_code == 409
    assert missing.headers["Content-Type"] == PROBLEM
    assert {each["code"] for each in missing.json()["errors"]} == {"REQUIRED"}
    assert not ReportVersion.objects.exists()
    filed = call("POST", f"obligations/{uuid}/versions", {"cells": cells(GOOD)})
    assert filed.status_code == 201, filed.json()
    assert filed.json()["source"] == "API"
    assert filed.json()["filed_by"].startswith("ENTERPRISE_REPORTER")
    assert not Draft.objects.exists()
    one = call("GET", f"obligations/{uuid}/versions/1").json()
    assert {"cell": "export", "number": "41.2"}.items() <= one["values"][1].items()
    assert (
        call("POST", f"obligations/{uuid}/reviews", {"decision": "ACCEPTED", "version": 1}).status_code == 403
    )
    done = board("POST", f"obligations/{uuid}/reviews", {"decision": "ACCEPTED", "version": 1})
    assert done.status_code == 201, done.json()
    figures = {each["code"]: each for each in board("GET", "figures?period=2021-12").json()}
    assert figures["revenue"]["value"] == 1284.6
    rows = board("GET", "figures/revenue/rows?period=2021-12").json()
    assert sum(each["value"] for each in rows["items"]) == 1284.6
    assert rows["total"] == 1
    report = board("GET", "reports/dual-goal?period=2021-12").json()
    assert {each["code"]: each["value"] for each in report["figures"]}["revenue"] == 1284.6
    summary = board("GET", "collection?form=monthly-production&period=2021-12").json()
    assert (summary["whole"]["owed"], summary["whole"]["filed"]) == (3, 1)
    event = Event.objects.filter(name="reporting:version:submitted").first()
    assert event is not None
    assert event.origin.startswith("api ENTERPRISE_REPORTER")


def test_the_same_key_files_once(cast: Cast) -> None:
    call = enterprise(cast)
    uuid = Obligation.objects.get(enterprise=cast.one).uuid
    sent = {"cells": cells(GOOD)}
    first = call("POST", f"obligations/{uuid}/versions", sent, **{"Idempotency-Key": "thang-12"})
    again = call("POST", f"obligations/{uuid}/versions", sent, **{"Idempotency-Key": "thang-12"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert ReportVersion.objects.count() == 1
    other = {"cells": cells({**GOOD, "revenue": 1})}
    refused = call("POST", f"obligations/{uuid}/versions", other, **{"Idempotency-Key": "thang-12"})
    assert (refused.status_code, refused.json()["code"]) == (409, "key_reused")
    unkeyed = call("POST", f"obligations/{uuid}/versions", sent)
    assert (unkeyed.status_code, unkeyed.json()["code"]) == (409, "no_correction_reason")


def test_words_follow_the_readers_language(cast: Cast) -> None:
    call = enterprise(cast)
    uuid = Obligation.objects.get(enterprise=cast.one).uuid
    sent = {"cells": cells({**GOOD, "new_jobs": 1.5})}
    said = {
        language: call("POST", f"obligations/{uuid}/versions", sent, **{"Accept-Language": language}).json()
        for language in ("vi", "en")
    }
    assert said["vi"]["errors"][0]["code"] == said["en"]["errors"][0]["code"] == "NOT_WHOLE"
    assert "đếm theo" in said["vi"]["errors"][0]["detail"]
    assert "counted whole" in said["en"]["errors"][0]["detail"]


def test_unknown_cells_and_fields_are_refused(cast: Cast) -> None:
    call = enterprise(cast)
    uuid = Obligation.objects.get(enterprise=cast.one).uuid
    unknown = call("PUT", f"obligations/{uuid}/draft", {"cells": cells({"doanh_thu": 1})})
    assert (unknown.status_code, unknown.json()["code"]) == (409, "unknown_cell")
    assert unknown.json()["errors"][0]["place"] == "cells/doanh_thu"
    field = call("PUT", f"obligations/{uuid}/draft", {"cells": {"revenue": {"so": 1}}})
    assert (field.status_code, field.json()["code"]) == (422, "not_as_described")
    assert field.json()["errors"][0]["code"] == "extra_forbidden"
    for number in ("1.284,6", "NaN", True, 1e300, "1" * 30):
        answer = call("PUT", f"obligations/{uuid}/draft", {"cells": {"revenue": {"number": number}}})
        assert answer.status_code == 422, number
    assert not Draft.objects.exists()
    assert call("PUT", f"obligations/{uuid}/draft").status_code in {400, 422}


def test_an_older_draft_is_not_overwritten(cast: Cast) -> None:
    call = enterprise(cast)
    uuid = Obligation.objects.get(enterprise=cast.one).uuid
    revision = call("PUT", f"obligations/{uuid}/draft", {"cells": cells({"revenue": 1})}).json()["revision"]
    call("PUT", f"obligations/{uuid}/draft", {"cells": cells({"revenue": 2}), "revision": revision})
    late = call("PUT", f"obligations/{uuid}/draft", {"cells": cells({"revenue": 3}), "revision": revision})
    assert (late.status_code, late.json()["code"]) == (409, "stale_draft")
    assert call("GET", f"obligations/{uuid}/draft").json()["cells"]["revenue"]["number"] == "2"
    assert call("DELETE", f"obligations/{uuid}/draft").status_code == 204
    assert call("GET", f"obligations/{uuid}/draft").json()["revision"] == 0


def test_where_there_is_an_approver_the_draft_goes_inside(cast: Cast) -> None:
    from songhanh.core.actions.grants import grant_scope  # noqa: PLC0415

    approver = new_user("ENTERPRISE_APPROVER")
    grant_scope(user=approver, kind=ScopeKind.ENTERPRISES, target_id=cast.one.pk,
                valid_from=NOW.date(), by=BY, now=NOW)  # fmt: skip
    uuid = Obligation.objects.get(enterprise=cast.one).uuid
    call = enterprise(cast)
    answer = call("POST", f"obligations/{uuid}/versions", {"cells": cells(GOOD)})
    assert (answer.status_code, answer.json()) == (202, {"state": "WAITING_INSIDE"})
    direct = Caller("ENTERPRISE_APPROVER", ScopeKind.ENTERPRISES, [cast.one.pk])
    assert direct("POST", f"obligations/{uuid}/versions", {}).status_code == 201


def test_returning_and_unlocking(cast: Cast) -> None:
    call, board = enterprise(cast), officer()
    uuid = Obligation.objects.get(enterprise=cast.one).uuid
    call("POST", f"obligations/{uuid}/versions", {"cells": cells(GOOD)})
    reviews = f"obligations/{uuid}/reviews"
    past = {"decision": "RETURNED", "version": 1, "reason": "sai", "due_at": "2020-01-01"}
    assert board("POST", reviews, past).json()["code"] == "past_due"
    unlock = {
        "decision": "UNLOCKED", "version": 1, "due_at": "2999-01-20",
        "cells": [{"cell": "revenue", "message": "xem lại hóa đơn"}],
    }  # fmt: skip
    assert board("POST", reviews, {**unlock, "cells": [{"cell": "x", "message": "y"}]}).status_code == 409
    assert board("POST", reviews, unlock).status_code == 201
    locked = call("PUT", f"obligations/{uuid}/draft", {"cells": cells({"export": 1})})
    assert (locked.status_code, locked.json()["code"]) == (409, "locked_cell")
    again = call("POST", f"obligations/{uuid}/versions", {"cells": cells({"revenue": 1290})})
    assert (again.status_code, again.json().get("number")) == (201, 2), again.json()
    assert [each["decision"] for each in call("GET", reviews).json()] == ["UNLOCKED"]
    assert board("POST", reviews, {"decision": "ACCEPTED", "version": 1}).json()["code"] == "newer_version"


def test_targets_and_consolidations(cast: Cast) -> None:
    board = officer()
    target = {"indicator": "revenue", "year": 2021, "value": 60000, "decision_number": "12/QĐ-UBND"}
    assert board("POST", "targets", target).json()["version"] == 1
    assert board("POST", "targets", target).json()["version"] == 2
    assert board("POST", "targets", {**target, "indicator": "x"}).json()["code"] == "unknown_indicator"
    assert board("GET", "targets?year=2021").json()["total"] == 2
    made = board("POST", "consolidations", {"period": "2021-12"})
    assert made.status_code == 201, made.json()
    one = board("GET", f"consolidations/{made.json()['uuid']}").json()
    assert one == made.json()
    assert board("GET", f"documents/{one['document']}").json()["subject"].endswith(one["uuid"])
    park = Caller("OFFICER", ScopeKind.PARKS, [cast.parks[0].pk])
    refused = park("POST", "consolidations", {"period": "2021-12"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_the_whole")
    assert park("GET", "consolidations").json()["total"] == 0


def test_who_asks_without_a_token(cast: Cast) -> None:
    browser = signed_in(cast.reporter)
    assert browser.get("/api/v1/obligations").json()["total"] == 1
    written = browser.post("/api/v1/targets", "{}", content_type="application/json")
    assert (written.status_code, written.headers["Content-Type"]) == (401, PROBLEM)
    assert written.headers["WWW-Authenticate"] == "Bearer"
    assert Client().get("/api/v1/obligations").status_code == 401
    wrong = browser.get("/api/v1/obligations", headers={"Authorization": "Bearer sh_x"})
    assert wrong.status_code == 401, "a wrong token is not saved by a session"
    nowhere = Client().get("/api/v1/nowhere")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")
    assert Client().delete("/api/v1/parks").json()["code"] == "method"
    page = Client().get("/api/")
    assert page.status_code == 200
    assert "/api/v1/openapi.json" in page.content.decode()
    described = Client().get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert all(
        operation["security"] == [{"ClientToken": []}]
        for methods in described["paths"].values()
        for method, operation in methods.items()
        if method != "get"
    )


def test_the_first_use_of_a_day_is_written_down(cast: Cast) -> None:
    call = enterprise(cast)
    for _ in range(3):
        call("GET", "parks")
    assert Event.objects.filter(name="core:api_client:used").count() == 1
