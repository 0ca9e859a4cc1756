import io
from datetime import timedelta

import pypdf
import pytest
import zxingcpp

from songhanh.core.models import Task
from songhanh.gate.actions.passes import revoke_pass
from songhanh.gate.actions.visitors import cancel_announcement
from songhanh.gate.models import Pass, RevokedFor
from songhanh.gate.queries.badges import badges_of, guest_badges_of, lines_with_badges
from songhanh.gate.queries.keys import signing_key
from songhanh.gate.rendering.badges import IN_A_FILE, badge_picture, badge_sheets, parts
from songhanh.gate.tokens import decode
from songhanh.people.queries.lines import Line
from tests.core.cast import signed_in
from tests.gate.cast import BY, NOW, TODAY, Cast, employ, new_guest, new_passes
from tests.gate.png import grey_of


def read_back(png: bytes) -> set[str]:
    """What a scanner reads on the printed sheet."""
    return {code.text for code in zxingcpp.read_barcodes(grey_of(png))}


def test_badges_are_those_of_open_workers_passes(cast: Cast) -> None:
    employ(cast.one, 7, line="May 2", full_name="Đỗ Quỳnh Như")
    rows = new_passes(cast.one, 3)
    new_guest(cast.one)
    revoke_pass(pass_=rows[0], reason=RevokedFor.LOST, by=BY, now=NOW)
    assert [badge.label for badge in badges_of(cast.one, on=TODAY)] == ["NL-0002", "NL-0003", "NL-0007"]
    assert [badge.label for badge in badges_of(cast.one, on=TODAY, line="May 2")] == ["NL-0007"]
    assert [badge.name for badge in badges_of(cast.one, on=TODAY, pass_=rows[1])] == ["Nguyễn Thị Ánh"]
    assert badges_of(cast.one, on=TODAY + timedelta(days=730)) == []
    assert lines_with_badges(cast.one, TODAY) == [Line("", "Hàn 1"), Line("", "May 2")]


def test_every_code_of_a_printed_sheet_is_read_back(cast: Cast) -> None:
    new_passes(cast.one, 10)
    badges = badges_of(cast.one, on=TODAY)
    read = read_back(badge_picture(badges, "Công ty TNHH Mẫu 01"))
    assert read == {badge.token for badge in badges}
    key = signing_key()
    assert key is not None
    numbers = {decode(text, {key.number: key.verifier()}, on=TODAY).number for text in read}
    assert numbers == set(Pass.objects.values_list("number", flat=True))


def test_a_sheet_holds_ten_with_their_words(cast: Cast) -> None:
    employ(cast.one, 90, line="Chuyền 12", shift="Ca 2", full_name="Nguyễn Hoàng Phương Thảo Quỳnh Anh")
    new_passes(cast.one, 11)
    pdf = pypdf.PdfReader(io.BytesIO(badge_sheets(badges_of(cast.one, on=TODAY), "Công ty Mẫu 01", now=NOW)))
    assert len(pdf.pages) == 2
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    text = " ".join(page.extract_text() for page in pdf.pages)
    for words in ("NL-0090", "Chuyền 12 · Ca 2", "Công ty Mẫu 01", "đến hết 16/01/2024", "Hoàng"):
        assert words in text
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Thẻ QR · Công ty Mẫu 01"


def test_only_the_shipped_font_and_no_odd_letter_is_drawn(cast: Cast) -> None:
    employ(cast.one, 1, full_name="Nguyễn 阮 Ánh", line="A" * 60)
    new_passes(cast.one, 0)
    content = badge_sheets(badges_of(cast.one, on=TODAY), "Công ty Mẫu 01", now=NOW)
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in pypdf.PdfReader(io.BytesIO(content)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert all(name.startswith("Tinos") for name in fonts)
    assert "[U+962E]" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("count", "files"), [(0, []), (1, [1]), (IN_A_FILE, [IN_A_FILE]), (IN_A_FILE + 1, [IN_A_FILE, 1])]
)
def test_many_badges_become_several_files(cast: Cast, count: int, files: list[int]) -> None:
    new_passes(cast.one, 1)
    (badge,) = badges_of(cast.one, on=TODAY)
    assert [len(part) for part in parts([badge] * count)] == files


def test_guests_have_a_sheet_of_their_own(cast: Cast) -> None:
    new_passes(cast.one, 1)
    passes = [new_guest(cast.one), new_guest(cast.one, name="Đỗ Quang Sửa"), new_guest(cast.two)]
    cancel_announcement(announcement=new_guest(cast.one).announcement, by=BY, now=NOW)  # type: ignore[arg-type]
    badges = guest_badges_of(cast.one, on=TODAY)
    assert [badge.label for badge in badges] == [each.label for each in passes[:2]]
    assert read_back(badge_picture(badges, "Công ty Mẫu 01")) == {each.token() for each in passes[:2]}
    text = (
        pypdf.PdfReader(io.BytesIO(badge_sheets(badges, "Công ty Mẫu 01", now=NOW))).pages[0].extract_text()
    )
    said = " ".join(text.split())
    for words in (
        "Trần Văn Bình",
        "Đỗ Quang Sửa",
        "Công ty Xanh",
        "Phòng Nhân sự",
        "từ 17/01/2022 đến hết 18/01/2022",
    ):
        assert words in said
    assert guest_badges_of(cast.one, on=TODAY + timedelta(days=2)) == []
    assert [each.label for each in guest_badges_of(cast.one, on=TODAY, pass_=passes[1])] == [passes[1].label]


def test_guests_passes_are_asked_for_as_a_task(cast: Cast) -> None:
    guest = new_guest(cast.one)
    client = signed_in(cast.reporter)
    assert "In thẻ khách" in client.get("/gate/visitors/").content.decode()
    answer = client.post("/gate/visitors/passes/", {"enterprise": "mau-01", "on": "17/01/2022"})
    task = Task.objects.get()
    assert answer.headers["Location"] == f"/tasks/{task.uuid}/"
    assert task.parameters == {"enterprise": "mau-01", "guests_on": "2022-01-17"}
    assert (
        client.post("/gate/visitors/passes/", {"enterprise": "mau-02", "on": "17/01/2022"}).status_code == 422
    )
    assert signed_in(cast.officer).post("/gate/visitors/passes/").status_code == 403
    client.post(f"/gate/passes/{guest.uuid}/badge/")
    assert Task.objects.count() == 2
