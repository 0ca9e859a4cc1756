"""Erasing reaches the gate: codes typed of who is erased, guests whose time is over, people added in roll calls."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from songhanh.core.models import Event
from songhanh.gate.actions.passes import issue_passes
from songhanh.gate.jobs import erase_due_guests
from songhanh.gate.models import Pass, VisitorAnnouncement
from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.reading import all_scans
from songhanh.people.actions.erasing import erase_people
from songhanh.people.actions.people import end_employment
from songhanh.presence.actions.roll_calls import Touch
from songhanh.presence.jobs import erase_due_additions
from songhanh.presence.models import Mark
from songhanh.presence.queries.roll_calls import digest, expected_of, standing_of
from tests.core.cast import actor, new_user, signed_in
from tests.gate.cast import BY, NOW, TODAY, Cast, employ, new_guest
from tests.presence.rolling import begin, take
from tests.presence.streamed import clocked, ms, put, scan

LONG_AGO = date(2019, 11, 4)
LATER = NOW + timedelta(days=100)  # three months after the guest's last day


def typed() -> list[str]:
    return sorted(each.scan.typed for each in all_scans(stream_rows()))


def test_codes_of_the_erased_leave_passes_and_stream(cast: Cast) -> None:
    gone, stays = employ(cast.one, 1), employ(cast.one, 2)
    employ(cast.two, 1)  # the same code, another's
    issue_passes(enterprises=[cast.one], by=BY, now=NOW)
    at = ms(LONG_AGO, "06:00")
    put(
        clocked(cast.one, at, "NL-0001"),
        scan(cast.one, at + 1, "OUT", None, typed="nl-0001", subject="MANUAL"),
        clocked(cast.one, at + 2, "NL-0002"),
        clocked(cast.two, at + 3, "NL-0001"),
    )
    end_employment(employment=gone, left_on=date(2019, 12, 1), by=BY, now=NOW)
    by = actor(new_user("ADMINISTRATOR"))
    # The other enterprise knows the same person still.
    with pytest.raises(Exception, match="Số người"):
        erase_people(enterprise=cast.one, count=1, reason="hết hạn lưu theo quy chế", by=by, now=NOW)
    assert "nl-0001" in typed()
    end_employment(employment=cast.two.employments.get(), left_on=date(2019, 12, 2), by=BY, now=NOW)
    erase_people(enterprise=cast.two, count=1, reason="hết hạn lưu theo quy chế", by=by, now=NOW)
    assert typed() == ["", "", "", "NL-0002"]
    assert {each.stay: each.label for each in Pass.objects.all()} == {gone.stay: "", stays.stay: "NL-0002"}
    noted = Event.objects.filter(name="gate:worker:forgotten", subject="gate.scan").get()
    assert noted.after == {"amended": 3}
    assert "NL-0001" not in str(list(Event.objects.filter(name="gate:worker:forgotten").values()))
    page = signed_in(cast.reporter).get(f"/gate/passes/{Pass.objects.get(label='').uuid}/")
    assert page.status_code == 200


def test_guests_go_three_months_after_their_last_day(cast: Cast, settings: Settings) -> None:
    old = new_guest(cast.one)
    at = ms(TODAY, "08:00")
    put(
        scan(cast.one, at, "IN", None, typed="bà Tư bán nước", subject="MANUAL", answer="REVIEW"),
        clocked(cast.one, at, "NL-0009"),
        scan(
            cast.one, ms(timezone.localdate(LATER), "08:00"), "IN", None, typed="khách mới", subject="MANUAL"
        ),
    )
    erase_due_guests(now=NOW + timedelta(days=80))
    assert not Event.objects.filter(name="gate:visitor:erased").exists()
    settings.KEEP_GUESTS_MONTHS = 5
    erase_due_guests(now=LATER)
    assert VisitorAnnouncement.objects.get().name == "Trần Văn Bình"
    settings.KEEP_GUESTS_MONTHS = 0
    erase_due_guests(now=LATER)
    row = VisitorAnnouncement.objects.get()
    assert (row.name, row.phone, row.plate, row.company, row.host, row.purpose) == ("",) * 6
    assert (row.kind, row.valid_from) == ("VISITOR", TODAY)
    assert typed() == ["", "NL-0009", "khách mới"]
    assert "Trần Văn Bình" not in str(list(Event.objects.values()))
    events = Event.objects.count()
    erase_due_guests(now=LATER)
    assert Event.objects.count() == events, "nothing is written where nothing is due"
    client = signed_in(cast.reporter)
    for path in ("/gate/visitors/", f"/gate/visitors/{row.uuid}/", f"/gate/passes/{old.uuid}/"):
        assert client.get(path).status_code == 200


def test_people_added_in_a_roll_call_go_likewise_and_the_seal_holds(cast: Cast) -> None:
    call = begin(cast)
    take(cast, call, Touch(uuid4(), NOW, name="Thợ điện Tám", note="nhà thầu A"))
    before = digest(expected_of(call), standing_of(call))
    erase_due_additions(now=NOW + timedelta(days=60))
    assert Mark.objects.get().name == "Thợ điện Tám"
    erase_due_additions(now=LATER)
    mark = Mark.objects.get()
    assert (mark.name, mark.note) == ("–", "")
    assert len(standing_of(call).added) == 1
    assert digest(expected_of(call), standing_of(call)) == before


def test_the_page_says_how_long(cast: Cast) -> None:
    page = signed_in(new_user("ADMINISTRATOR")).get("/people/retention/").content.decode()
    assert "3 tháng từ ngày cuối được vào" in page
    assert "mã gõ tay" in page
