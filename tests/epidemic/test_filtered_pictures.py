"""Line and province: the pictures, the slider and the crews are of the same people as the list below them."""

import html
import re

import pytest

from songhanh.epidemic.presenters.pictures import Asked
from tests.core.cast import signed_in
from tests.epidemic.cast import NOW
from tests.epidemic.drawing import address, drawn, text
from tests.epidemic.welding import Outbreak

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW)


def test_pictures_are_of_the_lines_that_the_list_is_filtered_by(found: Outbreak) -> None:
    client = signed_in(found.cast.officer)
    everybody, only = drawn(found, Asked()), drawn(found, Asked(lines=("Hàn 2",)))
    assert (everybody.f1, everybody.f2) == (7, 8)
    assert (only.f1, only.f2) == (0, 8)
    assert only.only == ("Hàn 2",)
    page = text(client, address(found, "?line=Hàn 2"))
    assert "chỉ tính người đã lọc: <b>Hàn 2</b>" in page
    assert '<input type="hidden" name="line" value="Hàn 2">' in page
    assert "8 dòng" in page
    fragment = text(client, address(found, "_pictures/?line=Hàn 2&least=5"), **HTMX)
    assert "line=H%C3%A0n+2" in fragment  # a unit opens the same people
    unknown = text(client, address(found, "?line=Hàn 9&province=Xứ Lạ"))
    assert "chỉ tính người đã lọc" not in unknown
    assert "15 dòng" in unknown


def test_people_of_a_province_alone(found: Outbreak) -> None:
    listed = text(signed_in(found.cast.officer), address(found))
    named = re.findall(r'<option value="([^"]+)"', listed.split('name="province"')[1].split("</select>")[0])
    shown = drawn(found, Asked(provinces=(named[-1],)))
    assert (shown.f1, shown.f2) == (7, 8)  # all of them come from there
    assert drawn(found, Asked(lines=("Hàn 2",), provinces=(named[-1],))).f2 == 8


def test_another_line_in_the_list_opens_the_whole_page_anew(found: Outbreak) -> None:
    client = signed_in(found.cast.officer)
    at = f"http://testserver{address(found)}"
    asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "list"}
    anew = client.get(address(found), {"line": "Hàn 2"}, **asked, HTTP_HX_CURRENT_URL=at)  # type: ignore[arg-type]
    assert anew["HX-Redirect"] == f"{address(found)}?line=H%C3%A0n%202#list"
    at += "?line=Hàn 2"
    exported = client.get(
        address(found), {"line": "Hàn 2", "export": "csv"}, **asked, HTTP_HX_CURRENT_URL=at[:-5]
    )  # type: ignore[arg-type]
    assert exported["Content-Type"].startswith("text/csv")
    strange = client.get(address(found), {"line": "Hàn 2"}, **asked, HTTP_HX_CURRENT_URL="http://[?%zz")  # type: ignore[arg-type]
    assert strange.status_code == 200
    turned = client.get(address(found), {"line": "Hàn 2", "sort": "minutes"}, **asked, HTTP_HX_CURRENT_URL=at)  # type: ignore[arg-type]
    assert "HX-Redirect" not in turned
    assert "8 dòng" in html.unescape(turned.content.decode())
