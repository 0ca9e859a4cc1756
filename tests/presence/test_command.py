from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from songhanh.presence.queries.snapshots import days
from tests.gate.cast import TODAY, Cast, new_passes
from tests.presence.streamed import ms, put, scan

DAY = TODAY - timedelta(days=3)


def said(**options: str) -> str:
    out = StringIO()
    call_command("presence", "rebuild", stdout=out, **options)
    return out.getvalue()


def test_a_day_is_rebuilt_and_says_what_it_found(cast: Cast) -> None:
    one, *_ = new_passes(cast.one)
    put(
        scan(cast.one, ms(DAY, "06:00"), "IN", one),
        scan(cast.one, ms(DAY, "14:00"), "OUT", one),
        scan(cast.one, ms(DAY, "06:01"), "IN", 4242),
    )
    for text in (f"{DAY:%d/%m/%Y}", DAY.isoformat()):
        words = said(day=text)
        assert f"Ngày {DAY:%d/%m/%Y}: 1 lượt có mặt của 1 người từ 3 lượt quét" in words
        assert "không rõ của ai: 1 thẻ" in words
    assert "0 lượt có mặt" in said(day=DAY.isoformat(), park="gian-khau")
    assert days() == [DAY]


@pytest.mark.parametrize(
    "options", [{"day": "hôm qua"}, {"day": "31/02/2022"}, {"day": "17/01/2022", "park": "khong-co"}]
)
def test_what_cannot_be_is_said(cast: Cast, options: dict[str, str]) -> None:
    with pytest.raises(CommandError, match="Không"):
        said(**options)
    assert days() == []
