"""The audit page and the notices: searched, paged, exported, read."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from songhanh.core.actions.grants import grant_scope
from songhanh.core.actions.notices import send_notice
from songhanh.core.acts import acting
from songhanh.core.models import Event, Notice, User
from tests.core.cast import BY, NOW, TODAY, new_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    return signed_in(new_user("ADMINISTRATOR", "quan-tri"))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def trail() -> User:
    user = new_user("OFFICER", "duc", full_name="Nguyễn Văn Đức")
    grant_scope(
        user=user, kind="ENTERPRISES", target_id=7, label="Công ty Mẫu 07", valid_from=TODAY, by=BY, now=NOW
    )
    return user


def rows(answer: Any) -> list[str]:
    return re.findall(
        r'<th scope="row" class="num"><a href="/settings/audit/(\d+)/"', answer.content.decode()
    )


def test_the_audit_page_is_searched(admin: Client, trail: User) -> None:
    def found(query: str) -> set[str]:
        answer = admin.get(f"/settings/audit/?{query}")
        assert answer.status_code == 200
        return set(Event.objects.filter(number__in=rows(answer)).values_list("name", flat=True))

    assert found("name=core:grant:given") == {"core:grant:given"}
    assert found(f"subject=core.user:{trail.pk}") == {"core:user:added"}
    assert found("subject=core.grant") == {"core:grant:given"}
    assert found("who=quan-tri") == {"core:user:signed_in"}
    assert found("who=he thong") == set()
    assert "core:grant:given" in found("who=Hệ thống")
    assert found("text=web") == {"core:user:signed_in"}
    assert found("since=2022-01-17&until=2022-01-17&name=core:grant:given") == {"core:grant:given"}
    assert found("until=2022-01-16") == set()


def test_what_was_found_leaves_as_a_file(admin: Client, trail: User) -> None:
    answer = admin.get("/settings/audit/?name=core:grant:given&export=csv")
    body = b"".join(answer).decode("utf-8-sig")
    assert "Công ty Mẫu 07" in body
    assert "core:user:added" not in body
    book = admin.get("/settings/audit/?name=core:grant:given&export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(book))).active
    assert sheet is not None
    lines = [" ".join(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert lines[0].startswith("Nhật ký: Việc: core:grant:given")
    assert sum("core:grant:given" in line for line in lines[1:]) == 1


def test_a_search_that_cannot_be_read_says_so(admin: Client) -> None:
    answer = admin.get("/settings/audit/?since=hôm qua")
    assert answer.status_code == 422
    assert "Từ ngày: không đọc được ngày «hôm qua»." in text(answer)


def test_older_events_follow_page_by_page(admin: Client) -> None:
    for n in range(120):
        with acting("core:test:done", by=BY, now=NOW) as act:
            act.note(f"core.test:{n}", {}, {"n": n})
    seen: list[str] = []
    url = "/settings/audit/?name="
    while url:
        answer = admin.get(url)
        seen += rows(answer)
        older = re.search(r'<a href="(\?[^"]+)" rel="next"', answer.content.decode())
        url = "/settings/audit/" + older[1].replace("&amp;", "&") if older else ""
    assert seen == [str(n) for n in range(Event.objects.count(), 0, -1)]


def test_an_event_shows_before_and_after(admin: Client, trail: User) -> None:
    event = Event.objects.get(name="core:grant:given")
    page = text(admin.get(f"/settings/audit/{event.number}/"))
    for shown in ("Cấp phạm vi", "Công ty Mẫu 07", "2022-01-17", "Hệ thống", event.hash[:16]):
        assert shown in page
    added = Event.objects.get(name="core:user:added", subject=f"core.user:{trail.pk}")
    assert "Nguyễn Văn Đức" not in text(admin.get(f"/settings/audit/{added.number}/"))


def test_notices_are_read_one_by_one_and_all_at_once() -> None:
    user, other = new_user("OFFICER"), new_user("OFFICER", "nguoi-khac")
    client = signed_in(user)
    first = send_notice(user=user, kind="core.test", text="Tin một", url="/profile/", by=BY, now=NOW)
    send_notice(user=user, kind="core.test", text="Tin hai", by=BY, now=NOW)
    foreign = send_notice(user=other, kind="core.test", text="Tin của người khác", by=BY, now=NOW)
    page = text(client.get("/notices/"))
    assert "Tin một" in page
    assert "2 chưa đọc" in page
    assert "Tin của người khác" not in page
    assert client.post(f"/notices/{first.uuid}/read/")["Location"] == "/profile/"
    assert "Tin một" not in text(client.get("/notices/?unread=1"))
    assert client.post(f"/notices/{foreign.uuid}/read/").status_code == 404
    assert client.post("/notices/read/")["Location"] == "/notices/"
    assert set(Notice.objects.filter(read_at=None).values_list("text", flat=True)) == {"Tin của người khác"}


def test_a_notice_leads_nowhere_outside() -> None:
    user = new_user("OFFICER")
    notice = send_notice(user=user, kind="core.test", text="x", url="https://evil.example/", by=BY, now=NOW)
    assert signed_in(user).post(f"/notices/{notice.uuid}/read/")["Location"] == "/notices/"
