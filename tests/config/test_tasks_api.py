"""Whole lists through the API: queued, asked after, fetched, called off; a client's own alone."""

import json
from typing import Any

import pytest
from django.test import Client

from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client, revoke_client
from songhanh.core.models import Notice, TaskState
from songhanh.core.scope import ScopeKind
from tests.config.long_lists import _own_folder, crowd, ran
from tests.core.cast import BY, NOW, signed_in
from tests.people.cast import Cast
from tests.reporting.conftest import _fresh, cast

__all__ = ["_fresh", "_own_folder", "cast"]
pytestmark = pytest.mark.usefixtures("_own_folder")


def client_of(
    cast: Cast, *, role: str = "AUDITOR", target: Target | None = None, **more: Any
) -> tuple[Client, Any]:
    target = target or Target(ScopeKind.AUTHORITY, None, "*", "")
    held = more.pop("held", [Permission.AUDIT_READ, Permission.PEOPLE_READ])
    issued, token = issue_client(
        name=f"Kho {role} {more}", role=role, permissions=held, targets=[target], by=BY, now=NOW
    )
    return Client(headers={"Authorization": f"Bearer {token}"}), issued


def post(client: Client, url: str, **body: Any) -> Any:
    return client.post(f"/api/v1{url}", json.dumps(body), content_type="application/json")


def test_a_client_exports_asks_after_it_and_fetches_the_file(cast: Cast) -> None:
    crowd(cast, 30)
    own = Target(ScopeKind.ENTERPRISES, cast.one.pk, "mau-01", "")
    client, _row = client_of(cast, role="ENTERPRISE_REPORTER", target=own, held=[Permission.PEOPLE_READ])
    answer = post(client, "/exports/people", form="csv", filters={"sex": ["F"]})
    assert answer.status_code == 202
    url = answer.json()["url"]
    assert answer["Location"] == url
    assert client.get(url).json()["state"] == "QUEUED"
    assert client.get(f"{url}/file").status_code == 409
    assert ran().state == TaskState.DONE
    told = client.get(url).json()
    assert (told["state"], told["done"], told["total"]) == ("DONE", 30, 30)
    content = b"".join(client.get(told["file"])).decode("utf-8-sig")  # type: ignore[arg-type]
    assert len(content.splitlines()) == 31
    assert "Nguyễn Thị Ánh" not in content, "masked for the employer's client too"
    assert client.get("/api/v1/tasks").json()["total"] == 1
    assert Notice.objects.count() == 0
    other, _row = client_of(cast, again=1)
    for method, address in (("get", url), ("post", f"{url}/cancel"), ("get", f"{url}/file")):
        assert getattr(other, method)(address).status_code == 404
    session = signed_in(cast.leader)
    assert session.get(url).status_code == 404


@pytest.mark.parametrize(
    ("filters", "status"),
    [
        ({"sex": ["x"]}, 409),
        ({"on": ["%d"]}, 409),
        ({"enterprise": ["mau-04"]}, 409),
        ({"%(x)s": ["1"]}, 409),
        ({"q": ["a"] * 101}, 422),
        ({f"k{n}": [] for n in range(21)}, 422),
        ({"on": ["2021-12-14"], "sex": ["F"]}, 202),
    ],
)
def test_a_condition_that_is_not_offered_exports_nothing(
    cast: Cast, filters: dict[str, list[str]], status: int
) -> None:
    crowd(cast, 3)
    own = Target(ScopeKind.ENTERPRISES, cast.one.pk, "mau-01", "")
    client, _row = client_of(cast, role="ENTERPRISE_REPORTER", target=own, held=[Permission.PEOPLE_READ])
    assert post(client, "/exports/people", form="csv", filters=filters).status_code == status


def test_a_client_calls_off_and_is_refused(cast: Cast) -> None:
    client, row = client_of(cast)
    assert (
        post(client, "/exports/audit", form="csv", filters={"colour": ["red"]}).json()["code"]
        == "unknown_filter"
    )
    assert post(client, "/exports/reports", form="csv").status_code == 403
    assert post(client, "/exports/audit", form="pdf").status_code == 422
    task = post(client, "/exports/audit", form="csv").json()
    assert post(client, task["url"].removeprefix("/api/v1") + "/cancel").json()["state"] == "CANCELLED"
    post(client, "/exports/audit", form="xlsx")
    revoke_client(client=row, by=BY, now=NOW)
    failed = ran()
    assert (failed.state, failed.client_id) == (TaskState.FAILED, row.pk)
