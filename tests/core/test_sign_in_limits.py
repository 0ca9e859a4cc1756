"""Signing in too often, and what every sign-in page carries."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.core.cast import new_user
from tests.core.test_sign_in import LOGIN, sign_in, words

pytestmark = pytest.mark.django_db


def test_too_many_wrong_tries_from_one_address_wait(client: Client) -> None:
    answers = [words(sign_in(client, f"ten-{n}", "sai")) for n in range(31)]
    assert "Sai quá nhiều lần từ máy này" in answers[-1]
    assert "Sai quá nhiều lần" not in answers[0]


@pytest.mark.parametrize("page", [LOGIN, "/accounts/password/reset/", "/accounts/password/reset/done/"])
def test_pages_carry_the_content_policy_and_nothing_inline(client: Client, page: str) -> None:
    answer = client.get(page)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", answer.content.decode())


def test_asking_for_links_too_often_is_told_in_words(client: Client) -> None:
    new_user("OFFICER")
    answers = [client.post("/accounts/password/reset/", {"email": "officer@example.vn"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Chờ một phút rồi thử lại" in answers[-1].content.decode()
    assert len(mail.outbox) == 3
