"""«Ai chưa nộp»: every state told apart, weights, filters, the same number of queries however many rows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songhanh.core.accounts.roles import ROLES
from songhanh.core.scope import EVERYTHING
from songhanh.definitions.forms import form
from songhanh.enterprises.actions.enterprises import move_enterprise
from songhanh.enterprises.models import Enterprise
from songhanh.reporting.actions.collecting import exempt, extend
from songhanh.reporting.actions.drafts import open_report
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reviews import accept_reports, return_report
from songhanh.reporting.presenters.collection import CollectionRow, collection_rows
from songhanh.reporting.presenters.completeness import by_officer, by_park, completeness, missing
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.collection import collected
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import new_user, signed_in
from tests.people.cast import BY, acting
from tests.reporting.board import COLLECTION, DUE, NOW, Board, browser, filed, send
from tests.reporting.filing import PRODUCTION, accepted, owed

JANUARY = parse_period("2022-01", Basis.CUTOFF15)


def rows(board: Board, now: object = NOW) -> dict[str, CollectionRow]:
    definition = form(PRODUCTION, 2)
    found = collected(form=definition, period=JANUARY, scope=EVERYTHING, now=now)  # type: ignore[arg-type]
    shown = collection_rows(found, form=definition, now=now, calendar=work_calendar())  # type: ignore[arg-type]
    return {row.owner: row for row in shown}


def test_every_state_and_every_timing_is_told_apart(board: Board) -> None:
    one, two = board.one(), board.two()
    assert (rows(board)["mau-01"].state, rows(board)["mau-01"].timing) == ("NOT_OPENED", "RUNNING")
    after = DUE + timedelta(hours=30)
    assert (rows(board, after)["mau-01"].timing, rows(board, after)["mau-01"].timing_detail) == (
        "OVERDUE",
        "1 ngày",
    )
    extend(obligations=[two], due_at=DUE + timedelta(days=2), reason="nghỉ dịch", by=BY, now=NOW)
    assert rows(board)["mau-02"].timing == "EXTENDED"
    open_report(obligation=one, by=board.cast.by(board.cast.reporter), now=NOW)
    assert rows(board)["mau-01"].state == "DRAFT"
    version = send(one, board.cast.reporter, board.cast, after)
    assert (rows(board, after)["mau-01"].state, rows(board, after)["mau-01"].timing) == ("SUBMITTED", "LATE")
    returned_by = after + timedelta(days=2)
    return_report(version=version, reason="sai đơn vị", due_at=returned_by, by=BY, now=after)
    assert (rows(board, after)["mau-01"].state, rows(board, after)["mau-01"].timing) == (
        "RETURNED",
        "RUNNING",
    )
    late = rows(board, returned_by + timedelta(days=1))["mau-01"]
    assert late.timing == "OVERDUE"
    assert "returned" in late.watch
    exempt(
        enterprise=board.cast.three,
        form_code=PRODUCTION,
        since=JANUARY.start,
        until=None,
        reason="ngừng",
        by=BY,
        now=NOW,
    )
    assert (rows(board)["mau-03"].state, rows(board)["mau-03"].timing) == ("EXEMPT", "")
    filed_two = send(board.two(), board.cast.other, board.cast, NOW)
    accept_reports(versions=[filed_two], by=BY, now=NOW)
    whole = rows(board)["mau-02"]
    assert (whole.filled, whole.cells) == (9, 9)  # what may stay blank is not missing
    assert (rows(board)["mau-02"].state, rows(board)["mau-02"].timing) == ("ACCEPTED", "ON_TIME")


def test_weights_are_shares_of_the_last_accepted_period(board: Board) -> None:
    accepted(
        board.cast, "2021-12", revenue="300", labour_domestic="90", labour_foreign="0", person_months="90"
    )
    version = send(
        owed(board.cast, "2021-12", code="mau-02"),
        board.cast.other,
        board.cast,
        NOW - timedelta(days=30),
        revenue="100",
        labour_domestic="10",
        labour_foreign="0",
        new_jobs="0",
        person_months="10",
        payroll="0.1",
    )
    accept_reports(versions=[version], by=BY, now=NOW - timedelta(days=30))
    filed(board)
    found = rows(board)
    assert (found["mau-01"].revenue_share, found["mau-02"].revenue_share) == (75, 25)
    assert found["mau-01"].workers_share == 90
    assert found["mau-03"].revenue_share is None
    whole = completeness("", "", found.values())
    assert (whole.owed, whole.filed, whole.revenue_covered, whole.workers_covered) == (3, 1, 75, 90)
    out = missing(list(found.values()))
    assert (out.revenue, out.workers, out.largest, out.revenue_with_largest) == (25, 10, 1, 100)
    parks = {line.code: line for line in by_park(list(found.values()))}
    assert (parks["khanh-phu"].filed, parks["khanh-phu"].owed) == (1, 2)
    assert parks["gian-khau"].revenue_covered is None
    officers = {line.name: line.owed for line in by_officer(list(found.values()))}
    assert officers == {str(board.chief): 2, "": 1}


def test_past_periods_are_told_as_shapes_and_make_the_habitually_late(board: Board) -> None:
    for number, code in enumerate(("2021-08", "2021-09", "2021-10", "2021-11", "2021-12")):
        past = owed(board.cast, code)
        moment = past.due_at + (timedelta(hours=-5) if number < 2 else timedelta(hours=5))
        if number < 4:
            send(past, board.cast.reporter, board.cast, moment, revenue=str(114 + number))
    row = rows(board)["mau-01"] if board.one() else None
    assert row is not None
    assert row.history == ("ON_TIME", "ON_TIME", "LATE", "LATE", "MISSING")
    assert "habit" in row.watch
    assert "habit" in rows(board)["mau-02"].watch  # five times missing


def test_an_enterprise_that_moved_is_counted_where_it_stood(board: Board) -> None:
    board.two()
    move_enterprise(
        enterprise=board.cast.two,
        park=board.cast.parks[1],
        on=date(2022, 1, 16),
        reason="mở rộng",
        by=BY,
        now=NOW,
    )
    assert rows(board)["mau-02"].park_code == "khanh-phu"
    move_enterprise(
        enterprise=board.cast.one,
        park=board.cast.parks[1],
        on=date(2022, 1, 10),
        reason="mở rộng",
        by=BY,
        now=NOW,
    )
    assert rows(board)["mau-01"].park_code == "gian-khau"


def test_the_page_filters_counts_and_sorts(board: Board) -> None:
    filed(board, days=2)
    client = browser(board.chief)
    page = client.get(COLLECTION).content.decode()
    assert "2 báo cáo chưa nộp" in page
    assert page.index("Mẫu 01") > 0
    mine = client.get(COLLECTION, {"officer": board.chief.pk, "state": ["NOT_OPENED", "DRAFT", "RETURNED"]})
    listed = mine.context["list"]
    assert [row.name for row in listed.rows] == ["Mẫu 02"]
    assert {tab.name: tab.count for tab in listed.tabs}["Chờ duyệt"] == 1
    assert client.get(COLLECTION, {"watch": "waiting"}).context["list"].total == 1
    assert client.get(COLLECTION, {"park": "gian-khau"}).context["list"].total == 1
    assert client.get(COLLECTION, {"q": "mau 03"}).context["list"].total == 1
    csv = b"".join(client.get(COLLECTION, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "Mẫu 02" in csv
    assert "<svg" not in csv
    assert client.get(COLLECTION, {"export": "xlsx"}).status_code == 200
    assert client.get(COLLECTION + "officers/").status_code == 200


def more_enterprises(board: Board, count: int) -> None:
    with acting():
        for number in range(count):
            Enterprise(
                code=f"them-{number:04d}",
                name=f"Công ty Thêm {number}",
                short_name=f"Thêm {number}",
                name_key=f"them {number}",
                tax_code=f"{number:010d}",
                park=board.cast.parks[number % 2],
                ownership="DDI",
                operating_from=board.cast.one.operating_from,
            ).save()
    raise_obligations(form_code=PRODUCTION, period=JANUARY, by=BY, now=NOW)


def asked(board: Board, path: str) -> int:
    client = browser(board.chief)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", [COLLECTION, COLLECTION + "officers/", "/reporting/", "/queue/"])
def test_queries_do_not_grow_with_the_rows(board: Board, path: str) -> None:
    filed(board)
    few = asked(board, path)
    more_enterprises(board, 60)
    assert asked(board, path) == few <= 20


BOARD_READERS = {"LEADER", "OFFICER", "AUDITOR"}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_roles(board: Board, role: str) -> None:
    user = new_user(role, f"vai-{role.lower().replace('_', '-')}")
    board.one()
    client = signed_in(user)
    expected = 200 if role in BOARD_READERS else 403
    for path in (COLLECTION, COLLECTION + "officers/", "/reporting/targets/"):
        assert client.get(path).status_code == expected, path
    collects = 302 if role == "OFFICER" else 403  # nothing ticked: back to the list
    for page in ("remind", "extend", "hand-over", "note", "accept"):
        assert client.get(f"{COLLECTION}{page}/").status_code == collects, page
    calendar = 200 if role in BOARD_READERS | {"ADMINISTRATOR", "AGENCY_USER"} else 403
    assert client.get("/reporting/calendar/").status_code == calendar
    queue = 200 if role in {"OFFICER", "AUDITOR"} else 403
    assert client.get("/queue/").status_code == queue


def test_strangers_are_sent_to_the_sign_in_page(board: Board) -> None:
    assert Client().get(COLLECTION).url.startswith("/accounts/login/")  # type: ignore[attr-defined]


def test_an_officer_of_one_park_sees_only_it(board: Board) -> None:
    three = board.three()
    client = browser(board.cast.officer)
    page = client.get(COLLECTION)
    assert {row.name for row in page.context["list"].rows} == {"Mẫu 01", "Mẫu 02"}
    assert "Mẫu 03" not in page.content.decode()
    foreign = client.get(f"{COLLECTION}calls/", {"row": str(three.uuid)})
    unknown = client.get(f"{COLLECTION}calls/", {"row": "00000000-0000-4000-8000-000000000000"})
    assert "Mẫu 03" not in foreign.content.decode()
    assert foreign.context["lines"] == unknown.context["lines"] == []


@pytest.mark.parametrize(
    ("method", "page"),
    [
        ("get", "review/"),
        ("post", "review/accept/"),
        ("post", "review/return/"),
        ("get", "review/substitute/"),
    ],
)
def test_foreign_and_unknown_reports_answer_alike(board: Board, method: str, page: str) -> None:
    board.three()
    client = browser(board.cast.officer)
    client.get(COLLECTION)
    answers = []
    for owner in ("mau-03", "mau-88"):
        path = f"/reporting/{PRODUCTION}/2022-01/{owner}/{page}"
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(client, method)(path)
        answers.append((answer.status_code, answer.content.replace(path.encode(), b""), len(queries)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    for code in ("mau-03", "mau-88"):
        assert client.get(f"/reporting/enterprises/{code}/").status_code == 404


@pytest.mark.parametrize("path", ["khong-co/2022-01", f"{PRODUCTION}/2022-q1", f"{PRODUCTION}/2022-13"])
def test_unknown_forms_and_periods_are_unknown_pages(board: Board, path: str) -> None:
    assert browser(board.chief).get(f"/reporting/{path}/collection/").status_code == 404
