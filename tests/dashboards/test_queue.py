"""«Việc của tôi»: the menu and the page count alike in every state; who only reads is asked to do nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from songhanh.reporting.actions.collecting import ask
from songhanh.reporting.actions.reviews import return_report, unlock_cells
from tests.core.cast import signed_in
from tests.people.cast import BY, Cast
from tests.reporting.board import NOW, Board, make_board, send
from tests.reporting.filing import browser

BADGE = re.compile(
    r'<a href="/queue/" aria-current="page">([^<]+)(?:<span class="n">.*?</span>(\d+)</span>)?</a>'
)
GROUP = re.compile(r'<h2>[^<]+<span class="mut">(\d+)(?: · (\d+) kỳ đang thu)?</span></h2>')


@pytest.fixture
def board(cast: Cast) -> Board:
    return make_board(cast)


def counted(client: Client) -> tuple[str, int, int, int, list[tuple[int, int]]]:
    """The menu's word and number, the heading's number and periods, the groups'."""
    page = client.get("/queue/").content.decode()
    badge, heading = (
        BADGE.search(page),
        re.search(r"· (\d+) việc, gấp nhất trước(?: · (\d+) kỳ đang thu)?", page),
    )
    assert badge
    assert heading
    groups = [(int(own), int(periods or 0)) for own, periods in GROUP.findall(page)]
    return badge[1], int(badge[2] or 0), int(heading[1]), int(heading[2] or 0), groups


def agree(client: Client, own: int, periods: int) -> None:
    word, badge, heading, collecting, groups = counted(client)
    assert word == "Việc của tôi"
    assert (badge, heading, collecting) == (own, own, periods)
    assert sum(group[0] for group in groups) == own
    assert sum(group[1] for group in groups) == periods


def test_menu_heading_and_groups_count_alike_in_every_state(board: Board) -> None:
    chief = browser(board.chief)
    agree(chief, 0, 0)
    one, two = board.one(), board.two()
    agree(chief, 0, 1)  # the period is being collected, nothing to do yet
    version = send(one, board.cast.reporter, board.cast, NOW - timedelta(days=3))
    agree(chief, 1, 1)
    ask(obligation=two, cell="revenue", text="Có gồm gia công không?", by=BY, now=NOW - timedelta(days=2))
    agree(chief, 2, 1)
    return_report(version=version, reason="sai đơn vị", due_at=NOW + timedelta(days=1), by=BY, now=NOW)
    agree(chief, 1, 1)  # returned: it waits for the enterprise
    again = send(one, board.cast.reporter, board.cast, NOW)
    cells = [{"cell": "export", "message": "Kiểm tra đơn vị."}]
    unlock_cells(
        version=again, cells=cells, due_at=NOW - timedelta(hours=1), by=BY, now=NOW - timedelta(hours=2)
    )
    agree(chief, 2, 1)  # the correction is overdue: somebody has to call


def test_an_auditor_reads_what_waits_and_is_asked_for_nothing(board: Board) -> None:
    send(board.one(), board.cast.reporter, board.cast, NOW - timedelta(days=3))
    ask(obligation=board.two(), cell="revenue", text="Có gồm gia công không?", by=BY, now=NOW)
    reader = signed_in(board.cast.auditor)
    word, badge, heading, _collecting, groups = counted(reader)
    assert (word, badge, heading, sum(own for own, _periods in groups)) == ("Việc đang chờ", 0, 2, 2)
    page = reader.get("/queue/").content.decode()
    buttons = set(re.findall(r'<a class="btn btn--s btn--wide"[^>]*>([^<]+)</a>', page))
    assert buttons == {"Xem", "Xem ai chưa nộp"}
    assert "Chờ duyệt: báo cáo sản xuất, kinh doanh tháng 01/2022" in page
    review = reader.get("/reporting/monthly-production/2022-01/mau-01/review/").content.decode()
    assert "Alt+C" not in review
    assert "review/return" not in review


def test_the_menu_marks_where_one_is(board: Board) -> None:
    here = re.compile(r'<a href="([^"]+)" aria-current="page">')
    for user, path, marked in (
        (board.chief, "/desk/people/", "/people/"),
        (board.chief, "/people/", "/people/"),
        (board.chief, "/queue/", "/queue/"),
        (board.cast.reporter, "/desk/people/", "/desk/people/"),
        (board.cast.reporter, "/desk/", "/desk/"),
    ):
        page = signed_in(user).get(path).content.decode()
        menu = page[page.index("<nav") : page.index("</nav>")]
        assert here.findall(menu) == [marked], path
