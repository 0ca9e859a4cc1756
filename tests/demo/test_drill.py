"""The drill of the demo: under way, so that a line's bar can be full, half full and empty, and somebody is added."""

import pytest

from songhanh.demo.loading.drill import ADDED, WHERE
from songhanh.demo.loading.moments import CLOCK
from songhanh.presence.models import RollCall
from songhanh.presence.queries.roll_calls import by_line, expected_of, standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("undone")]


def test_a_drill_is_under_way_in_one_enterprise() -> None:
    call = RollCall.objects.get()
    assert (call.enterprise.code, call.started_at, call.closed_at) == (WHERE, CLOCK, None)
    expected, now = expected_of(call), standing_of(call)
    assert call.expected_count == len(expected) > 500
    assert [each.name for each in now.added] == [ADDED[0]]
    lines = by_line(expected, now)
    assert lines[0].present == 0
    assert any(line.present == line.expected for line in lines)
    assert any(0 < line.present < line.expected for line in lines)
