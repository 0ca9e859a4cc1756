"""Frozen copies through the API: the very bytes that were taken into the room."""

import hashlib
import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.scope import ScopeKind
from songhanh.documents.models import OfficialDocument, Rendition
from songhanh.reporting.actions.reviews import accept_reports
from tests.core.cast import AUTHORITY, BY, NOW, signed_in
from tests.people.cast import Cast, make_cast
from tests.reporting.test_counting import MONTHS, file, owed
from tests.reporting.test_report_pages import drafted

KINDS = {
    "pdf": ("application/pdf", b"%PDF"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    "html": ("text/html; charset=utf-8", b"<!doctype html>"),
    "json": ("application/json", b"{"),
    "a4": ("application/pdf", b"%PDF"),
}


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    accept_reports(versions=[file(row, NOW) for row in owed(MONTHS[0]).values()], by=BY, now=NOW)
    return made


def program(target: Target = AUTHORITY, role: str = "LEADER") -> Client:
    _client, token = issue_client(
        name=f"{role} {target.kind}", role=role, permissions=[Permission.DOCUMENTS_READ], targets=[target],
        by=BY, now=NOW,
    )  # fmt: skip
    return Client(headers={"Authorization": f"Bearer {token}"})


def submitted(cast: Cast) -> tuple[OfficialDocument, str]:
    leader = signed_in(cast.leader)
    here = drafted(leader)
    leader.post(f"{here}submit/")
    return OfficialDocument.objects.get(), here


def test_every_format_as_it_was_frozen(cast: Cast) -> None:
    document, _here = submitted(cast)
    client = program()
    said: dict[str, Any] = client.get(f"/api/v1/documents/{document.uuid}").json()
    assert {each["format"] for each in said["renditions"]} == set(KINDS)
    for each in said["renditions"]:
        answer = client.get(each["url"])
        kind, begins = KINDS[each["format"]]
        assert answer.headers["Content-Type"] == kind
        assert answer.content.startswith(begins)
        assert hashlib.sha256(answer.content).hexdigest() == each["sha256"]
        assert answer.headers["ETag"] == f'"{each["sha256"]}"'


def test_of_several_the_newest_and_each_state_by_itself(cast: Cast) -> None:
    document, here = submitted(cast)
    signed_in(cast.leader).post(f"{here}approve/", {"number": 1})
    client, url = program(), f"/api/v1/documents/{document.uuid}/renditions/json"
    states = {name: json.loads(client.get(url, query).content)["state"] for name, query in (
        ("newest", {}), ("first", {"state": "SUBMITTED"}), ("signed", {"state": "APPROVED"}),
    )}  # fmt: skip
    assert states == {"newest": "APPROVED", "first": "SUBMITTED", "signed": "APPROVED"}
    assert Rendition.objects.count() == 2 * len(KINDS)


def test_a_draft_has_none_and_says_so(cast: Cast) -> None:
    drafted(signed_in(cast.leader))
    document = OfficialDocument.objects.get()
    answer = program().get(f"/api/v1/documents/{document.uuid}/renditions/pdf")
    assert answer.status_code == 409
    assert answer.json()["code"] == "not_frozen"


def test_a_foreign_document_is_an_unknown_one(cast: Cast) -> None:
    document, _here = submitted(cast)
    client = program(Target(ScopeKind.PARKS, cast.parks[0].pk, "", ""), "OFFICER")
    answers = [
        client.get(f"/api/v1/documents/{uuid}/renditions/pdf") for uuid in (document.uuid, UUID(int=7))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_the_page_stands_alone_and_runs_nothing(cast: Cast) -> None:
    document, here = submitted(cast)
    page = program().get(f"/api/v1/documents/{document.uuid}/renditions/html")
    text = page.content.decode()
    assert '<base href="http://localhost:8000/">' in text
    assert "<link" not in text
    assert "<script" not in text
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "'sha256-" in policy
    shown = signed_in(cast.leader).get(f"{here}file/html/")
    assert shown.content == page.content
    assert shown.headers["Content-Security-Policy"] == policy
