"""``songhanh user …``."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from songhanh.core.accounts import second_factor
from songhanh.core.models import Event, User
from tests.core.cast import COMPANY, PASSWORD, new_user

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("user", *words, stdout=out)
    return out.getvalue()


def test_adding_with_a_password_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONGHANH_PASSWORD", PASSWORD)
    run(
        "add",
        "Duc",
        "--full-name",
        "Nguyễn Đức",
        "--role",
        "ENTERPRISE_REPORTER",
        "--enterprise",
        COMPANY.code,
    )
    user = User.objects.get(username="duc")
    assert user.check_password(PASSWORD)
    assert user.grants.get().target_id == 7
    assert Event.objects.get(name="core:user:added").origin == "cli"
    assert "duc\tENTERPRISE_REPORTER\tACTIVE\tNguyễn Đức\tCông ty Mẫu 07" in run("list")


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONGHANH_PASSWORD", "12345678901")
    with pytest.raises(CommandError, match="chỉ có chữ số"):
        run("add", "duc", "--full-name", "Đức", "--role", "OFFICER")
    assert not User.objects.exists()


def test_without_a_terminal_it_says_where_to_put_the_password(tmp_path: Path) -> None:
    words = ["user", "add", "duc", "--full-name", "Đức", "--role", "OFFICER"]
    ended = subprocess.run(
        [sys.executable, "-c", "from songhanh.config.cli import main; main()", *words],
        env={**os.environ, "SONGHANH_VAR": str(tmp_path), "SONGHANH_PASSWORD": ""},
        stdin=subprocess.DEVNULL, start_new_session=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "SONGHANH_PASSWORD" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_inviting_prints_the_link(settings: Settings) -> None:
    settings.BASE_URL = "https://songhanh.example"
    printed = run("invite", "an.le", "--full-name", "Lê An", "--role", "OFFICER", "--all")
    assert printed.startswith("https://songhanh.example/accounts/password/reset/key/")


def test_role_grant_and_unlock() -> None:
    user = new_user("OFFICER", "duc")
    assert "Kiểm tra, giám sát nội bộ" in run("role", "duc", "AUDITOR")
    run(
        "grant",
        "duc",
        "--park",
        "khanh-phu",
        "--from",
        "2022-01-01",
        "--until",
        "2022-07-01",
        "--reason",
        "QĐ 5",
    )
    assert [(g.kind, g.label, str(g.valid_until)) for g in user.grants.all()] == [
        ("PARKS", "KCN Khánh Phú", "2022-07-01")
    ]
    run("unlock", "duc")
    assert Event.objects.filter(name="core:user:unlocked").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grant", "duc", "--enterprise", "khong-co"], "mang mã khong-co"),
        (["unlock", "khong-co"], "Không có người dùng «khong-co»"),
        (["invite", "duc", "--full-name", "x", "--role", "OFFICER"], "đã có người dùng"),
        (["code", "duc"], "Chỉ bản minh họa"),
    ],
)
def test_a_refusal_is_told(words: list[str], told: str) -> None:
    new_user("OFFICER", "duc")
    with pytest.raises(CommandError, match=told):
        run(*words)


def test_the_code_is_told_in_the_demo_only(settings: Settings) -> None:
    user = new_user("LEADER", "lanh-dao")
    settings.DEMO = True
    with pytest.raises(CommandError, match="chưa cài"):
        run("code", "lanh-dao")
    secret = second_factor.set_up(user)
    assert run("code", "lanh-dao").strip() == second_factor.code_now(secret)
    settings.DEMO = False
    with pytest.raises(CommandError):
        run("code", "lanh-dao")
