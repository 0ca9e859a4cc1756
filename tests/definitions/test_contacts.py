"""What the documents say of contacts, by day, and what is not known stays unknown."""

from datetime import date

import pytest

from songhanh.definitions.contacts import contact_definition, contact_definitions, documents_on
from songhanh.definitions.toml import DefinitionError
from songhanh.rules.tracing.definition import UNREAD


@pytest.mark.parametrize(
    ("day", "document"),
    [
        (date(2020, 12, 2), None),
        (date(2020, 12, 3), "5053/QĐ-BYT"),
        (date(2021, 12, 28), "3638/QĐ-BYT"),
        (date(2021, 12, 29), "11042/BYT-DP"),
        (date(2026, 1, 1), "1909/BYT-DP"),
    ],
)
def test_the_newest_document_holds(day: date, document: str | None) -> None:
    found = documents_on(day)
    assert (found and found.document) == document


def test_what_was_not_found_is_unread_and_what_is_not_there_is_empty() -> None:
    assert contact_definition("5053").f1 == contact_definition("5053").f2 == UNREAD
    assert contact_definition("3638").f1 == UNREAD
    assert contact_definition("3638").f2[0].minutes is None
    assert contact_definition("1909").f2 == ()
    assert contact_definition("1909").infectious is None


def test_ours_is_named_ours_and_is_fifteen_minutes_near() -> None:
    (ours,) = [each for each in contact_definitions().values() if each.ours]
    (alternative,) = ours.f1
    assert (alternative.minutes, alternative.near, alternative.questions) == (15, True, ())
    assert ours.document == "Mặc định của Song Hành"
    assert all(each.source for each in contact_definitions().values())


def test_an_unknown_code_says_which_there_are() -> None:
    with pytest.raises(DefinitionError, match=r"Không có định nghĩa tiếp xúc «x».*1909"):
        contact_definition("x")
