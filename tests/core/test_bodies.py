"""Bodies of the API: each name once, numbers that are numbers, text that is text."""

import json
from typing import Any

import pytest
from django.test import Client

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actions.api_clients import issue_client
from tests.core.cast import AUTHORITY, BY, NOW

pytestmark = pytest.mark.django_db
EXPORT = "/api/v1/exports/audit"


def sent(body: str) -> tuple[int, Any]:
    given = {"name": "Kho", "role": "AUDITOR", "permissions": [Permission.AUDIT_READ], "targets": [AUTHORITY]}
    _client, token = issue_client(**given, by=BY, now=NOW)  # type: ignore[arg-type]
    client = Client(headers={"Authorization": f"Bearer {token}"})
    answer = client.post(EXPORT, body, content_type="application/json")
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    "body",
    [
        '{"form": "csv", "form": "xlsx"}',
        '{"form": "csv", "filters": {"name": ["a"], "name": ["b"]}}',
        '{"form": "csv", "f\\u006frm": "csv"}',  # the same name, written another way
    ],
)
def test_a_name_that_stands_twice_is_refused(body: str) -> None:
    status, said = sent(body)
    assert (status, said["code"], said["type"]) == (
        400,
        "duplicate_key",
        "urn:songhanh:problem:duplicate_key",
    )
    assert "có hai lần" in said["detail"]


def test_a_name_without_a_letter_is_repeated_safely() -> None:
    status, said = sent(json.dumps({"\ud800": 1})[:-1] + ', "\\ud800": 2}')
    assert (status, said["code"]) == (400, "duplicate_key")
    assert "«?»" in said["detail"]


@pytest.mark.parametrize(
    "body", ['{"form": NaN}', '{"form": Infinity}', "[" * 100_000, '{"form"', "\ud7ff\0"]
)
def test_what_is_no_json_is_unreadable(body: str) -> None:
    status, said = sent(body)
    assert (status, said["code"]) == (400, "unreadable")


def test_each_name_once_is_taken() -> None:
    assert sent('{"form": "csv", "filters": {"name": ["core:user:invited"]}}')[0] == 202
