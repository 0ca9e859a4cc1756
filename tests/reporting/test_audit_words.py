"""The audit page says whose report an event was about, and never who a person is."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from songhanh.core.audit.subjects import in_words
from songhanh.core.models import Event
from songhanh.enterprises.models import ContactPoint
from tests.core.cast import new_user
from tests.reporting.board import Board, browser, filed


def test_events_of_a_report_name_its_enterprise(board: Board) -> None:
    filed(board)
    auditor, name = browser(new_user("AUDITOR", "doc-nhat-ky")), str(board.one().enterprise)
    assert name in auditor.get("/settings/audit/?subject=reporting.reportversion").content.decode()
    event = Event.objects.filter(subject__startswith="reporting.reportversion:").latest("number")
    assert name in auditor.get(f"/settings/audit/{event.number}/").content.decode()


def test_each_kind_of_row_is_one_query(board: Board) -> None:
    filed(board)
    filed(board, "mau-02")
    reports = list(
        Event.objects.filter(subject__startswith="reporting.reportversion:").values_list("subject", flat=True)
    )
    assert len(set(reports)) == 2
    with CaptureQueriesContext(connection) as asked:
        words = in_words(reports)
    assert set(words.values()) == {str(board.one().enterprise), str(board.two().enterprise)}
    assert len(asked) == 1


def test_a_person_is_only_known_by_the_enterprise(board: Board) -> None:
    contact = ContactPoint.objects.get(enterprise=board.cast.one)
    subject = f"enterprises.contactpoint:{contact.uuid}"
    officer = f"core.user:{board.chief.pk}"
    assert in_words([subject, officer, "sha256:abc", "no.such:1"]) == {subject: str(board.cast.one)}
