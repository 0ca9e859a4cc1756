"""The frame around every page, one's own settings, error pages."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import translation

from songhanh.core.actions.preferences import change_preferences
from songhanh.core.models import Event, User
from songhanh.core.policies import NotAllowedError
from songhanh.core.views import errors
from tests.core.cast import NOW, actor, new_user, signed_in

FORBIDDEN = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
SETTINGS = {"phone": "0912  345 678", "language": "vi", "theme": "dark", "density": "compact"}


@pytest.fixture
def client_of_officer(db: None) -> Any:
    return signed_in(new_user("OFFICER"))


def test_the_page_holds_nothing_inline(client_of_officer: Any) -> None:
    html = client_of_officer.get("/profile/").content.decode()
    assert not FORBIDDEN.search(html)
    assert 'content=\'{"includeIndicatorStyles":false,"allowEval":false}\'' in html
    assert '<html lang="vi"' in html
    assert html.index('class="skip"') < html.index("<header")
    assert 'data-idle-seconds="900"' in html


def test_settings_are_kept_shown_and_audited(client_of_officer: Any) -> None:
    answer = client_of_officer.post("/profile/", SETTINGS, follow=True)
    html = answer.content.decode()
    assert 'data-theme="dark"' in html
    assert 'data-density="compact"' in html
    assert "Đã lưu cài đặt." in html
    event = Event.objects.get(name="core:user:preferences_changed")
    assert event.after["theme"] == "dark"
    assert "0912" not in str(event.after) + str(event.before)  # a telephone number is a personal datum
    assert event.after["phone"].startswith("#")
    assert 'value="0912 345 678"' in html


def test_nobody_gives_himself_another_name_role_or_address(client_of_officer: Any) -> None:
    """Acts stand under the name, links to a new password go to the address: both are the administrator's."""
    before = User.objects.values("full_name", "username", "email", "role").get()
    other = {"full_name": "Lãnh đạo Ban", "username": "lanhdao", "email": "x@example.vn", "role": "LEADER"}
    html = client_of_officer.post("/profile/", SETTINGS | other, follow=True).content.decode()
    assert User.objects.values("full_name", "username", "email", "role").get() == before
    assert f"<dd>{before['full_name']}</dd>" in html
    assert 'name="full_name"' not in html
    assert "nhờ quản trị hệ thống của Ban sửa" in html


def test_nobody_sets_anothers_telephone(client_of_officer: Any) -> None:
    first, other = User.objects.get(), new_user("OFFICER", "nguoi-khac")
    own = {"phone": "1", "language": "vi", "theme": "dark", "density": "normal"}
    with pytest.raises(NotAllowedError):
        change_preferences(user=other, **own, by=actor(first), now=NOW)


def test_the_language_chosen_is_the_language_shown(client_of_officer: Any) -> None:
    html = client_of_officer.post("/profile/", {**SETTINGS, "language": "en"}, follow=True).content.decode()
    assert '<html lang="en"' in html


def test_what_cannot_be_saved_is_said_above_and_at_the_field(client_of_officer: Any) -> None:
    answer = client_of_officer.post("/profile/", {**SETTINGS, "phone": "gọi sau"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi:" in html
    said = "Điện thoại: chỉ gồm chữ số"
    assert html.count(said) == 2
    assert 'href="#id_phone"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert 'id="id_phone_error"' in html


def test_strangers_are_asked_to_sign_in(client: Any, db: None) -> None:
    assert client.get("/profile/").status_code == 302
    assert client.post("/stay/").status_code == 302


def test_staying_awake_is_a_post(client_of_officer: Any) -> None:
    assert client_of_officer.post("/stay/").status_code == 204
    assert client_of_officer.get("/stay/").status_code == 405


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["400", "403", "csrf", "404", "409", "413", "500", "503"])
def test_an_error_page_asks_the_database_nothing(name: str, language: str) -> None:
    with translation.override(language):
        answer = errors.error_page(400, name, code="abc")
    html = answer.content.decode()
    assert not FORBIDDEN.search(html)
    assert html.count("<h1") == 1
    assert f'lang="{language}"' in html


def test_too_much_at_once_is_413() -> None:
    request = RequestFactory().post("/")
    assert errors.bad_request(request, RequestDataTooBig()).status_code == 413
    assert errors.bad_request(request, ValueError()).status_code == 400


def test_the_words_of_a_refusal_are_shown_and_escaped() -> None:
    html = errors.no_permission(
        RequestFactory().get("/"), PermissionDenied("Hồ sơ do <b>phòng</b> khác")
    ).content.decode()
    assert "Hồ sơ do &lt;b&gt;phòng&lt;/b&gt; khác" in html


def test_a_database_that_does_not_answer_is_503(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/x/")
    try:
        raise OperationalError("database is locked")
    except OperationalError:
        busy = errors.broken(request)
    broken = errors.broken(request)
    assert (busy.status_code, broken.status_code) == (503, 500)
    code = re.search(r"Mã lỗi: (\w{8})", broken.content.decode())
    assert code
    assert code[1] in caplog.text


def test_somebody_elses_change_is_409_with_the_way_back() -> None:
    answer = errors.conflict("Chuyên viên 03 vừa duyệt báo cáo này", "/reporting/x/")
    assert answer.status_code == 409
    assert 'href="/reporting/x/"' in answer.content.decode()
