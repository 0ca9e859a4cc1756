"""The gate's lists: what leaves as a file is noted, and length costs no questions."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songhanh.core.models import Event
from songhanh.gate.actions.guards import add_guard
from songhanh.gate.actions.places import read_places, set_shift
from tests.core.cast import signed_in
from tests.gate.cast import BY, NOW, Cast, employ, new_device, new_gate, new_guest, new_passes, new_rule
from tests.gate.test_pages import LISTS, everything


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW)


def test_a_list_of_guests_that_leaves_as_a_file_is_noted(cast: Cast) -> None:
    new_guest(cast.one)
    for user, masked in ((cast.reporter, False), (cast.officer, True)):
        answer = signed_in(user).get("/gate/visitors/?export=csv")
        text = b"".join(answer.streaming_content).decode()
        assert ("Trần Văn Bình" in text) is not masked
        note = Event.objects.filter(name="gate:visitor:exported").latest("number")
        assert note.after == {"rows": 1, "masked": masked}


@pytest.mark.parametrize("page", LISTS)
def test_longer_lists_ask_the_database_no_more_often(cast: Cast, page: str) -> None:
    everything(cast)
    client = signed_in(cast.officer)
    client.get(f"/gate/{page}/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/gate/{page}/")
        return len(queries)

    before = asked()
    new_passes(cast.one, 5, first=20)
    for nth in range(2, 6):
        new_device(new_gate(cast.one, f"cong-{nth}", f"Cổng {nth}"))
        new_guest(cast.one)
        new_rule(cast.one)
        add_guard(enterprise=cast.one, mark=f"BV-{nth}", name="Lê Canh", pin="135790", by=BY, now=NOW)
        employ(cast.two, 40 + nth, line=f"May {nth}")
        set_shift(enterprise=cast.one, name=f"Ca {nth}", starts_at=time(6), ends_at=time(14), by=BY, now=NOW)
    read_places(enterprise=cast.two, by=BY, now=NOW)
    assert asked() == before
