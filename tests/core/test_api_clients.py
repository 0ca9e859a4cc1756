"""Clients of the API: issued by administrators only, shown once, held by hash, ended for good."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from songhanh.core.accounts.api_clients import actor_of_client, client_of
from songhanh.core.accounts.permissions import Permission
from songhanh.core.actions.api_clients import issue_client, renew_token, revoke_client
from songhanh.core.models import ApiClient, Event
from songhanh.core.policies import NotAllowedError
from songhanh.core.scope import ScopeKind
from tests.core.cast import AUTHORITY, BY, COMPANY, NOW, OTHER, TODAY, actor, new_user, signed_in

pytestmark = pytest.mark.django_db
READ = [Permission.REPORTS_READ]


def issued(**values: object) -> tuple[ApiClient, str]:
    given = {"name": "Kế toán", "role": "ENTERPRISE_REPORTER", "permissions": READ, "targets": [COMPANY]}
    return issue_client(**{**given, **values}, by=BY, now=NOW)  # type: ignore[arg-type]


def test_a_token_opens_its_own_scope_and_is_nowhere_kept() -> None:
    client, token = issued(targets=[COMPANY, OTHER])
    found = client_of(token, TODAY)
    assert found == client
    by = actor_of_client(client, "10.0.0.7")
    assert (by.user_id, by.name, by.origin) == (None, "Kế toán", "api Kế toán 10.0.0.7")
    assert by.scope.kind is ScopeKind.ENTERPRISES
    assert by.scope.enterprise_ids == {7, 8}
    assert by.permissions == {Permission.REPORTS_READ}
    assert token not in str(list(ApiClient.objects.values())) + str(list(Event.objects.values()))
    assert client_of(token[:-1], TODAY) is None


def test_a_token_ends_by_day_by_renewing_and_by_revoking() -> None:
    client, token = issued(valid_until=TODAY + timedelta(days=1))
    assert client_of(token, TODAY)
    assert client_of(token, TODAY + timedelta(days=1)) is None
    second = renew_token(client=client, by=BY, now=NOW)
    assert client_of(token, TODAY) is None
    assert client_of(second, TODAY) == client
    revoke_client(client=client, by=BY, now=NOW)
    assert client_of(second, TODAY) is None
    with pytest.raises(NotAllowedError) as refused:
        renew_token(client=client, by=BY, now=NOW)
    assert refused.value.code == "revoked_already"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"permissions": [Permission.REPORTS_REVIEW]}, "not_of_the_role"),
        ({"permissions": []}, "not_of_the_role"),
        ({"role": "ROOT"}, "role_unknown"),
        ({"targets": [AUTHORITY]}, "grant_does_not_fit"),
        ({"targets": []}, "target"),
        ({"role": "OFFICER", "targets": [AUTHORITY, COMPANY]}, "target"),
        ({"valid_until": TODAY}, "period"),
    ],
)
def test_what_does_not_fit_is_refused(values: dict[str, object], code: str) -> None:
    with pytest.raises(NotAllowedError) as refused:
        issued(**values)
    assert refused.value.code == code
    assert not ApiClient.objects.exists()


def test_a_name_is_given_once_and_others_may_not_issue() -> None:
    issued()
    with pytest.raises(NotAllowedError) as refused:
        issued()
    assert refused.value.code == "name_taken"
    with pytest.raises(NotAllowedError) as refused:
        issue_client(
            name="x", role="OFFICER", permissions=READ, targets=[AUTHORITY],
            by=actor(new_user("OFFICER")), now=NOW,
        )  # fmt: skip
    assert refused.value.code == "no_permission"


def test_a_permission_that_the_role_lost_is_lost() -> None:
    client, _token = issued(permissions=[Permission.REPORTS_READ, Permission.REPORTS_FILE])
    client.role = "ENTERPRISE_APPROVER"
    assert actor_of_client(client).permissions == {Permission.REPORTS_READ, Permission.REPORTS_FILE}
    client.role = "AGENCY_USER"
    assert actor_of_client(client).permissions == frozenset()


def test_pages_show_the_token_once(client: Client) -> None:
    browser = signed_in(new_user("ADMINISTRATOR"))
    values = {
        "name": "  Kế   toán ",
        "role": "ENTERPRISE_REPORTER",
        "permissions": ["reporting.read"],
        "targets": ["ENTERPRISES:7", "ENTERPRISES:8"],
    }
    answer = browser.post("/settings/api/issue/", values)
    stored = ApiClient.objects.get()
    token = answer.context["token"]
    assert stored.name == "Kế toán"
    assert stored.label == "Công ty Mẫu 07, Công ty Mẫu 08"
    assert answer.headers["Cache-Control"] == "no-store"
    assert token in answer.content.decode()
    page = browser.get("/settings/api/").content.decode()
    assert "Kế toán" in page
    assert token not in page
    assert browser.post("/settings/api/issue/", values).status_code == 422
    assert browser.post("/settings/api/issue/", {}).status_code == 422
    again = browser.post(f"/settings/api/{stored.uuid}/renew/")
    assert again.context["token"] != token
    browser.post(f"/settings/api/{stored.uuid}/revoke/")
    assert client_of(again.context["token"], TODAY) is None
    assert browser.post(f"/settings/api/{stored.uuid}/renew/").status_code == 302


def test_the_command_line_prints_a_token_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("user", "token", "Kế toán", "--role", "ENTERPRISE_REPORTER", "--enterprise", "mau-07")
    client = client_of(capsys.readouterr().out.strip(), TODAY)
    assert client is not None
    assert actor_of_client(client).scope.enterprise_ids == {7}
    assert Permission.REPORTS_FILE in actor_of_client(client).permissions
    with pytest.raises(CommandError):
        call_command("user", "token", "Kế toán", "--role", "ENTERPRISE_REPORTER", "--all")
