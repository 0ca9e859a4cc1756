"""Finding people by employee code: the whole code, a part of it, in any case, never beyond the scope."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songhanh.core.scope import EVERYTHING, Scope, ScopeKind
from songhanh.people import queries
from tests.people.cast import TODAY, Cast, employ


def found(text: str, scope: Scope = EVERYTHING) -> list[str]:
    rows = queries.with_code(queries.employed(scope=scope, on=TODAY), text)
    return sorted(rows.values_list("employee_code", flat=True))


@pytest.fixture
def codes(cast: Cast) -> Cast:
    for number, code in enumerate(("Nl-0001", "NL-0002", "NL-00021"), start=1):
        employ(cast.one, number, employee_code=code)
    employ(cast.two, 4, employee_code="XK-0002")
    return cast


@pytest.mark.parametrize("most", [500, 1])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NL-0002", ["NL-0002"]),
        ("nl-0002", ["NL-0002"]),
        ("nl-00", ["NL-0002", "NL-00021", "Nl-0001"]),
        ("L-000", ["NL-0002", "NL-00021", "Nl-0001"]),
        ("-0002", ["NL-0002", "NL-00021", "XK-0002"]),
        ("021", ["NL-00021"]),
        ("9", []),
    ],
)
def test_a_whole_code_goes_before_a_part(
    codes: Cast, monkeypatch: pytest.MonkeyPatch, text: str, expected: list[str], most: int
) -> None:
    monkeypatch.setattr(queries, "BATCH", most)  # of one more, the rows themselves are asked
    assert found(text) == expected


def test_an_unknown_code_costs_what_a_foreign_one_costs(codes: Cast) -> None:
    own = Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({codes.one.pk}))
    asked = []
    for text in ("XK-0002", "ZZ-0002"):
        with CaptureQueriesContext(connection) as questions:
            assert found(text, own) == []
        asked.append(len(questions))
    assert asked[0] == asked[1]
