"""The officer's view: pictures, slider, choice and lists agree with one another and with the sealed run."""

import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from songhanh.definitions.contacts import contact_definition
from songhanh.enterprises.models import Assignment
from songhanh.epidemic.actions.readings import open_names
from songhanh.epidemic.actions.runs import Choice, run_trace
from songhanh.epidemic.models import Reading, ReadingKind, TracedList
from songhanh.epidemic.presenters.crew_row import CrewState, Home
from songhanh.epidemic.presenters.pictures import Asked, read_asked
from songhanh.epidemic.presenters.steps import STEPS, steps
from songhanh.epidemic.queries import runs
from songhanh.rules.tracing.definition import Tier
from tests.core.cast import signed_in
from tests.epidemic.cast import NOW, TODAY, Cast, acting, employ, new_case
from tests.epidemic.drawing import address, contacts, drawn, text
from tests.epidemic.welding import Outbreak, outbreak

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW)


def test_the_run_found_line_one_and_by_the_bus_line_two(found: Outbreak) -> None:
    assert (found.run.f1, found.run.f2) == (7, 8)
    shown = drawn(found, Asked())
    assert [(unit.name, len(unit.people)) for unit in shown.network.rows] == [("Hàn 1", 7), ("Xe 3", 8)]
    first, second = shown.network.rows
    assert second.sources == ((first.code, 2),)  # the two of line 1 who ride it


def test_the_crews_of_both_choices(found: Outbreak) -> None:
    first, second = drawn(found, Asked()), drawn(found, Asked(home=Home.F2))
    assert {(row.line, row.left, row.state) for row in first.crew.rows} == {
        ("Hàn 1", 0, CrewState.STOPS),
        ("Hàn 2", 8, CrewState.NEAR),
    }
    assert (first.crew.chosen.people, second.crew.chosen.people) == (8, 16)
    assert (first.crew.chosen.stops, second.crew.chosen.stops) == (1, 2)
    assert first.crew.spare == (("Hàn 3", 2),)


@pytest.mark.parametrize("home", Home)
@pytest.mark.parametrize("least", [0, 60, 240, 480, 960, 1440])
def test_what_the_script_counts_is_what_the_server_draws(found: Outbreak, least: int, home: Home) -> None:
    """The same sums, from the columns that lie in the page, as `frontend/least.ts` makes them."""
    data = drawn(found, Asked()).counting
    server = drawn(found, Asked(least, home))
    kept = [nth for nth, minutes in enumerate(data["until"]) if minutes >= least]
    assert [sum(data["tier"][nth] == tier for nth in kept) for tier in (1, 2)] == [server.f1, server.f2]
    units = {unit.anchor: len(unit.people) for unit in server.network.rows}
    for number, anchor in enumerate(data["units"]):
        assert sum(data["unit"][nth] == number for nth in kept) == units.get(anchor, 0)
    left = {row.key: row.left for row in server.crew.rows}
    for row in drawn(found, Asked()).crew.rows:
        gone = sum(
            data["line"][nth] == row.number and (home is Home.F2 or data["tier"][nth] == 1) for nth in kept
        )
        assert row.heads - row.gone[0] - gone == left[row.key]


def test_f2_go_with_the_f1_who_led_to_them(found: Outbreak) -> None:
    """The two of line 1 on the bus worked least with the case: with them goes line 2, whatever its own minutes."""
    result = runs.result(found.run)
    minutes = {each.person: each.minutes for each in result.traced.contacts()}
    leading = max(minutes[person] for person in result.routes.person.tolist())
    exposed = contacts(found).exposed
    assert {each.until for each in exposed if each.tier is Tier.F2} == {
        min(leading, minutes[each.number]) for each in exposed if each.tier is Tier.F2
    }
    assert all(each.until == each.minutes for each in exposed if each.tier is Tier.F1)


def test_the_page_holds_all_its_parts(found: Outbreak) -> None:
    page = text(signed_in(found.cast.officer), address(found))
    for words in (
        "7 F1 đều gặp ở Hàn 1", "F1 ở nhà: 1 chuyền dừng", "Có thể lây từ 13/01 đến 17/01", "Hàn 1 8 giờ",
        f"{found.case.code} khởi phát", "Xem dạng bảng", "Vạch đậm",
    ):  # fmt: skip
        assert words in page, words
    data = json.loads(re.findall(r'<script id="counting"[^>]*>(.*?)</script>', page)[0])
    assert len(data["until"]) == 15
    assert page.count('data-until="') == 2 * 15  # once for the screen, once for the phone
    assert found.workers["Hàn 1"][1].employee_code in page
    assert "Nguyễn" not in page  # names are closed


def test_the_fragment_is_the_page_s_own_part(found: Outbreak) -> None:
    client = signed_in(found.cast.officer)
    page = text(client, address(found, "?least=480&home=F2"))
    part = text(client, address(found, "_pictures/?least=480&home=F2"), **HTMX)
    drawing, strip = part.split('<div class="strip-crew"')
    assert drawing.strip() in page
    assert strip.replace(' hx-swap-oob="true"', "").strip() in page
    assert "<html" not in part
    alone = client.get(address(found, "_pictures/?least=480&home=F2"))
    assert (alone.status_code, alone["Location"]) == (302, address(found, "?least=480&home=F2"))


def test_answering_the_slider_is_no_new_reading(found: Outbreak) -> None:
    client = signed_in(found.cast.officer)
    text(client, address(found))
    seen = Reading.objects.count()
    text(client, address(found, "_pictures/?least=60"), **HTMX)
    assert Reading.objects.count() == seen


def test_only_who_may_read_the_run_gets_the_parts(found: Outbreak) -> None:
    cast = found.cast
    for part in ("_pictures/", "sheets/"):
        url = address(found, part)
        assert signed_in(cast.leader).get(url, **HTMX).status_code == 200  # type: ignore[arg-type]
        for user in (cast.auditor, cast.reporter):
            assert signed_in(user).get(url, **HTMX).status_code == 403  # type: ignore[arg-type]
    with acting():
        charge = Assignment.objects.get(officer=cast.officer)
        charge.until = TODAY
        charge.save()
    for part in ("", "_pictures/", "sheets/"):
        assert signed_in(cast.officer).get(address(found, part), **HTMX).status_code == 404  # type: ignore[arg-type]


def test_an_erased_list_has_no_pictures(found: Outbreak) -> None:
    with acting():
        kept = TracedList.objects.get()
        kept.content, kept.erased_at = b"", NOW
        kept.save()
    client = signed_in(found.cast.officer)
    for part in ("_pictures/", "sheets/"):
        assert client.get(address(found, part), **HTMX).status_code == 404  # type: ignore[arg-type]
    assert 'id="pictures"' not in text(client, address(found))


def test_presence_built_anew_changes_no_picture(found: Outbreak, settings: Settings) -> None:
    client = signed_in(found.cast.officer)
    before = text(client, address(found, "_pictures/"), **HTMX)
    settings.PRESENCE_ROOT = Path(settings.PRESENCE_ROOT) / "gone"
    assert text(client, address(found, "_pictures/"), **HTMX) == before
    assert "Hàn 1 8 giờ" in text(client, address(found))


def test_a_case_that_was_never_seen_has_empty_pictures(found: Outbreak) -> None:
    cast = found.cast
    unseen = new_case(employ(cast.one, 9_999, line="Hàn 3"), onset_on=TODAY, code="CA-9999")
    by, choice = cast.by(cast.officer), Choice(contact_definition("ours"), 2, 2)
    run = run_trace(cases=[unseen], choice=choice, by=by, now=NOW)
    page = text(signed_in(cast.officer), reverse("epidemic:run", args=[run.uuid]))
    assert "Không ai ở cùng F0 đủ lâu" in page
    assert "CA-9999 khởi phát" in page
    assert "F1 ở nhà: chưa chuyền nào phải dừng" in page  # the case's own line is short of one
    steps_ = re.findall(r'<option value="(\d+)"[^>]*>', page.split('id="least"')[1].split("</select>")[0])
    assert steps_ == ["0"]


def test_strange_questions_are_passed_over() -> None:
    for query in ("", "least=7", "least=-5", "least=a", "least=²", "home=F9", f"least={10**30}"):
        assert read_asked(QueryDict(query)) == Asked(), query
    assert read_asked(QueryDict("least=60&home=F2")) == Asked(60, Home.F2)


def test_the_stops_end_where_times_end() -> None:
    assert [step.minutes for step in steps([16, 95], 0)] == [each for each in STEPS if each <= 95]
    assert [step.words for step in steps([95], 60)][:2] == ["Mọi thời lượng", "5 phút trở lên"]
    assert [step.minutes for step in steps([16], 60) if step.chosen] == [60]
    assert [step.minutes for step in steps([], 0)] == [0]


def test_a_unit_opens_its_people(found: Outbreak) -> None:
    client = signed_in(found.cast.officer)
    url = re.findall(r'data-unit="F2:[^"]+"[^>]*href="([^"]+)"|href="([^"]+)"[^>]*data-unit="F2:',
                     text(client, address(found)))[0]  # fmt: skip
    listed = text(client, next(filter(None, url)).partition("#")[0])
    rows = re.findall(r"<th scope=\"row\"[^>]*><a[^>]*>(NL-\d+)</a>", listed)
    assert rows == [each.employee_code for each in found.workers["Hàn 2"]]


def test_the_list_follows_the_slider(found: Outbreak) -> None:
    client = signed_in(found.cast.officer)
    listed = text(client, address(found, "?least=1440"))
    shown = drawn(found, Asked(1440))
    assert f"{shown.f1 + shown.f2} dòng" in listed
    assert 0 < shown.f1 + shown.f2 < 15


def test_one_sheet_a_line_and_each_opening_is_noted(found: Outbreak) -> None:
    client = signed_in(found.cast.officer)
    page = text(client, address(found, "sheets/"))
    assert re.findall(r"<h2>([^,]+), Mẫu 01", page) == ["Hàn 1", "Hàn 2"]
    assert page.count("sheet-page") == 2
    assert Reading.objects.filter(kind=ReadingKind.FILE, run=found.run).count() == 1
    assert "Nguyễn Thị Ánh" not in page
    by = found.cast.by(found.cast.officer)
    open_names(run=found.run, reason="Gọi báo từng người", by=by, now=timezone.now())
    open_names(run=found.run, reason="Gọi báo từng người", by=by, now=NOW)
    page = text(client, address(found, "sheets/?tier=F1&least=960"))
    assert page.count("Nguyễn Thị Ánh") == drawn(found, Asked(960)).f1
    assert "F1, ở cùng từ 16 giờ" in page
    assert "Hàn 2" not in page


@pytest.mark.parametrize("part", ["", "_pictures/", "sheets/"])
def test_more_contacts_ask_no_more_questions(
    cast: Cast, settings: Settings, tmp_path: Path, part: str
) -> None:
    client = signed_in(cast.officer)
    counts = []
    for heads, site in ((5, cast.one), (11, cast.two)):
        found = outbreak(cast, settings, tmp_path / site.code, heads, site)
        text(client, address(found, part), **HTMX)  # noted once
        with CaptureQueriesContext(connection) as queries:
            text(client, address(found, part), **HTMX)
        counts.append(len(queries))
    assert counts[0] == counts[1]
