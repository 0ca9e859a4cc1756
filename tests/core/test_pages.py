"""The core's pages: who may open which, what they show, what it costs the database."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from songhanh.core.accounts.grants import scope_of
from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.roles import ROLES
from songhanh.core.actions.notices import send_notice
from songhanh.core.models import Event, Grant, User
from tests.core.cast import AUTHORITY, BY, COMPANY, NOW, new_user, signed_in

pytestmark = pytest.mark.django_db

GET_PAGES = {
    "/settings/users/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/change/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/hand-over/": Permission.USERS_MANAGE,
    "/settings/invite/": Permission.USERS_MANAGE,
    "/settings/audit/": Permission.AUDIT_READ,
    "/settings/audit/1/": Permission.AUDIT_READ,
    "/notices/": None,
}
POST_PAGES = {
    "/settings/users/ai-do/unlock/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/invite-again/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/second-factor/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/grants/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/grants/5b0c52cf-8d3b-4f0f-8b8e-6a6f2f8f1c11/": Permission.USERS_MANAGE,
    "/settings/invite/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/change/": Permission.USERS_MANAGE,
    "/settings/users/ai-do/hand-over/": Permission.USERS_MANAGE,
    "/notices/read/": None,
}


@pytest.fixture
def target() -> User:
    return new_user("OFFICER", "ai-do")


@pytest.fixture
def admin() -> Client:
    return signed_in(new_user("ADMINISTRATOR", "quan-tri"))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("role", list(ROLES))
def test_every_page_opens_to_who_may_and_to_nobody_else(role: str, target: User) -> None:
    client = signed_in(new_user(role, "nguoi-xem"))
    events = Event.objects.count()
    for path, permission in GET_PAGES.items():
        may = permission is None or permission in ROLES[role].permissions
        assert client.get(path).status_code == (200 if may else 403), (role, path)
    for path, permission in POST_PAGES.items():
        may = permission is None or permission in ROLES[role].permissions
        status = client.post(path).status_code
        assert status in ({302, 404, 422} if may else {403}), (role, path, status)
        if not may and path != "/notices/read/":
            assert Event.objects.count() == events
        events = Event.objects.count()


def test_strangers_are_sent_to_sign_in(client: Client, target: User) -> None:
    for path in GET_PAGES:
        answer = client.get(path)
        assert answer["Location"].startswith("/accounts/login/?next=")
    for path in POST_PAGES:
        assert client.post(path)["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("path", [path for path in POST_PAGES if path not in GET_PAGES])
def test_what_changes_wants_a_post(path: str, admin: Client, target: User) -> None:
    assert admin.get(path).status_code == 405


def test_an_unknown_user_and_an_unknown_event_are_not_found(admin: Client) -> None:
    for path in ("/settings/users/khong-co/", "/settings/audit/999999/", "/settings/users/khong-co/change/"):
        assert admin.get(path).status_code == 404


def test_the_list_shows_state_role_scope_and_finds_without_diacritics(admin: Client) -> None:
    new_user("OFFICER", "duc", full_name="Nguyễn Văn Đức", target=AUTHORITY)
    new_user("ENTERPRISE_REPORTER", "mai", full_name="Trần Thị Mai", target=COMPANY)
    page = text(admin.get("/settings/users/"))
    for shown in ("Nguyễn Văn Đức", "Trần Thị Mai", "Công ty Mẫu 07", "Toàn Ban Quản lý", "Chuyên viên Ban"):
        assert shown in page
    found = text(admin.get("/settings/users/?q=nguyen duc"))
    assert "Nguyễn Văn Đức" in found
    assert "Trần Thị Mai" not in found
    assert "Trần Thị Mai" in text(admin.get("/settings/users/?role=ENTERPRISE_REPORTER"))
    assert "Nguyễn Văn Đức" not in text(admin.get("/settings/users/?role=ENTERPRISE_REPORTER"))
    assert "Trần Thị Mai" not in text(admin.get("/settings/users/?state=INVITED"))


def test_the_list_leaves_as_a_file(admin: Client) -> None:
    new_user("OFFICER", "duc", full_name="=HYPERLINK(1)")
    answer = admin.get("/settings/users/?export=csv")
    body = b"".join(answer) if answer.streaming else answer.content
    assert "text/csv" in answer["Content-Type"]
    assert not re.search(r"(^|[,;\"])=HYPERLINK", body.decode("utf-8-sig"))


@pytest.mark.parametrize("path", ["/settings/users/", "/settings/audit/", "/notices/"])
def test_lists_cost_the_same_queries_however_long(path: str) -> None:
    reader = new_user("ADMINISTRATOR", "quan-tri")
    client = signed_in(reader)
    client.get(path)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    def more(n: int) -> None:
        user = new_user("ENTERPRISE_REPORTER", f"dau-moi-{n}", target=COMPANY)
        send_notice(user=reader, kind="core.test", text=f"Tin {user}", by=BY, now=NOW)

    more(0)  # one of every kind: the trail asks for the names of each kind once
    few = cost()
    for n in range(1, 20):
        more(n)
    assert cost() == few
    assert few <= 14


def test_inviting_by_page(
    admin: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    form = {"username": "an.le", "full_name": "Lê An", "role": "ENTERPRISE_REPORTER", "email": "an@example.vn",
            "phone": "", "target": COMPANY.key}  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post("/settings/invite/", form)
    assert answer["Location"] == "/settings/users/an.le/"
    user = User.objects.get(username="an.le")
    assert user.grants.get().label == "Công ty Mẫu 07"
    assert "http://localhost:8000/accounts/password/reset/key/" in mail.outbox[0].body
    page = admin.get("/settings/users/an.le/")
    assert "Chờ đặt mật khẩu" in text(page)
    assert "http://localhost:8000/accounts/password/reset/key/" in page.content.decode()
    again = admin.post("/settings/invite/", form)
    assert again.status_code == 422
    assert "Tên đăng nhập «an.le» đã có người dùng" in text(again)
    assert 'role="alert"' in again.content.decode()


def test_an_empty_form_says_what_to_enter(admin: Client) -> None:
    page = text(admin.post("/settings/invite/", {}))
    for told in ("Tên đăng nhập: chưa nhập.", "Họ và tên: chưa nhập."):
        assert told in page


def test_changing_by_page(admin: Client, target: User) -> None:
    form = {
        "full_name": "Tên Mới",
        "role": "AUDITOR",
        "email": "m@example.vn",
        "phone": "0912",
        "is_active": "on",
    }
    assert admin.post("/settings/users/ai-do/change/", form).status_code == 302
    target.refresh_from_db()
    assert (target.full_name, target.role, target.email, target.is_active) == (
        "Tên Mới",
        "AUDITOR",
        "m@example.vn",
        True,
    )
    own = admin.post("/settings/users/quan-tri/change/", {**form, "role": "OFFICER"})
    assert own.status_code == 422
    assert "Không tự đổi vai trò" in text(own)


def test_granting_and_revoking_by_page(admin: Client, target: User) -> None:
    form = {"target": COMPANY.key, "valid_from": "2022-01-17", "valid_until": "", "reason": "phân công 12"}
    assert admin.post("/settings/users/ai-do/grants/", form).status_code == 302
    grant = Grant.objects.get()
    assert (grant.kind, grant.target_id, grant.label, grant.reason) == (
        "ENTERPRISES", 7, "Công ty Mẫu 07", "phân công 12",
    )  # fmt: skip
    twice = admin.post("/settings/users/ai-do/grants/", form)
    assert twice.status_code == 422
    assert "đã có phạm vi này" in text(twice)
    assert (
        admin.post("/settings/users/ai-do/grants/", {**form, "target": "ENTERPRISES:999"}).status_code == 422
    )
    assert admin.post(f"/settings/users/ai-do/grants/{grant.uuid}/").status_code == 302
    grant.refresh_from_db()
    assert grant.valid_until is not None
    assert "Đã hết: 1 phạm vi" in text(admin.get("/settings/users/ai-do/"))


def test_a_grant_is_revoked_at_its_own_user_only(admin: Client, target: User) -> None:
    other = new_user("OFFICER", "nguoi-khac", target=COMPANY)
    grant = other.grants.get()
    assert admin.post(f"/settings/users/ai-do/grants/{grant.uuid}/").status_code == 404


def test_handing_over_by_page(admin: Client) -> None:
    old = new_user("ENTERPRISE_REPORTER", "dau-moi-cu", target=COMPANY)
    new = new_user("ENTERPRISE_REPORTER", "dau-moi-moi")
    day = Event.objects.latest("number").recorded_at.date().replace(year=2100)
    wrong = admin.post("/settings/users/dau-moi-cu/hand-over/", {"successor": "khong-co", "on": str(day)})
    assert "Không có người dùng «khong-co»" in text(wrong)
    right = admin.post("/settings/users/dau-moi-cu/hand-over/", {"successor": "dau-moi-moi", "on": str(day)})
    assert right["Location"] == "/settings/users/dau-moi-moi/"
    assert scope_of(old, day).enterprise_ids == frozenset()
    assert scope_of(new, day).enterprise_ids == {7}


def test_the_users_page_tells_what_happened(admin: Client, target: User) -> None:
    admin.post("/settings/users/ai-do/unlock/")
    page = text(admin.get("/settings/users/ai-do/"))
    assert "Mở khóa người dùng" in page
    assert "Thêm người dùng" in page


@pytest.mark.parametrize("path", list(GET_PAGES))
def test_pages_speak_english_too(path: str, target: User) -> None:
    client = signed_in(new_user("ADMINISTRATOR", "quan-tri"))
    client.cookies["django_language"] = "en"
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<html lang="en"' in answer.content.decode()
