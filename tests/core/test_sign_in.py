"""Signing in: right, wrong, locked, idle; nothing tells a stranger which names exist."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from songhanh.core.accounts import tries
from songhanh.core.accounts.invitation import invitation_link
from songhanh.core.actions.users import change_user, invite_user
from songhanh.core.models import Event, SignInTries, User
from tests.core.cast import BY, NOW, PASSWORD, new_user, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client: Client, username: str, password: str = PASSWORD, **values: Any) -> Any:
    return client.post(LOGIN, {"login": username, "password": password, **values})


def words(answer: Any) -> str:
    """The page's error summary."""
    found = re.search(r'class="errsum".*?</div>', answer.content.decode(), re.S)
    return re.sub(r"<[^>]+>|\s+", " ", found[0]).strip() if found else ""


def test_the_page_says_what_it_is(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    assert "<h1" in page
    assert "Tên đăng nhập" in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page.split("<main")[1]


@pytest.mark.parametrize("username", ["officer", "OFFICER", " officer "])
def test_a_right_password_leads_to_the_roles_first_page(client: Client, username: str) -> None:
    user = new_user("OFFICER")
    answer = sign_in(client, username)
    assert (answer.status_code, answer["Location"]) == (302, "/queue/")
    event = Event.objects.get(name="core:user:signed_in")
    assert (event.by_id, event.origin) == (user.pk, "web 127.0.0.1")


def test_the_last_sign_in_is_told_by_the_clock_of_the_domain(client: Client, settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW
    user = new_user("OFFICER")
    sign_in(client, "officer")
    user.refresh_from_db()
    assert user.last_login is not None
    assert NOW <= user.last_login < NOW + timedelta(days=1)


def test_the_page_one_came_for_is_next_but_no_foreign_one(client: Client) -> None:
    new_user("OFFICER")
    assert sign_in(client, "officer", next="/notices/")["Location"] == "/notices/"
    other = Client()
    assert sign_in(other, "officer", next="https://evil.example/")["Location"] == "/queue/"


def test_five_wrong_tries_lock_for_a_quarter_of_an_hour(client: Client) -> None:
    user = new_user("OFFICER")
    for _ in range(4):
        assert "chưa đúng" in words(sign_in(client, "officer", "sai"))
    fifth = words(sign_in(client, "officer", "sai"))
    clock = (timezone.localtime() + timedelta(minutes=14, seconds=s) for s in (55, 60))  # around the minute
    until, later = (moment.strftime("%H:%M") for moment in clock)
    assert re.search(r"Sai 5 lần: khóa 15 phút, đến \d\d:\d\d\.", fifth)
    assert until in fifth or later in fifth
    assert "Sai 5 lần" in words(sign_in(client, "officer"))  # the right password does not help
    assert Event.objects.filter(name="core:user:sign_in_failed", subject=f"core.user:{user.pk}").count() == 5
    assert Event.objects.filter(name="core:user:sign_in_failed", by_id=user.pk).count() == 0
    SignInTries.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    assert sign_in(client, "officer").status_code == 302


def test_fewer_wrong_tries_are_forgotten_after_a_right_one(client: Client) -> None:
    new_user("OFFICER")
    for _ in range(4):
        sign_in(client, "officer", "sai")
    assert sign_in(client, "officer").status_code == 302
    other = Client()
    for _ in range(4):
        assert "chưa đúng" in words(sign_in(other, "officer", "sai"))


def test_an_unknown_name_an_invited_one_and_a_stopped_one_answer_as_a_known_one() -> None:
    new_user("OFFICER", "co-that")
    stopped = new_user("OFFICER", "da-ngung")
    User.objects.filter(pk=stopped.pk).update(is_active=False)
    invite_user(username="duoc-moi", full_name="X", role="OFFICER", by=BY, now=NOW)
    told: dict[str, list[str]] = {}
    for name in ("co-that", "khong-co", "da-ngung", "duoc-moi"):
        told[name] = [words(sign_in(Client(), name, "sai")).replace(name, "") for _ in range(7)]
    told = {name: [re.sub(r"\d\d:\d\d", "hh:mm", line) for line in lines] for name, lines in told.items()}
    assert len({tuple(lines) for lines in told.values()}) == 1
    assert "Sai 5 lần" in told["khong-co"][4]
    assert "Sai 5 lần" in told["khong-co"][6]


def test_known_and_unknown_names_cost_the_same_queries() -> None:
    new_user("OFFICER", "co-that")
    counts = {}
    for name in ("co-that", "khong-co"):
        with CaptureQueriesContext(connection) as queries:
            sign_in(Client(), name, "sai")
        counts[name] = len(queries)
    assert counts["co-that"] == counts["khong-co"]


def test_a_mistyped_name_is_not_written_down(client: Client) -> None:
    sign_in(client, "mat-khau-go-nham-o-day", "x")
    event = Event.objects.get(name="core:user:sign_in_failed")
    assert "mat-khau" not in f"{event.subject}{event.after}{event.by_name}"
    assert not SignInTries.objects.filter(key__contains="mat-khau").exists()


def test_names_that_only_look_alike_share_no_lock_and_open_no_door(client: Client) -> None:
    new_user("OFFICER", "admin-kcn")
    assert "chưa đúng" in words(sign_in(client, "admın-kcn"))  # dotless i: upper-cased it would be the same


def test_old_tries_are_cleared_away() -> None:
    now = timezone.now()
    tries.count_wrong(tries.password_key("ai-do"), now - timedelta(days=2))
    tries.count_wrong(tries.password_key("khac"), now)
    assert SignInTries.objects.count() == 1


@pytest.mark.parametrize(("role", "minutes"), [("OFFICER", 15), ("ADMINISTRATOR", 5), ("LEADER", 15)])
def test_the_idle_lock_falls_after_the_roles_minutes(role: str, minutes: int) -> None:
    client = signed_in(new_user(role))
    assert client.get("/notices/").status_code == 200
    moved(client, minutes * 60 - 5)
    assert client.get("/notices/").status_code == 200
    moved(client, minutes * 60 + 5)
    answer = client.get("/notices/?unread=1")
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next=%2Fnotices%2F%3Funread%3D1&idle={minutes}"
    page = client.get(answer["Location"]).content.decode()
    assert f"Đã khóa vì {minutes} phút không thao tác; bản nháp đã lưu" in page
    assert client.get("/notices/")["Location"].startswith("/accounts/login/")
    assert Event.objects.filter(name="core:user:signed_out").count() == 1


def moved(client: Client, seconds: int) -> None:
    """As if the last request lay so far back."""
    session = client.session
    session["seen_at"] = time.time() - seconds
    session.save()


def test_after_the_idle_lock_a_form_leads_back_to_its_page() -> None:
    client = signed_in(new_user("OFFICER"))
    client.get("/notices/")
    moved(client, 3600)
    answer = client.post(
        "/notices/read/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/notices/?unread=1"},
    )
    assert (answer.status_code, answer["HX-Redirect"]) == (
        204,
        "/accounts/login/?next=%2Fnotices%2F%3Funread%3D1&idle=15",
    )


def test_activity_keeps_awake() -> None:
    client = signed_in(new_user("OFFICER"))
    for _ in range(3):
        client.get("/notices/")
        moved(client, 600)
    assert client.get("/notices/").status_code == 200


def test_a_stopped_user_is_out_at_once() -> None:
    user = new_user("OFFICER")
    client = signed_in(user)
    assert client.get("/notices/").status_code == 200
    change_user(user=user, is_active=False, by=BY, now=NOW)
    assert client.get("/notices/")["Location"].startswith("/accounts/login/")


def test_signing_out_asks_first_and_needs_a_post() -> None:
    client = signed_in(new_user("OFFICER"))
    page = client.get("/accounts/logout/")
    assert "Bản nháp đã lưu được giữ nguyên" in page.content.decode()
    assert client.get("/notices/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    assert client.get("/notices/").status_code == 302


def test_changing_the_password(client: Client) -> None:
    user = new_user("OFFICER")
    client, elsewhere = signed_in(user), signed_in(user)
    form = {"oldpassword": PASSWORD, "password1": "một câu dài khác hẳn", "password2": "một câu dài khác hẳn"}
    assert client.post("/accounts/password/change/", {**form, "oldpassword": "sai"}).status_code == 200
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert client.get("/notices/").status_code == 200
    assert elsewhere.get("/notices/").status_code == 302  # other browsers are out
    assert Event.objects.filter(name="core:user:password_changed", by_id=user.pk).count() == 1
    assert sign_in(Client(), "officer", "một câu dài khác hẳn").status_code == 302


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("ngắn1", "ít nhất 10 ký tự"),
        ("9876501234567", "chỉ có chữ số"),
        ("password123", "hay bị dò"),
        ("officer-kcn", "gần giống tên đăng nhập"),
    ],
)
def test_weak_passwords_are_refused_in_plain_words(password: str, told: str) -> None:
    client = signed_in(new_user("OFFICER"))
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert told in client.post("/accounts/password/change/", form).content.decode()


def test_a_forgotten_password_is_set_by_link_and_lifts_the_lock(client: Client) -> None:
    user = new_user("OFFICER")
    for _ in range(5):
        sign_in(client, "officer", "sai")
    asked = {"email": "officer@example.vn"}
    client.post("/accounts/password/reset/", asked, headers={"host": "testserver:7777"})  # whoever asks
    (letter,) = mail.outbox
    assert letter.subject == "Song Hành: đặt lại mật khẩu"
    assert "«officer»" in letter.body
    link = re.search(r"http://localhost:8000(/\S+)", letter.body)
    assert link
    page = client.get(link[1], follow=True)
    assert "Đặt lại mật khẩu" in page.content.decode()
    new = {"password1": "một câu dài khác hẳn", "password2": "một câu dài khác hẳn"}
    assert client.post(page.redirect_chain[-1][0], new).status_code == 302
    assert sign_in(Client(), "officer", new["password1"]).status_code == 302
    again = Client().get(link[1], follow=True).content.decode()
    assert "Đường dẫn không còn dùng được" in again
    assert Event.objects.filter(name="core:user:password_changed", by_id=user.pk).count() == 1


def test_an_unknown_address_answers_the_same_and_gets_no_mail(client: Client) -> None:
    new_user("OFFICER")
    known = client.post("/accounts/password/reset/", {"email": "officer@example.vn"}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "ai-do@example.vn"}, follow=True)
    assert (known.status_code, known.redirect_chain) == (unknown.status_code, unknown.redirect_chain)
    assert len(mail.outbox) == 1


def test_a_changed_address_ends_the_old_link_and_the_old_address(client: Client) -> None:
    user = new_user("OFFICER")
    client.post("/accounts/password/reset/", {"email": "officer@example.vn"})
    link = re.search(r"http://localhost:8000(/\S+)", mail.outbox[0].body)
    change_user(user=user, email="moi@example.vn", by=BY, now=NOW)
    assert link
    assert "không còn dùng được" in client.get(link[1], follow=True).content.decode()
    client.post("/accounts/password/reset/", {"email": "officer@example.vn"})
    assert len(mail.outbox) == 1


def test_an_invitation_link_sets_the_first_password_once(client: Client) -> None:
    user = invite_user(username="an.le", full_name="Lê An", role="OFFICER", by=BY, now=NOW)
    link = invitation_link(user).removeprefix("http://localhost:8000")
    page = client.get(link, follow=True)
    assert "Đặt mật khẩu lần đầu" in page.content.decode()
    assert "an.le" in page.content.decode()
    new = {"password1": "một câu dài khác hẳn", "password2": "một câu dài khác hẳn"}
    done = client.post(page.redirect_chain[-1][0], new, follow=True)
    assert "Đã lưu mật khẩu" in done.content.decode()
    assert sign_in(Client(), "an.le", new["password1"]).status_code == 302
    assert "không còn dùng được" in Client().get(link, follow=True).content.decode()


def test_an_invitation_ends_after_three_days(client: Client, settings: Settings) -> None:
    user = invite_user(username="an.le", full_name="Lê An", role="OFFICER", by=BY, now=NOW)
    link = invitation_link(user).removeprefix("http://localhost:8000")
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "không còn dùng được" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize("path", ["signup/", "email/", "password/set/", "confirm-email/", "login/code/"])
def test_pages_of_the_library_that_we_do_not_have_are_gone(path: str) -> None:
    assert signed_in(new_user("OFFICER")).get(f"/accounts/{path}").status_code == 404
