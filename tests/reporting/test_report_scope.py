"""A user of one enterprise learns nothing of another: a foreign report and an unknown one answer alike."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songhanh.reporting.models import Question, ReportVersion
from tests.people.cast import Cast
from tests.reporting.filing import HTMX, PRODUCTION, browser, file, owed

FORMS = f"/reporting/{PRODUCTION}/2022-01"
PAGES = [
    ("get", ""),
    ("get", "production/"),
    ("post", "production/"),
    ("post", "cell/"),
    ("post", "copy/"),
    ("post", "discard/"),
    ("get", "check/"),
    ("post", "submit/"),
    ("post", "take-back/"),
    ("post", "send-back/"),
    ("get", "filed/"),
    ("get", "receipt/{receipt}/"),
    ("get", "history/"),
    ("get", "questions/"),
    ("post", "questions/"),
]


def answered(client: Client, method: str, path: str, **headers: str) -> tuple[int, bytes, int]:
    """Status, body and how many questions the database was asked."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = getattr(client, method)(path, {"cells": "revenue", "revenue": "1", "text": "x"}, **headers)
    body = answer.content if hasattr(answer, "content") else b""
    return answer.status_code, body.replace(path.encode(), b""), len(asked)


@pytest.mark.parametrize(("method", "page"), PAGES)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_foreign_and_unknown_are_one(cast: Cast, method: str, page: str, headers: dict[str, str]) -> None:
    version = file(owed(cast, code="mau-02"), cast.other, cast)
    client = browser(cast.reporter)
    answered(client, "get", f"{FORMS}/mau-77/")  # the session is warm from here on
    page = page.format(receipt=version.receipt)
    foreign = answered(client, method, f"{FORMS}/mau-02/{page}", **headers)
    unknown = answered(client, method, f"{FORMS}/mau-88/{page}", **headers)
    assert foreign[0] == 404
    assert foreign == unknown
    assert (ReportVersion.objects.count(), Question.objects.count()) == (1, 0)


def test_a_receipt_of_another_report_is_unknown(cast: Cast) -> None:
    file(owed(cast), cast.reporter, cast)
    foreign = file(owed(cast, code="mau-02"), cast.other, cast)
    client = browser(cast.reporter)
    assert client.get(f"{FORMS}/mau-01/receipt/{foreign.receipt}/").status_code == 404


def test_the_list_holds_only_ones_own(cast: Cast) -> None:
    owed(cast)
    html = browser(cast.reporter).get("/reporting/?q=mau").content.decode()
    assert "mau-01" in html
    assert "mau-02" not in html
    export = browser(cast.reporter).get("/reporting/?export=csv")
    assert "Mẫu 02" not in b"".join(export.streaming_content).decode()  # type: ignore[attr-defined]


def test_forms_and_periods_that_do_not_exist_are_unknown(cast: Cast) -> None:
    owed(cast)
    client = browser(cast.reporter)
    for path in ("nothing/2022-01/mau-01/", f"{PRODUCTION}/2022-13/mau-01/", f"{PRODUCTION}/2031-01/mau-01/"):
        assert client.get(f"/reporting/{path}").status_code == 404
    assert client.get(f"{FORMS}/mau-01/nothing/").status_code == 404


def test_strangers_sign_in_first(cast: Cast) -> None:
    owed(cast)
    answer = Client().get(f"{FORMS}/mau-01/production/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_list_pages_ask_the_database_the_same_for_few_and_for_many(cast: Cast) -> None:
    owed(cast)
    client = browser(cast.officer)
    client.get("/reporting/")
    with CaptureQueriesContext(connection) as few:
        client.get("/reporting/")
    for month in range(1, 13):
        owed(cast, f"2021-{month:02d}")
    with CaptureQueriesContext(connection) as many:
        client.get("/reporting/")
    assert len(few) == len(many)
