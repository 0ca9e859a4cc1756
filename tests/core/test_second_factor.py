"""One-time codes: required for administrators and leaders, asked at each sign-in, counted like passwords."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from songhanh.core.accounts import second_factor
from songhanh.core.accounts.roles import ROLES
from songhanh.core.models import Event, User
from songhanh.core.ui.qr import qr_picture
from tests.core.cast import PASSWORD, new_user

pytestmark = pytest.mark.django_db
MUST = [role for role in ROLES if ROLES[role].second_factor]
MAY = [role for role in ROLES if not ROLES[role].second_factor]


def after_password(user: User) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})


def code(user: User) -> str:
    """The code of now, as if none had been used yet."""
    cache.clear()
    return second_factor.code_now(second_factor.secret_of(user) or "")


def wrong_codes(user: User) -> Iterator[str]:
    """Codes that do not hold now."""
    secret = second_factor.secret_of(user) or ""
    near = {second_factor.code_now(secret)}
    return (f"{n:06}" for n in range(100000, 100020) if f"{n:06}" not in near)


def test_administrators_and_leaders_must() -> None:
    assert MUST == ["ADMINISTRATOR", "LEADER"]


@pytest.mark.parametrize("role", MUST)
@pytest.mark.parametrize(
    "path", ["/", "/notices/", "/settings/users/", "/settings/audit/", "/profile/", "/today/", "/api/v1/x"]
)
def test_before_set_up_nothing_but_accounts_opens(role: str, path: str) -> None:
    client, answer = after_password(new_user(role))
    assert answer.status_code == 302
    opened = client.get(path)
    assert (opened.status_code, opened["Location"]) == (302, "/accounts/2fa/totp/activate/")
    fragment = client.get(path, headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == "/accounts/2fa/totp/activate/"
    assert client.post(path)["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    assert client.get("/accounts/logout/").status_code == 200


@pytest.mark.parametrize("role", MAY)
def test_the_others_may_go_without(role: str) -> None:
    client, _ = after_password(new_user(role))
    assert client.get("/notices/").status_code == 200


def test_setting_up_shows_a_qr_takes_a_code_and_gives_recovery_codes(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    user = new_user("LEADER")
    client, _ = after_password(user)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert '<img src="data:image/svg+xml;base64,' in page
    assert " style=" not in page
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page)
    assert secret
    wrong = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "Mã chưa đúng" in wrong.content.decode()
    assert not second_factor.has_second_factor(user)
    with django_capture_on_commit_callbacks(execute=True):
        right = client.post(
            "/accounts/2fa/totp/activate/", {"code": second_factor.code_now(secret[1])}, follow=True
        )
    assert "Mã dự phòng" in right.content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", right.content.decode())) == 10
    assert second_factor.secret_of(user) == secret[1]
    assert client.get("/notices/").status_code == 200
    assert Event.objects.filter(name="core:user:second_factor_added", by_id=user.pk).count() == 2


def test_the_qr_holds_the_secret_and_the_name() -> None:
    user = new_user("LEADER")
    secret = second_factor.set_up(user)
    address = second_factor.address(user, secret)
    assert address == f"otpauth://totp/leader?secret={secret}&issuer=Song%20H%C3%A0nh"
    svg = qr_picture(address, dot=5)
    assert svg.startswith("<svg")
    assert "style" not in svg


def test_the_code_is_asked_at_each_sign_in() -> None:
    user = new_user("LEADER")
    second_factor.set_up(user)
    for _ in range(2):
        client, answer = after_password(user)
        assert answer["Location"] == "/accounts/2fa/authenticate/"
        assert client.get("/notices/")["Location"].startswith("/accounts/login/")  # half signed in is not in
        done = client.post("/accounts/2fa/authenticate/", {"code": code(user)})
        assert done["Location"] == "/today/"
        assert client.get("/notices/").status_code == 200


def test_a_code_is_taken_once() -> None:
    user = new_user("LEADER")
    second_factor.set_up(user)
    used = code(user)
    first, _ = after_password(user)
    assert first.post("/accounts/2fa/authenticate/", {"code": used}).status_code == 302
    second, _ = after_password(user)
    answer = second.post("/accounts/2fa/authenticate/", {"code": used})
    assert "Mã này vừa dùng rồi" in answer.content.decode()


def test_five_wrong_codes_lock_and_a_right_password_does_not_lift_it() -> None:
    user = new_user("LEADER")
    second_factor.set_up(user)
    told = []
    for wrong, _ in zip(wrong_codes(user), range(5), strict=False):
        client, _answer = after_password(user)
        told.append(client.post("/accounts/2fa/authenticate/", {"code": wrong}).content.decode())
    assert all("Mã chưa đúng" in page for page in told[:4])
    assert "Sai 5 lần: khóa 15 phút" in told[4]
    client, _answer = after_password(user)
    assert "Sai 5 lần" in client.post("/accounts/2fa/authenticate/", {"code": code(user)}).content.decode()
    assert Event.objects.filter(name="core:user:code_failed", subject=f"core.user:{user.pk}").count() == 5


def test_a_recovery_code_works_once() -> None:
    user = new_user("LEADER")
    client, _ = after_password(user)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page)
    assert secret
    shown = client.post(
        "/accounts/2fa/totp/activate/", {"code": second_factor.code_now(secret[1])}, follow=True
    )
    spare = re.findall(r"<code>(\d{8})</code>", shown.content.decode())[0]
    other, _ = after_password(user)
    assert other.post("/accounts/2fa/authenticate/", {"code": spare})["Location"] == "/today/"
    cache.clear()
    third, _ = after_password(user)
    assert third.post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 200


def test_who_must_have_one_cannot_take_it_away() -> None:
    user = new_user("LEADER")
    second_factor.set_up(user)
    client, _ = after_password(user)
    client.post("/accounts/2fa/authenticate/", {"code": code(user)})
    page = client.post("/accounts/2fa/totp/deactivate/").content.decode()
    assert "bắt buộc dùng mã một lần" in page
    assert second_factor.has_second_factor(user)


def test_after_a_reset_the_open_session_must_set_up_anew() -> None:
    user = new_user("LEADER")
    second_factor.set_up(user)
    client, _ = after_password(user)
    client.post("/accounts/2fa/authenticate/", {"code": code(user)})
    assert client.get("/notices/").status_code == 200
    second_factor.remove(user)
    assert client.get("/notices/")["Location"] == "/accounts/2fa/totp/activate/"


def test_long_after_signing_in_the_secrets_want_the_password_again() -> None:
    user = new_user("OFFICER")
    second_factor.set_up(user)
    client, _ = after_password(user)
    client.post("/accounts/2fa/authenticate/", {"code": code(user)})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    answer = client.get("/accounts/2fa/totp/deactivate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert client.post(answer["Location"], {"password": PASSWORD}).status_code == 302
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user_id=user.pk).exists()
